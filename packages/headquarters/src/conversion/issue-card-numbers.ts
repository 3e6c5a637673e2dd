import type { LoyaltyCard } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { Tx } from '@counterfoil/database/database';
import { takenCardNumbers, type Ownership } from './cards-and-identities.ts';
import type { Decision, StagedOperation } from './decision.ts';
import type { Headquarters } from '../headquarters.ts';

/** A card without a number, and the decision that brought it. */
interface Enrollment {
  readonly decision: Decision;
  readonly card: LoyaltyCard;
}

/** Cards that want numbers of one program and legal entity, and the numbers found for them so far. */
interface CardGroup {
  readonly legalEntity: string;
  readonly loyaltyProgramId: string;
  readonly enrollments: readonly Enrollment[];
  readonly numbers: string[];
  shortfall: 'none' | 'exhausted' | 'missing';
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
  const groups = groupsOf(findEnrollments(decisions));
  for (let round = 0; round < roundCountMax; round++) {
    const wanting = groups.filter(
      ({ numbers, enrollments, shortfall }) => shortfall === 'none' && numbers.length < enrollments.length,
    );
    if (wanting.length === 0) break;
    await draw(headquarters, tx, wanting, ownership);
  }
  const numbers = new Map(groups.flatMap(numbersOfCards));
  for (const decision of decisions) showNumbers(decision, numbers);
  return new Map(groups.flatMap(problemsOf));
}

/**
 * A card number that a store already shows stays the card's, unless another card got it after a restore (R11): then it
 * gets a new one like any other.
 */
export function keepKnownCardNumbers(
  staged: readonly StagedOperation[],
  decisions: readonly Decision[],
  { cards }: Ownership,
): void {
  const known = new Map(staged.flatMap(({ knownCardNumbers }) => Object.entries(knownCardNumbers ?? {})));
  if (known.size === 0) return;
  const kept = new Map<string, string>();
  for (const { card } of findEnrollments(decisions)) {
    const number = known.get(card.loyaltyCardId);
    if (number === undefined || (cards.get(number) ?? card.loyaltyCardId) !== card.loyaltyCardId) continue;
    cards.set(number, card.loyaltyCardId);
    kept.set(card.loyaltyCardId, number);
  }
  for (const decision of decisions) showNumbers(decision, kept);
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

function groupsOf(enrollments: readonly Enrollment[]): CardGroup[] {
  const byKey = Map.groupBy(enrollments, ({ decision, card }) =>
    JSON.stringify([decision.operation.origin.legalEntity, card.loyaltyProgramId]),
  );
  return [...byKey.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { legalEntity } = first.decision.operation.origin;
    const { loyaltyProgramId } = first.card;
    return [{ legalEntity, loyaltyProgramId, enrollments: group, numbers: [], shortfall: 'none' as const }];
  });
}

/** One round for all groups at once: the sequences are locked in one order for everybody. */
async function draw(
  { accountNumbers }: Headquarters,
  tx: Tx,
  groups: readonly CardGroup[],
  { cards }: Ownership,
): Promise<void> {
  const issued = await accountNumbers.takeCardNumbers(
    tx,
    groups.map(({ legalEntity, loyaltyProgramId, enrollments, numbers }) => ({
      legalEntity,
      loyaltyProgramId,
      count: enrollments.length - numbers.length,
    })),
  );
  const drawn = issued.flatMap(({ numbers }) => numbers);
  const taken = await takenCardNumbers(tx, drawn);
  for (const [place, group] of groups.entries()) {
    const { numbers, shortfall } = issued[place] ?? { numbers: [], shortfall: 'missing' as const };
    const free = numbers.filter((number) => !taken.has(number) && !cards.has(number));
    for (const number of free) cards.set(number, '');
    group.numbers.push(...free);
    group.shortfall = shortfall;
  }
}

function numbersOfCards({ enrollments, numbers }: CardGroup): [cardId: string, number: string][] {
  return enrollments.flatMap(({ card }, index) => {
    const number = numbers[index];
    return number === undefined ? [] : [[card.loyaltyCardId, number]];
  });
}

function problemsOf(group: CardGroup): [Decision, Problem][] {
  const { legalEntity, loyaltyProgramId, enrollments, numbers, shortfall } = group;
  const code = `loyalty_card_number_sequence_${shortfall === 'missing' ? 'missing' : 'exhausted'}`;
  const problem: Problem = { code, field: '', parameters: { program: loyaltyProgramId, legalEntity } };
  return enrollments.slice(numbers.length).map(({ decision }) => [decision, problem]);
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
