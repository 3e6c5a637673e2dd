import { protocolVersion } from '@counterfoil/contracts/exchange';
import {
  awaitedOperationCountMax,
  offlineEntryCountMax,
  offlineExchangeResponseSchema,
  offlineTransactionCountMax,
  type OfflineExchangeRequest,
  type OfflineExchangeResponse,
  type OfflineStatusReport,
} from '@counterfoil/contracts/offline-exchange';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { applyExchange } from './apply-exchange.ts';
import { beginDeviceEpoch, presentDevice } from './device.ts';
import type { LocalTx } from './local-database.ts';
import { customerCount } from './offline-customers.ts';
import { awaitedOperations, offerAgain, offlineQueue, pendingEntries } from './offline-outbox.ts';
import { awaitedTransactions, offerTransactionsAgain, transactionsToSend } from './sale/transactions-outbox.ts';
import type { Till, TillLimits } from './till.ts';

/** The way to the scale unit; throws a `CodedError` for what it refuses and anything else for an outage. */
export interface ScaleUnitConnection {
  /** `POST /offline-databases/{registerId}/exchange` */
  exchange(registerId: string, request: OfflineExchangeRequest): Promise<OfflineExchangeResponse>;
}

/** What one exchange did. */
export interface ExchangeResult {
  /**
   * `applied`; `stale`: the till had gone on meanwhile and nothing was applied; `disagreed`: one of the two databases is
   * not the one that the other knows, and the till offers again what it holds.
   */
  readonly result: 'applied' | 'stale' | 'disagreed';
  /** Entries that the scale unit acknowledged for the first time. */
  readonly delivered: number;
  /** Customers that came. */
  readonly customers: number;
  /** Customers that look different now; of a load, which brings everybody, those with an own entry that was decided. */
  readonly changedCustomerIds: readonly string[];
  /** Something became of transactions of this till. */
  readonly hasTransactionNews: boolean;
  /** Another exchange has something to do at once. */
  readonly more: boolean;
}

/** Of an exchange that has to be done again. */
export const nothingApplied = {
  delivered: 0,
  customers: 0,
  changedCustomerIds: [],
  hasTransactionNews: false,
  more: true,
} as const;

/** Refusals after which everything that is still held is numbered anew and offered again. */
const disagreements = new Set(['device_sequence_gap', 'device_sequence_reused', 'offline_epoch_foreign']);

/**
 * One exchange with the scale unit: entries up in their order, what changed down, all of the answer in one transaction
 * (R6). Entries count as delivered only by the answer; whatever gets lost before is sent again, and doubles nothing.
 * Errors: those of the connection; `package_corrupt`, `protocol_unsupported`.
 */
export async function exchangeOnce(
  till: Till,
  connection: ScaleUnitConnection,
  mode: OfflineStatusReport['mode'] = 'online',
): Promise<ExchangeResult> {
  const request = await till.database.transaction('prepare exchange', (tx) => requestOf(tx, till, mode));
  try {
    const response = checked(await connection.exchange(till.registerId, request));
    return await applyExchange(till, request, response);
  } catch (error) {
    if (!(error instanceof CodedError) || !disagreements.has(error.code)) throw error;
    await offerEverythingAgain(till, request);
    return { ...nothingApplied, result: 'disagreed' };
  }
}

async function requestOf(
  tx: LocalTx,
  { configuration, limits }: Till,
  mode: OfflineStatusReport['mode'],
): Promise<OfflineExchangeRequest> {
  const device = await presentDevice(tx);
  const entries = await entriesToSend(tx, limits);
  return {
    protocolVersion,
    deviceEpoch: device.epoch,
    channelEpoch: device.channelEpoch,
    acknowledgedSequence: device.acknowledgedSequence,
    entries,
    awaiting: await awaitedOperations(tx, awaitedOperationCountMax),
    transactions: await transactionsToSend(tx, {
      lastSequence: entries.at(-1)?.deviceSequence ?? device.acknowledgedSequence,
      countMax: Math.min(limits.entryCountMax, offlineTransactionCountMax),
    }),
    awaitedTransactions: await awaitedTransactions(tx, awaitedOperationCountMax),
    cursor: device.cursor,
    configurationVersion: configuration.version,
    fullSynchronization: device.fullSynchronization,
    status: { mode, customers: await customerCount(tx), ...(await offlineQueue(tx)) },
  };
}

async function entriesToSend(tx: LocalTx, limits: TillLimits): Promise<OfflineExchangeRequest['entries']> {
  const pending = await pendingEntries(tx, Math.min(limits.entryCountMax, offlineEntryCountMax));
  let textLength = 0;
  const within = pending.findIndex(({ operation }, index) => {
    textLength += JSON.stringify(operation).length;
    return index > 0 && textLength > limits.entryTextLengthMax;
  });
  return pending
    .slice(0, within === -1 ? undefined : within)
    .map(({ sequence, operation }) => ({ deviceSequence: sequence, operation }));
}

function checked(answer: unknown): OfflineExchangeResponse {
  const parsed = offlineExchangeResponseSchema.safeParse(answer);
  if (!parsed.success) throw refuse('package_corrupt', '', { detail: 'the answer is not one of an exchange' });
  const given = parsed.data.protocolVersion;
  if (Math.abs(given - protocolVersion) > 1) throw refuse('protocol_unsupported', '', { given });
  return parsed.data;
}

/** Unless another exchange has done it already: everything that is held is offered again, under new numbers (R11). */
async function offerEverythingAgain({ database, seams }: Till, request: OfflineExchangeRequest): Promise<void> {
  await database.transaction('offer again', async (tx) => {
    const device = await presentDevice(tx);
    if (device.epoch.epochId !== request.deviceEpoch.epochId) return;
    await beginDeviceEpoch(tx, seams.ids);
    await offerAgain(tx);
    await offerTransactionsAgain(tx);
  });
}
