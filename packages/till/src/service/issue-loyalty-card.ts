import { isFeatureOn, isPending } from '@counterfoil/customer/channel-rules';
import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import { messageOf } from '@counterfoil/contracts/error-register';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import { customerOperationAnswerSchema } from '../scale-unit/answers.ts';
import type { ShownOfflineCustomer } from '../show-offline-customer.ts';
import { callAsWorker } from './call-as-worker.ts';
import { presentTill, presentWorker, type Engine } from './engine.ts';
import { keepAnswered, requireNothingWaits, whereOf } from './save-customer.ts';

/** An enrolment as it is asked for; the caller chooses its `operationId`. */
export interface LoyaltyCardRequest {
  readonly operationId: string;
  readonly loyaltyProgramId: string;
  readonly cardNumber: string | null;
}

/**
 * Enrols a customer in a loyalty program; a card needs headquarters, or at least the scale unit that queues it behind the
 * creation (BX-07). Errors: `till_offline`, `edit_waits_for_earlier`, `loyalty_customer_pending` and others of enrolment.
 */
export async function issueLoyaltyCard(
  engine: Engine,
  customerId: string,
  request: LoyaltyCardRequest,
  language: Language,
): Promise<ShownOfflineCustomer> {
  const till = presentTill(engine);
  const { workerId } = presentWorker(engine);
  await requireNothingWaits(engine, till, customerId);
  const { cardNumber, ...rest } = request;
  const { customer } = await callAsWorker(engine, {
    method: 'POST',
    path: `/customers/${customerId}/loyalty-cards`,
    body: { ...whereOf(till), workerId, ...rest, ...(cardNumber !== null && { cardNumber }) },
    answer: customerOperationAnswerSchema,
    language,
  });
  return keepAnswered(engine, customer);
}

/** Why no card can be issued to a customer now; null: it can. */
export function loyaltyRefusal(
  configuration: Pick<ChannelConfiguration, 'features'>,
  customer: Customer,
  { isOffline, language }: { isOffline: boolean; language: Language },
): string | null {
  const code = loyaltyRefusalCode(configuration, customer, isOffline);
  return code && messageOf(code, language);
}

function loyaltyRefusalCode(
  configuration: Pick<ChannelConfiguration, 'features'>,
  customer: Customer,
  isOffline: boolean,
): ErrorCode | null {
  if (customer.blockedForLoyaltyEnrollment) return 'loyalty_enrollment_blocked';
  if (isPending(customer) && !isFeatureOn(configuration, 'queueLoyaltyEnrollment')) return 'loyalty_customer_pending';
  return isOffline ? 'till_offline' : null;
}
