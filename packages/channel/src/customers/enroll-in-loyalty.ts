import type { ChannelConfiguration, ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { LoyaltyEnrollmentRequest } from '@counterfoil/contracts/loyalty-enrollment';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import { normalizeText } from '@counterfoil/customer/validate/text-rules';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import { channelSettings, type Channel } from '../channel.ts';
import { isFeatureOn, isPending } from '@counterfoil/customer/channel-rules';
import type { OperationResult } from './deliver-operation.ts';
import { hashOf } from './requested-operation.ts';
import { editCustomer } from './update-customer.ts';

/**
 * Enrols a customer in a loyalty program (WD-17). While its account number isn't here that is refused (SD-15), unless
 * enrolments are queued: then it is recorded behind the creation and fulfils itself with the account number (BX-07).
 * The card's number is headquarters' unless one is given.
 * Errors: `loyalty_customer_pending`, `loyalty_enrollment_blocked`, `loyalty_program_unknown`, `loyalty_card_exists`,
 * `loyalty_card_number_required`, and those of every edit.
 */
export async function enrollInLoyalty(
  channel: Channel,
  customerId: string,
  request: LoyaltyEnrollmentRequest,
  idempotencyKey?: string,
): Promise<OperationResult> {
  return editCustomer(channel, customerId, {
    ...request,
    idempotencyKey,
    contentHash: hashOf({ customerId, ...request }),
    changesOf: (customer, operationId) => {
      checkEnrollment(channel, customer, request);
      return enrollment(request, operationId);
    },
  });
}

function checkEnrollment(channel: Channel, customer: Customer, request: LoyaltyEnrollmentRequest): void {
  const { configuration } = channel;
  const { loyaltyProgramId } = request;
  const settings = channelSettings(channel, request.channelId);
  requireEnrollable({ configuration, customer, settings }, cardNumberOf(request));
  if (!configuration.loyaltyPrograms.some((program) => program.loyaltyProgramId === loyaltyProgramId)) {
    throw refuse('loyalty_program_unknown', 'loyaltyProgramId', { value: loyaltyProgramId });
  }
  if (customer.loyaltyCards.some((card) => card.loyaltyProgramId === loyaltyProgramId)) {
    throw refuse('loyalty_card_exists', 'loyaltyProgramId');
  }
}

/** What is asked before any program is looked at. Errors: as above. */
export function requireEnrollable(
  place: {
    readonly configuration: Pick<ChannelConfiguration, 'features'>;
    readonly customer: Customer;
    readonly settings: Pick<ChannelSettings, 'generateLoyaltyCardNumber'>;
  },
  cardNumber: string | null = null,
): void {
  const { configuration, customer, settings } = place;
  if (isPending(customer) && !isFeatureOn(configuration, 'queueLoyaltyEnrollment')) {
    throw refuse('loyalty_customer_pending');
  }
  if (customer.blockedForLoyaltyEnrollment) throw refuse('loyalty_enrollment_blocked');
  if (!settings.generateLoyaltyCardNumber && cardNumber === null) {
    throw refuse('loyalty_card_number_required', 'cardNumber');
  }
}

function cardNumberOf({ cardNumber }: LoyaltyEnrollmentRequest): string | null {
  return normalizeText(cardNumber ?? '') || null;
}

/** The card has the same identifier whenever the request comes again. */
function enrollment(request: LoyaltyEnrollmentRequest, operationId: string): CustomerChanges {
  const { loyaltyProgramId, channelId: enrollmentChannelId } = request;
  const fields = { loyaltyProgramId, cardNumber: cardNumberOf(request), enrollmentChannelId };
  return {
    fields: {},
    addresses: [],
    loyaltyCards: [{ loyaltyCardId: uuidFromName('loyalty card', operationId), fields }],
  };
}
