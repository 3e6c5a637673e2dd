import { isFeatureOn, isPending } from '@counterfoil/customer/channel-rules';
import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import { messageOf } from '@counterfoil/contracts/error-register';
import { isOffline } from '../connection-mode.ts';
import { customerHistory } from '../history/customer-history.ts';
import { historyEntries } from '../history/history-entries.ts';
import { transactionsOf } from '../sale/show-transactions.ts';
import type { ShownOfflineCustomer } from '../show-offline-customer.ts';
import type { Till } from '../till.ts';
import { creationPlace } from './creation-place.ts';
import { knownTrace } from './customer-trace.ts';
import { presentTill, presentWorker, type Engine } from './engine.ts';
import { loyaltyRefusal } from './issue-loyalty-card.ts';
import { customerAnywhere } from './known-customer.ts';
import type { CustomerDetails, CustomerHistory } from './till-service.ts';

/** A customer with all that the details show. Errors: `customer_unknown`, `till_offline`, those of every call. */
export async function customerDetails(
  engine: Engine,
  customerId: string,
  language: Language,
): Promise<CustomerDetails> {
  const till = presentTill(engine);
  presentWorker(engine);
  const shown = await customerAnywhere(engine, till, customerId, language);
  const { customer } = shown;
  return {
    ...shown,
    history: await historyOf(engine, till, shown, language),
    editRefusal: editRefusal(engine, till, shown, language),
    loyaltyRefusal: loyaltyRefusal(till.configuration, customer, {
      isTillOffline: isOffline(engine.network.connection),
      language,
    }),
    transactions: await transactionsOf(engine, till, { customerId }, language),
  };
}

async function historyOf(
  engine: Engine,
  till: Till,
  { customerId, customer }: ShownOfflineCustomer,
  language: Language,
): Promise<CustomerHistory> {
  const way = {
    customerAccountNumber: customer.customerAccountNumber,
    entries: await historyEntries(till.database, customerId),
    isOffline: isOffline(engine.network.connection),
    queuedCustomers: engine.counts.queuedCustomers,
    trace: knownTrace(engine, customerId),
  };
  return customerHistory(way, { language, now: engine.seams.clock.now() });
}

/** Why a customer can't be edited now; null: everything of it can. */
function editRefusal(
  engine: Engine,
  till: Till,
  { customer }: ShownOfflineCustomer,
  language: Language,
): string | null {
  const code = (): ErrorCode | null => {
    if (customer.deactivated) return 'customer_deactivated';
    const isAsync = isFeatureOn(till.configuration, 'asyncCustomerEditing');
    if (isPending(customer) && !isAsync) return 'customer_pending_not_editable';
    const isHere = isAsync && creationPlace(engine).place === 'local';
    return !isHere && isOffline(engine.network.connection) ? 'customer_edit_offline_unavailable' : null;
  };
  const refused = code();
  return refused && messageOf(refused, language);
}
