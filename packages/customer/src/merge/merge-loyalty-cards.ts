import { listedCountMax } from '@counterfoil/contracts/customer';
import type { LoyaltyCard } from '@counterfoil/contracts/customer';
import type { LoyaltyCardChange, Problem } from '@counterfoil/contracts/customer-operation';
import { copyLoyaltyCard } from './copy-customer.ts';
import type { Merge } from './merge.ts';

/**
 * Adds the loyalty cards that the operation asks for, each once by its identifier: the same one again changes nothing.
 * A customer has one card of a program. A second request for the same card by another identifier, for example from a
 * button that was pressed twice, adds nothing; any other card of that program is a problem (`loyalty_card_exists`).
 * Further problem: `too_many_entries`.
 */
export function mergeLoyaltyCards(merge: Merge): Problem | null {
  for (const [index, change] of (merge.operation.changes.loyaltyCards ?? []).entries()) {
    const problem = addLoyaltyCard(merge.customer.loyaltyCards, change, index);
    if (problem) return problem;
  }
  return null;
}

function addLoyaltyCard(held: LoyaltyCard[], change: LoyaltyCardChange, index: number): Problem | null {
  const { loyaltyCardId, fields } = change;
  if (held.some((card) => card.loyaltyCardId === loyaltyCardId)) return null;
  const ofProgram = held.find(({ loyaltyProgramId }) => loyaltyProgramId === fields.loyaltyProgramId);
  if (ofProgram) {
    return asksFor(fields, ofProgram)
      ? null
      : { code: 'loyalty_card_exists', field: `loyaltyCards.${index}.loyaltyProgramId` };
  }
  if (held.length >= listedCountMax) {
    return { code: 'too_many_entries', field: 'loyaltyCards', parameters: { max: listedCountMax } };
  }
  held.push(copyLoyaltyCard({ ...fields, loyaltyCardId }));
  return null;
}

/** A request without a number asks for whichever number headquarters has given or will give. */
function asksFor(fields: LoyaltyCardChange['fields'], card: LoyaltyCard): boolean {
  const isSameNumber = fields.cardNumber === null || fields.cardNumber === card.cardNumber;
  return isSameNumber && fields.enrollmentChannelId === card.enrollmentChannelId;
}
