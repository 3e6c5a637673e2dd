import type { Seams } from '@counterfoil/platform/seams';
import { beginDeviceEpoch, presentDevice } from '../device.ts';
import type { LocalDatabase, LocalTx } from '../local-database.ts';
import { offerAgain, offlineQueue } from '../offline-outbox.ts';
import { printedNumberCount } from '../sale/printed-numbers.ts';
import { writeFact } from '../sale/till-facts.ts';
import { offerTransactionsAgain, waitingTransactions } from '../sale/transactions-outbox.ts';
import type { DatabaseReach, DeviceVault } from './device-vault.ts';

/** How far a database has come, as it is marked outside of it. */
export async function databaseReach(tx: Pick<LocalTx, 'all'>): Promise<DatabaseReach> {
  const { epoch, nextSequence } = await presentDevice(tx);
  return { epochId: epoch.epochId, sequence: nextSequence, printed: await printedNumberCount(tx) };
}

/**
 * Looks whether the database is behind what was marked: a damaged log of the database engine loses its end without a
 * word. Then it begins another epoch, so that no number is used again, and remembers what is gone (R12).
 */
export async function noteLostRecords(
  vault: Pick<DeviceVault, 'lastMark'>,
  database: LocalDatabase,
  { ids }: Pick<Seams, 'ids'>,
): Promise<void> {
  const mark = await vault.lastMark();
  if (!mark?.reached || !isBehind(await databaseReach(database), mark.reached)) return;
  await database.transaction('note lost records', async (tx) => {
    const queued = (await offlineQueue(tx)).undelivered + (await waitingTransactions(tx)).count;
    const count = Math.max(0, mark.undelivered - queued);
    await beginDeviceEpoch(tx, ids);
    await offerAgain(tx);
    await offerTransactionsAgain(tx);
    const problem = { code: 'till_records_lost', field: '', parameters: { count } };
    if (count > 0) await writeFact(tx, 'storageProblem', JSON.stringify(problem));
  });
}

/* Another epoch: even the row of the device is gone, and a new one was begun. */
function isBehind(now: DatabaseReach, marked: DatabaseReach): boolean {
  return now.epochId !== marked.epochId || now.sequence < marked.sequence || now.printed < marked.printed;
}
