import { presentDevice } from '../device.ts';
import { customerCount } from '../offline-customers.ts';
import { offlineQueue } from '../offline-outbox.ts';
import { isCustomerDataFiltered } from '../offline-rules.ts';
import { waitingTransactions } from '../sale/transactions-outbox.ts';
import { presentShift } from '../sale/shifts.ts';
import type { Engine } from './engine.ts';
import { databaseReach } from './lost-records.ts';
import { ownRegister } from '../own-register.ts';
import { stateChanged } from './tell-state.ts';

/**
 * Reads again what the header shows, remembers outside the database what would be lost with it (R12), and tells
 * everybody.
 */
export async function refreshCounts(engine: Engine): Promise<void> {
  const { till } = engine;
  if (!till) return;
  const { database } = till;
  const device = await presentDevice(database);
  const queue = await offlineQueue(database);
  const waiting = await waitingTransactions(database);
  const isFiltered = isCustomerDataFiltered(till, device);
  engine.counts = {
    customers: await customerCount(database),
    queued: queue.undelivered + waiting.count,
    queuedCustomers: await queuedCustomers(database),
    oldestQueuedAt: earlier(queue.oldestRecordedAt, waiting.oldestRecordedAt),
    lastExchangeAt: device.lastExchangeAt,
    isCustomerDataHere: device.customerData !== 'excluded' && !isFiltered && ownRegister(till)?.supportOffline === true,
    isFiltered,
    shift: await presentShift(database),
  };
  await markQueue(engine);
  stateChanged(engine);
}

/* What was recorded is on the disk already: a mark that can't be written makes it no failure, and is tried again. */
async function markQueue(engine: Engine): Promise<void> {
  if (!engine.till) return;
  const mark = { undelivered: engine.counts.queued, reached: await databaseReach(engine.till.database) };
  const content = JSON.stringify(mark);
  if (engine.marked === content) return;
  try {
    await engine.vault.mark(mark);
    engine.marked = content;
  } catch (error) {
    const { name } = error instanceof Error ? error : new Error('unknown');
    engine.seams.log.warn({ error: name }, 'what waits can not be marked outside the database');
  }
}

async function queuedCustomers(database: Pick<Engine['till'] & object, 'database'>['database']): Promise<number> {
  const [row] = await database.all<{ count: number }>(
    "SELECT count(DISTINCT customer_id) AS count FROM outbox WHERE status = 'pending'",
  );
  return row?.count ?? 0;
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
