import type { ExchangeResult } from '../exchange-once.ts';
import { offlineCustomer } from '../offline-customers.ts';
import type { Till } from '../till.ts';
import { refreshCounts } from './counts.ts';
import { forgetTrace } from './customer-trace.ts';
import type { Engine } from './engine.ts';
import { followLoad } from './first-load.ts';

/** More customers than that are told by the state alone: whoever shows one reads it again. */
const toldCustomerCountMax = 200;

/** Tells everybody what an exchange has changed. */
export async function tellWhatCame(engine: Engine, till: Till, result: ExchangeResult): Promise<void> {
  await refreshCounts(engine);
  await followLoad(engine, till);
  for (const customerId of result.changedCustomerIds.slice(0, toldCustomerCountMax)) {
    engine.answeredCustomers.delete(customerId);
    forgetTrace(engine, customerId);
    await tellCustomer(engine, till, customerId);
  }
  if (result.hasTransactionNews || result.changedCustomerIds.length > 0) engine.emit({ kind: 'transactions' });
}

/** Tells everybody how a customer looks now. */
export async function tellCustomer(engine: Engine, till: Till, customerId: string): Promise<void> {
  const local = await offlineCustomer(till.database, customerId);
  engine.emit({ kind: 'customer', customerId, customer: local?.document ?? null });
}
