import { isFeatureOn, isPending } from '@counterfoil/customer/channel-rules';
import { normalizeText } from '@counterfoil/customer/validate/text-rules';
import type { Customer } from '@counterfoil/contracts/customer';
import { refuse } from '@counterfoil/contracts/refusal';
import type { OfflineResult } from './create-customer-offline.ts';
import { recordOfflineEdit } from './edit-customer-offline.ts';
import { ownChannel, type Till } from './till.ts';

/** An enrolment as it is asked for; the caller chooses its `operationId`. */
export interface OfflineEnrollment {
  readonly operationId: string;
  readonly workerId: string;
  readonly loyaltyProgramId: string;
  readonly cardNumber: string | null;
}

/**
 * Enrols a customer in a loyalty program without a network, which the feature that queues enrolments allows: the card
 * fulfils itself behind what was recorded before (BX-07). Errors: `till_offline` without the feature, or
 * `loyalty_customer_pending` while there is no account number; `loyalty_enrollment_blocked`, `loyalty_program_unknown`,
 * `loyalty_card_exists`, `loyalty_card_number_required`, `customer_unknown`.
 */
export function enrollOffline(till: Till, customerId: string, enrollment: OfflineEnrollment): Promise<OfflineResult> {
  const { operationId, workerId, loyaltyProgramId } = enrollment;
  const cardNumber = normalizeText(enrollment.cardNumber ?? '') || null;
  const { channelId: enrollmentChannelId } = ownChannel(till);
  const fields = { loyaltyProgramId, cardNumber, enrollmentChannelId };
  return recordOfflineEdit(till, customerId, {
    operationId,
    workerId,
    changesOf: () => ({ fields: {}, addresses: [], loyaltyCards: [{ loyaltyCardId: till.seams.ids.uuid(), fields }] }),
    requireAllowed: (customer) => requireEnrollable(till, customer, { loyaltyProgramId, cardNumber }),
  });
}

function requireEnrollable(
  till: Till,
  customer: Customer,
  { loyaltyProgramId, cardNumber }: Pick<OfflineEnrollment, 'loyaltyProgramId' | 'cardNumber'>,
): void {
  const { configuration } = till;
  if (!isFeatureOn(configuration, 'queueLoyaltyEnrollment')) {
    throw refuse(isPending(customer) ? 'loyalty_customer_pending' : 'till_offline');
  }
  if (customer.blockedForLoyaltyEnrollment) throw refuse('loyalty_enrollment_blocked');
  if (!configuration.loyaltyPrograms.some((program) => program.loyaltyProgramId === loyaltyProgramId)) {
    throw refuse('loyalty_program_unknown', 'loyaltyProgramId', { value: loyaltyProgramId });
  }
  if (customer.loyaltyCards.some((card) => card.loyaltyProgramId === loyaltyProgramId)) {
    throw refuse('loyalty_card_exists', 'loyaltyProgramId');
  }
  if (!ownChannel(till).generateLoyaltyCardNumber && cardNumber === null) {
    throw refuse('loyalty_card_number_required', 'cardNumber');
  }
}
