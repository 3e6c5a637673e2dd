import { isFeatureOn, isPending } from '@counterfoil/customer/channel-rules';
import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import { messageOf } from '@counterfoil/contracts/error-register';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import { isOffline } from '../connection-mode.ts';
import { enrollOffline } from '../enroll-offline.ts';
import { customerOperationAnswerSchema } from '../scale-unit/answers.ts';
import type { ShownOfflineCustomer } from '../show-offline-customer.ts';
import { callAsWorker } from './call-as-worker.ts';
import { creationPlace } from './creation-place.ts';
import { presentTill, presentWorker, type Engine } from './engine.ts';
import { keepAnswered, recordedHere, requireNothingWaits, whereOf } from './save-customer.ts';

/** An enrolment as it is asked for; the caller chooses its `operationId`. */
export interface LoyaltyCardRequest {
  readonly operationId: string;
  readonly loyaltyProgramId: string;
  readonly cardNumber: string | null;
}

/**
 * Enrols a customer in a loyalty program: through the scale unit while it answers, and otherwise here where the feature
 * queues enrolments (BX-07). Errors: `till_offline`, `edit_waits_for_earlier`, `loyalty_customer_pending` and others of
 * enrolment.
 */
export async function issueLoyaltyCard(
  engine: Engine,
  customerId: string,
  request: LoyaltyCardRequest,
  language: Language,
): Promise<ShownOfflineCustomer> {
  const till = presentTill(engine);
  const { workerId } = presentWorker(engine);
  if (isOffline(engine.network.connection) && creationPlace(engine).place === 'local') {
    const { shown } = await recordedHere(
      engine,
      till,
      await enrollOffline(till, customerId, { ...request, workerId }),
      language,
    );
    return shown;
  }
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
  { isTillOffline, language }: { isTillOffline: boolean; language: Language },
): string | null {
  const code = loyaltyRefusalCode(configuration, customer, isTillOffline);
  return code && messageOf(code, language);
}

function loyaltyRefusalCode(
  configuration: Pick<ChannelConfiguration, 'features'>,
  customer: Customer,
  isTillOffline: boolean,
): ErrorCode | null {
  if (customer.blockedForLoyaltyEnrollment) return 'loyalty_enrollment_blocked';
  if (isFeatureOn(configuration, 'queueLoyaltyEnrollment')) return null;
  if (isPending(customer)) return 'loyalty_customer_pending';
  return isTillOffline ? 'till_offline' : null;
}
