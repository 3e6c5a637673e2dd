import type { RealTimeOrderAnswer, RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { CommunicationException } from '@counterfoil/http/client';
import { BulkheadFull } from '@counterfoil/platform/bulkhead';
import { CircuitOpen } from '@counterfoil/platform/circuit-breaker';
import type { Channel } from '../channel.ts';
import { readLink } from '../exchange/headquarters-link.ts';

/**
 * What came of asking headquarters for an order: its answer, `notAsked` when it certainly didn't hear the question, or
 * `unknown` after a communication exception or the time-out, when it may have made the order.
 */
export type OrderAnswer = RealTimeOrderAnswer | 'notAsked' | 'unknown';

/** Asks the Real-time Service for a recorded order and waits at most `waitMs`, if given. */
export async function askForOrder(
  channel: Channel,
  transaction: RetailTransaction,
  waitMs: number | undefined,
): Promise<OrderAnswer> {
  const { bulkhead, circuitBreaker, counters } = channel;
  const epochId = (await readLink(channel.database)).headquartersEpoch?.epochId;
  if (epochId === undefined) return 'notAsked';
  try {
    return await bulkhead.call(() =>
      circuitBreaker.call(() => {
        counters.realTimeServiceCalls++;
        return withinTime(channel, channel.headquarters.createOrderInRealTime(transaction, epochId, waitMs), waitMs);
      }, isCommunicationException),
    );
  } catch (error) {
    if (error instanceof CircuitOpen || error instanceof BulkheadFull) return 'notAsked';
    if (isCommunicationException(error)) {
      counters.communicationExceptions++;
      return 'unknown';
    }
    if (error instanceof CodedError) return codedAnswer(error);
    throw error;
  }
}

function isCommunicationException(error: unknown): boolean {
  return error instanceof CommunicationException;
}

/** Refusals that aren't about the order but about the two nodes; headquarters has made nothing of it. */
function isAboutTheLine(error: CodedError): boolean {
  return [
    'epoch_foreign',
    'scale_unit_unknown',
    'not_authenticated',
    'not_allowed',
    'not_found',
    'protocol_unsupported',
    'too_many_requests',
  ].includes(error.code);
}

/** An outage leaves open what headquarters did; any other refusal is about the order. */
function codedAnswer(error: CodedError): OrderAnswer {
  if (isAboutTheLine(error)) return 'notAsked';
  if (errorRegister[error.code].kind === 'outage') return 'unknown';
  return { status: 'refused', problem: { code: error.code, field: '' } };
}

/** The answer, or a communication exception after `waitMs`; a later answer is no longer waited for. */
async function withinTime<Answer>(channel: Channel, answer: Promise<Answer>, waitMs?: number): Promise<Answer> {
  if (waitMs === undefined) return answer;
  const { clock, log } = channel.seams;
  const answered = new AbortController();
  const timedOut = clock.sleep(waitMs, answered.signal).then(() => {
    throw new CommunicationException(`no answer within ${waitMs} ms`, null);
  });
  try {
    return await Promise.race([answer, timedOut]);
  } finally {
    const late = (error: unknown): void => log.debug({ error: String(error) }, 'the slower of answer and time-out');
    answer.catch(late);
    timedOut.catch(late);
    answered.abort();
  }
}
