import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { CodedError, refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import { CommunicationException } from '@counterfoil/http/client';
import { BulkheadFull } from '@counterfoil/platform/bulkhead';
import { CircuitOpen } from '@counterfoil/platform/circuit-breaker';
import type { RealTimeAnswer } from '@counterfoil/contracts/real-time-service';
import { applyPublished, takeBack } from './apply-published.ts';
import type { Channel } from '../channel.ts';
import type { Delivery } from '@counterfoil/customer/channel-rules';
import { lockLocalCustomers } from '../customers/local-customers.ts';
import { decideOutboxEntries, forgetOutboxEntry, markAsFallback, outboxEntriesOf } from './outbox.ts';

const selectHeadquartersEpoch = prepared(
  'select-headquarters-epoch-id',
  'SELECT headquarters_epoch_id FROM headquarters_link',
);

/**
 * Keeps the P-job from an operation while `work` records it and has headquarters decide it. It is kept from before its
 * recording: in the moment between the recording and the question a P-job would upload what headquarters then refuses
 * to the user, and park it there for somebody to correct. The same operation at once is worked on one after the other.
 */
export async function keepFromPJob<Result>(
  channel: Channel,
  operationId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  while (channel.inRealTime.has(operationId)) await channel.inRealTime.get(operationId);
  const ended = Promise.withResolvers<void>();
  channel.inRealTime.set(operationId, ended.promise);
  try {
    return await work();
  } finally {
    channel.inRealTime.delete(operationId);
    ended.resolve();
  }
}

/**
 * Has headquarters decide a recorded operation while the user waits; it has to be {@link keepFromPJob kept from the
 * P-job} until then. `decided`: the channel has applied the answer.
 * `fallback`: headquarters couldn't be reached, is too busy, or doesn't have the customer yet; the operation stays in
 * the outbox, with its identifiers, and goes by P-job (LK-04, BX-02). Throws the business refusal, after taking the
 * operation back. An operation that travels in real time or not at all is taken back, too, when headquarters can't be
 * reached: `edit_needs_headquarters`.
 */
export async function callRealTimeService(
  channel: Channel,
  operation: CustomerOperation,
  delivery: Exclude<Delivery, 'async'>,
): Promise<'decided' | 'fallback'> {
  const answer = await askHeadquarters(channel, operation);
  if (answer?.status === 'completed') return applyAnswer(channel, operation, answer);
  if (answer?.status === 'refused') return takeBackAndRefuse(channel, operation, answer.problem);
  if (!answer && delivery === 'syncOnly') return takeBackUnheard(channel, operation);
  await markAsFallback(channel.database, operation.operationId);
  return 'fallback';
}

/**
 * Has headquarters decide a creation that was acknowledged already, while nobody waits; it has to be
 * {@link keepFromPJob kept from the P-job} until then. What was acknowledged is never taken back (R1): one that
 * headquarters refuses goes by P-job as well, is parked there with the reason, and can be corrected.
 */
export async function decideAcknowledged(
  channel: Channel,
  operation: CustomerOperation,
): Promise<'decided' | 'fallback'> {
  const answer = await askHeadquarters(channel, operation);
  if (answer?.status === 'completed') return applyAnswer(channel, operation, answer);
  await markAsFallback(channel.database, operation.operationId);
  return 'fallback';
}

/** The answer, or null when it is unknown whether headquarters heard the question. */
async function askHeadquarters(channel: Channel, operation: CustomerOperation): Promise<RealTimeAnswer | null> {
  const { bulkhead, circuitBreaker, counters, headquarters, seams } = channel;
  try {
    return await bulkhead.call(() =>
      circuitBreaker.call(async () => {
        const rows = await channel.database.query<{ headquarters_epoch_id: string | null }>(selectHeadquartersEpoch);
        const epochId = rows[0]?.headquarters_epoch_id;
        if (!epochId) throw new CodedError('headquarters_unreachable');
        counters.realTimeServiceCalls++;
        return headquarters.applyInRealTime(withBugs(channel, operation), epochId);
      }, isCommunicationException),
    );
  } catch (error) {
    if (error instanceof CommunicationException) counters.communicationExceptions++;
    if (isCommunicationException(error) || error instanceof CircuitOpen || error instanceof BulkheadFull) return null;
    seams.log.warn(
      { code: error instanceof CodedError ? error.code : 'unknown' },
      'the real-time service refused the call',
    );
    if (error instanceof CodedError && isAboutTheLine(error)) return null;
    throw error;
  }
}

/** The planted bug "new identifiers on fallback": the call names another operation than the outbox. */
function withBugs(channel: Channel, operation: CustomerOperation): CustomerOperation {
  if (!channel.seams.plantedBugs.has('new identifiers on fallback')) return operation;
  return { ...operation, operationId: channel.seams.ids.uuid(), customerId: channel.seams.ids.uuid() };
}

/** Refused, reset, timed out, broken off, or 5xx: the caller can't know whether headquarters has committed. */
function isCommunicationException(error: unknown): boolean {
  return error instanceof CommunicationException;
}

/** Refusals that aren't about the operation but about the two nodes: they agree again, and the operation goes by P-job. */
function isAboutTheLine(error: CodedError): boolean {
  return [
    'headquarters_unreachable',
    'epoch_foreign',
    'scale_unit_unknown',
    'not_authenticated',
    'not_allowed',
    'protocol_unsupported',
    'too_many_requests',
  ].includes(error.code);
}

async function applyAnswer(
  channel: Channel,
  operation: CustomerOperation,
  answer: Extract<RealTimeAnswer, { status: 'completed' }>,
): Promise<'decided'> {
  await channel.database.transaction('apply real-time answer', (tx) =>
    applyPublished(channel, tx, {
      customers: [answer.customer],
      outcomes: [
        {
          operationId: operation.operationId,
          customerId: operation.customerId,
          node: channel.channelDatabaseId,
          status: 'completed',
          lastKnownError: null,
        },
      ],
      headquartersEpochNumber: answer.headquartersEpochNumber,
    }),
  );
  return 'decided';
}

async function takeBackAndRefuse(channel: Channel, operation: CustomerOperation, problem: Problem): Promise<never> {
  await channel.database.transaction('take back refused operation', async (tx) => {
    await takeBack(channel, tx, operation.operationId, operation.customerId);
    await decideOutboxEntries(
      tx,
      [{ operationId: operation.operationId, status: 'refused', problem }],
      channel.seams.clock.now(),
    );
  });
  throw refuseAll([problem]);
}

/**
 * The customer is as before an edit that headquarters, as far as is known, didn't hear; the same request may come again.
 * After a lost reply headquarters may have the edit all the same: then 1010 brings it like any other change, or has
 * brought it by now. An edit that another one was recorded behind meanwhile stays and goes by P-job, since headquarters
 * would let that one wait for it for ever.
 */
async function takeBackUnheard(channel: Channel, operation: CustomerOperation): Promise<'decided' | 'fallback'> {
  const { operationId, customerId } = operation;
  const outcome = await channel.database.transaction('take back unheard edit', async (tx) => {
    await lockLocalCustomers(tx, [customerId]);
    const entries = await outboxEntriesOf(tx, [customerId]);
    const entry = entries.find((candidate) => candidate.operation.operationId === operationId);
    if (entry?.status === 'refused' && entry.lastKnownError) throw refuseAll([entry.lastKnownError]);
    if (entry?.status !== 'pending') return 'decided';
    if (entries.some((later) => later.operation.follows === operationId)) return 'fallback';
    await takeBack(channel, tx, operationId, customerId);
    await forgetOutboxEntry(tx, operationId);
    return 'taken back';
  });
  if (outcome === 'taken back') throw refuse('edit_needs_headquarters');
  if (outcome === 'fallback') await markAsFallback(channel.database, operationId);
  return outcome;
}
