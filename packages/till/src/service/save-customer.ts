import { isPending } from '@counterfoil/customer/channel-rules';
import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { isOffline } from '../connection-mode.ts';
import {
  createCustomerOffline,
  type CreationWay,
  type OfflineCreation,
  type OfflineResult,
} from '../create-customer-offline.ts';
import { editCustomerOffline, type OfflineEdit } from '../edit-customer-offline.ts';
import { offlineCustomer } from '../offline-customers.ts';
import { entriesOnTop } from '../offline-outbox.ts';
import { asShownAtTill, customerOperationAnswerSchema, type AnsweredCustomer } from '../scale-unit/answers.ts';
import type { ScaleUnitCall } from '../scale-unit/scale-unit.ts';
import { showOfflineCustomer, type ShownOfflineCustomer } from '../show-offline-customer.ts';
import { ownChannel, type Till } from '../till.ts';
import { callAsWorker } from './call-as-worker.ts';
import { refreshCounts } from './counts.ts';
import { creationPlace } from './creation-place.ts';
import { presentTill, presentWorker, type Engine } from './engine.ts';
import { exchangeNow } from './exchange-loop.ts';
import { tellCustomer } from './tell-what-came.ts';
import type { SavedCustomer } from './till-service.ts';

/**
 * Creates a customer: on this till, whatever the network does, or where that may not be through the scale unit.
 * Errors: those of `createCustomerOffline`; `customer_creation_offline_excluded` or `till_offline` without a network
 * where only the scale unit may keep customers; `worker_session_ended`.
 */
export async function createCustomer(
  engine: Engine,
  request: OfflineCreation,
  language: Language,
): Promise<SavedCustomer> {
  const till = presentTill(engine);
  const { workerId } = presentWorker(engine);
  const { place, reason } = creationPlace(engine);
  const identified = {
    ...request,
    workerId,
    operationId: request.operationId ?? engine.seams.ids.uuid(),
    customerId: request.customerId ?? engine.seams.ids.uuid(),
  };
  if (place === 'local') {
    const result = await createCustomerOffline(till, identified, creationWay(engine, till));
    return recordedHere(engine, till, result, language);
  }
  const offlineCode = reason === 'customerDataFiltered' ? 'customer_creation_offline_excluded' : 'till_offline';
  const call = { method: 'POST', path: '/customers', body: { ...identified, ...whereOf(till) }, language } as const;
  return answeredOnline(engine, call, offlineCode);
}

/** Synchronous while the store creates so and its scale unit answers. */
export function creationWay({ network }: Engine, till: Till): CreationWay {
  return ownChannel(till).createCustomerInAsyncMode || isOffline(network.connection) ? 'async' : 'sync';
}

/**
 * Changes a customer: on this till where the features let it, and otherwise through the scale unit.
 * Errors: those of `editCustomerOffline`; `edit_waits_for_earlier`; what the scale unit refuses.
 */
export async function editCustomer(
  engine: Engine,
  customerId: string,
  request: OfflineEdit,
  language: Language,
): Promise<SavedCustomer> {
  const till = presentTill(engine);
  const { workerId } = presentWorker(engine);
  const identified = { ...request, workerId, operationId: request.operationId ?? engine.seams.ids.uuid() };
  const isHere = creationPlace(engine).place === 'local' && (await offlineCustomer(till.database, customerId)) !== null;
  const recorded = isHere ? await editedHere(engine, till, customerId, identified) : null;
  if (recorded) return recordedHere(engine, till, recorded, language);
  const path = `/customers/${customerId}`;
  const call = { method: 'PATCH', path, body: { ...identified, ...whereOf(till) }, language } as const;
  return answeredOnline(engine, call, 'customer_edit_offline_unavailable');
}

const neededOnline: ReadonlySet<ErrorCode> = new Set([
  'customer_edit_offline_unavailable',
  'customer_address_offline_unavailable',
]);

/** Null: only the scale unit may do it, and it can be asked. */
async function editedHere(
  engine: Engine,
  till: Till,
  customerId: string,
  request: OfflineEdit,
): Promise<OfflineResult | null> {
  try {
    return await editCustomerOffline(till, customerId, request);
  } catch (error) {
    if (!(error instanceof CodedError) || !neededOnline.has(error.code)) throw error;
    if (isOffline(engine.network.connection)) throw error;
    await requireNothingWaits(engine, till, customerId);
    await requireKnownThere(till, customerId);
    return null;
  }
}

/** Error: `customer_pending_not_editable` while no account number has come (SD-14). */
async function requireKnownThere(till: Till, customerId: string): Promise<void> {
  const local = await offlineCustomer(till.database, customerId);
  if (local && isPending(local.document) && local.base === null) throw refuse('customer_pending_not_editable');
}

/** What the scale unit decides must not overtake what waits here. Error: `edit_waits_for_earlier`. */
export async function requireNothingWaits(engine: Engine, till: Till, customerId: string): Promise<void> {
  const waits = async (): Promise<boolean> =>
    (await entriesOnTop(till.database, customerId)).some(({ status }) => status === 'pending');
  if (await waits()) await exchangeNow(engine);
  if (await waits()) throw refuse('edit_waits_for_earlier');
}

/** A customer as it is after something was recorded of it here; everybody is told, and the exchange begins. */
export async function recordedHere(
  engine: Engine,
  till: Till,
  result: OfflineResult,
  language: Language,
): Promise<SavedCustomer> {
  const shown = await showOfflineCustomer(till.database, result.customerId, language);
  if (!shown) throw refuse('customer_unknown');
  engine.answeredCustomers.delete(result.customerId);
  engine.network.exchangeWanted.notify();
  await refreshCounts(engine);
  await tellCustomer(engine, till, result.customerId);
  return { ...result, shown };
}

async function answeredOnline(
  engine: Engine,
  call: Omit<ScaleUnitCall<unknown>, 'session' | 'answer'>,
  offlineCode: ErrorCode,
): Promise<SavedCustomer> {
  try {
    const { customer, operationId, replayed } = await callAsWorker(engine, {
      ...call,
      answer: customerOperationAnswerSchema,
    });
    const shown = keepAnswered(engine, customer);
    return { customerId: shown.customerId, operationId, replayed, warnings: [], shown };
  } catch (error) {
    if (error instanceof CodedError && error.code === 'till_offline') {
      throw new CodedError(offlineCode, undefined, { cause: error });
    }
    throw error;
  }
}

/** What the scale unit has just answered of a customer: it is kept here by the next exchange, where it may be. */
export function keepAnswered(engine: Engine, answered: AnsweredCustomer): ShownOfflineCustomer {
  const shown = asShownAtTill(answered);
  engine.answeredCustomers.delete(shown.customerId);
  engine.answeredCustomers.set(shown.customerId, shown);
  const [oldest] = engine.answeredCustomers.keys();
  if (engine.answeredCustomers.size > answeredCountMax && oldest) engine.answeredCustomers.delete(oldest);
  engine.emit({ kind: 'customer', customerId: shown.customerId, customer: shown.customer });
  engine.network.exchangeWanted.notify();
  return shown;
}

/** Customers of answers that are remembered at once. */
const answeredCountMax = 200;

/** Where a request of this till is made. */
export function whereOf(till: Till): { channelId: string; terminalId: string } {
  return { channelId: ownChannel(till).channelId, terminalId: till.registerId };
}
