import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import type { Channel } from '../channel.ts';
import { askForOrder } from './order-in-real-time.ts';
import {
  decideTransaction,
  dropTransaction,
  markTransactionAsFallback,
  type RecordedTransaction,
} from './transactions.ts';

/**
 * Has headquarters make a recorded order while the user waits; with fallback the same order travels by P-job when
 * headquarters doesn't answer in time (WD-23). Errors: `headquarters_unreachable` without fallback, business refusals.
 */
export async function decideOrderNow(
  channel: Channel,
  settings: ChannelSettings,
  recorded: RecordedTransaction,
): Promise<RecordedTransaction> {
  const fallback = settings.createCustomerOrderWithAsyncFallback;
  const waitMs = fallback ? settings.createCustomerOrderWaitTimeoutMs : undefined;
  const answer = await askForOrder(channel, recorded.transaction, waitMs);
  if (answer === 'notAsked' || answer === 'unknown') {
    if (!fallback) return giveUp(channel, recorded, answer);
    await markTransactionAsFallback(channel.database, recorded.operationId);
    return { ...recorded, way: 'fallback' };
  }
  switch (answer.status) {
    case 'completed': {
      const { salesOrderNumber } = answer;
      await decide(channel, recorded, { status: 'completed', salesOrderNumber, delivered: true });
      return { ...recorded, status: 'completed', salesOrderNumber };
    }
    case 'refused':
      await decide(channel, recorded, { status: 'refused', problem: answer.problem, delivered: true });
      throw refuseAll([answer.problem]);
    case 'waiting':
      await markTransactionAsFallback(channel.database, recorded.operationId);
      return { ...recorded, way: 'fallback' };
  }
}

/**
 * Without fallback no order is kept. If headquarters may have made it all the same, the outbox keeps that it was given
 * up: headquarters cancels what it made, and never makes it later.
 */
async function giveUp(channel: Channel, recorded: RecordedTransaction, answer: 'notAsked' | 'unknown'): Promise<never> {
  if (answer === 'notAsked') await dropTransaction(channel.database, recorded.operationId);
  else {
    await decide(channel, recorded, { status: 'givenUp', delivered: false });
    channel.wakeUps.recorded();
  }
  throw refuse('headquarters_unreachable');
}

async function decide(
  channel: Channel,
  { operationId }: RecordedTransaction,
  decision: {
    readonly status: 'completed' | 'refused' | 'givenUp';
    readonly salesOrderNumber?: string;
    readonly problem?: RecordedTransaction['lastKnownError'];
    readonly delivered: boolean;
  },
): Promise<void> {
  const { status, salesOrderNumber = null, problem = null, delivered } = decision;
  await channel.database.execute('record real-time order', decideTransaction, [
    operationId,
    status,
    salesOrderNumber,
    problem === null ? null : JSON.stringify(problem),
    delivered,
    delivered ? channel.seams.clock.now() : null,
  ]);
}
