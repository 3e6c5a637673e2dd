import type { LoyaltyCard } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { Tx } from '@counterfoil/database/database';
import { takenCardNumbers, type Ownership } from './cards-and-identities.ts';
import type { Decision } from './decision.ts';
import type { Headquarters } from './headquarters.ts';

/** A card without a number, and the decision that brought it. */
interface Enrollment {
  readonly decision: Decision;
  readonly card: LoyaltyCard;
}

/** Rounds of drawing while cards that were numbered by hand stand in the way. */
const roundCountMax = 200;

/**
 * Gives numbers to the loyalty cards of a batch that have none, in its transaction (WD-17): one draw per program and
 * legal entity. A number that somebody gave to a card by hand is passed over. Answers the operations that got none, with
 * the reason.
 */
export async function issueCardNumbers(
  headquarters: Headquarters,
  tx: Tx,
  decisions: readonly Decision[],
  ownership: Ownership,
): Promise<ReadonlyMap<Decision, Problem>> {
  const enrollments = findEnrollments(decisions);
  if (enrollments.length === 0) return new Map();
  const groups = [...Map.groupBy(enrollments, ({ decision, card }) => groupKey(decision, card))];
  const problems = new Map<Decision, Problem>();
  const numbers = new Map<string, string>();
  for (const [, group] of groups.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await issueToGroup(headquarters, tx, group, { ownership, numbers, problems });
  }
  for (const decision of decisions) showNumbers(decision, numbers);
  return problems;
}

function findEnrollments(decisions: readonly Decision[]): Enrollment[] {
  const byCard = new Map<string, Enrollment>();
  for (const decision of decisions) {
    const { customer, operation, status } = decision;
    const asked = new Set(operation.changes.loyaltyCards?.map(({ loyaltyCardId }) => loyaltyCardId));
    if (status !== 'completed' || !customer || asked.size === 0) continue;
    for (const card of customer.loyaltyCards) {
      const { loyaltyCardId, cardNumber } = card;
      const isWanting = cardNumber === null && asked.has(loyaltyCardId) && !byCard.has(loyaltyCardId);
      if (isWanting) byCard.set(loyaltyCardId, { decision, card });
    }
  }
  return [...byCard.values()];
}

function groupKey({ operation }: Decision, { loyaltyProgramId }: LoyaltyCard): string {
  return JSON.stringify([operation.origin.legalEntity, loyaltyProgramId]);
}

interface Issuing {
  readonly ownership: Ownership;
  /** Card → its number. */
  readonly numbers: Map<string, string>;
  readonly problems: Map<Decision, Problem>;
}

async function issueToGroup(
  headquarters: Headquarters,
  tx: Tx,
  group: readonly Enrollment[],
  { ownership, numbers, problems }: Issuing,
): Promise<void> {
  const [first] = group;
  if (!first) return;
  const { legalEntity } = first.decision.operation.origin;
  const { loyaltyProgramId } = first.card;
  const free = await drawFree(headquarters, tx, { legalEntity, loyaltyProgramId, count: group.length }, ownership);
  group.forEach(({ decision, card }, index) => {
    const number = free.numbers[index];
    if (number !== undefined) {
      numbers.set(card.loyaltyCardId, number);
      ownership.cards.set(number, card.loyaltyCardId);
      return;
    }
    const code = `loyalty_card_number_sequence_${free.shortfall}`;
    problems.set(decision, { code, field: '', parameters: { program: loyaltyProgramId, legalEntity } });
  });
}

/** Numbers that no card has. */
async function drawFree(
  { accountNumbers }: Headquarters,
  tx: Tx,
  demand: { readonly legalEntity: string; readonly loyaltyProgramId: string; readonly count: number },
  { cards }: Ownership,
): Promise<{ numbers: string[]; shortfall: 'exhausted' | 'missing' }> {
  const numbers: string[] = [];
  for (let round = 0; round < roundCountMax && numbers.length < demand.count; round++) {
    const [issued] = await accountNumbers.takeCardNumbers(tx, [{ ...demand, count: demand.count - numbers.length }]);
    const drawn = issued?.numbers ?? [];
    const taken = drawn.length > 0 ? await takenCardNumbers(tx, drawn) : new Set<string>();
    numbers.push(...drawn.filter((number) => !taken.has(number) && !cards.has(number)));
    if (issued?.shortfall === 'missing') return { numbers, shortfall: 'missing' };
    if (issued?.shortfall !== 'none') break;
  }
  return { numbers, shortfall: 'exhausted' };
}

/** Later operations of the batch on the same customer carry the number as well. */
function showNumbers(decision: Decision, numbers: ReadonlyMap<string, string>): void {
  const { customer } = decision;
  if (!customer?.loyaltyCards.some((card) => card.cardNumber === null && numbers.has(card.loyaltyCardId))) return;
  const loyaltyCards = customer.loyaltyCards.map((card) => ({
    ...card,
    cardNumber: card.cardNumber ?? numbers.get(card.loyaltyCardId) ?? null,
  }));
  decision.customer = { ...customer, loyaltyCards };
}
