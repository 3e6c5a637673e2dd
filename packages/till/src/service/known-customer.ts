import { accountLabel, displayName } from '@counterfoil/customer/display';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/empty-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { isOffline } from '../connection-mode.ts';
import { shownCustomerSchema } from '../scale-unit/answers.ts';
import { showOfflineCustomer, type ShownOfflineCustomer } from '../show-offline-customer.ts';
import type { Till } from '../till.ts';
import { callAsWorker } from './call-as-worker.ts';
import type { Engine } from './engine.ts';
import { keepAnswered } from './save-customer.ts';

/** The customer as this till knows it without asking anybody; null when it doesn't. */
export async function knownCustomer(
  { answeredCustomers }: Pick<Engine, 'answeredCustomers'>,
  till: Till,
  customerId: string,
  language: Language,
): Promise<ShownOfflineCustomer | null> {
  const answered = answeredCustomers.get(customerId);
  if (!answered) return showOfflineCustomer(till.database, customerId, language);
  const account = accountLabel(answered.customer.customerAccountNumber, language);
  return { ...answered, display: { ...answered.display, account } };
}

/** The same, or else as the scale unit knows it. Errors: `customer_unknown`, `till_offline`, those of every call. */
export async function customerAnywhere(
  engine: Engine,
  till: Till,
  customerId: string,
  language: Language,
): Promise<ShownOfflineCustomer> {
  const known = await knownCustomer(engine, till, customerId, language);
  if (known) return known;
  const path = `/customers/${customerId}`;
  return keepAnswered(
    engine,
    await callAsWorker(engine, { method: 'GET', path, answer: shownCustomerSchema, language }),
  );
}

/** The same for something that goes on without it; null when nobody can be asked. */
export async function customerIfReachable(
  engine: Engine,
  till: Till,
  customerId: string,
  language: Language,
): Promise<ShownOfflineCustomer | null> {
  if (isOffline(engine.network.connection)) return knownCustomer(engine, till, customerId, language);
  try {
    return await customerAnywhere(engine, till, customerId, language);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return null;
  }
}

const unknownText: Record<Language, string> = {
  en: 'Shown when the till is online',
  fr: 'Affiché une fois la caisse en ligne',
};

/** Stands for a customer of whom nothing may be kept here, until the scale unit can be asked again. */
export function customerKnownOnline(till: Till, customerId: string, language: Language): ShownOfflineCustomer {
  const [legalEntity] = till.configuration.legalEntities;
  const customer: Customer = {
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    customerId,
    legalEntity: legalEntity?.legalEntity ?? '',
    customerAccountNumber: null,
    version: 0,
    deactivated: false,
    addresses: [],
    fieldStamps: {},
    createdBy: '',
    recentOperations: [],
  };
  const display = { name: displayName(customer), account: unknownText[language], status: '', reason: null };
  return { customerId, customer, state: 'synchronized', display };
}
