import type { Customer, LoyaltyCard } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Decision, StagedOperation } from './decision.ts';

/*
 * A loyalty card number is one card's, and a sign-in of the web shop is one customer's in a legal entity. The tables
 * `loyalty_cards` and `external_identities` make that certain; what is known of them is read before a batch is decided,
 * so that whoever comes second fails with a reason and holds up nobody.
 */

/** Who has the card numbers and sign-ins that a batch names; kept up to date while it is decided. */
export interface Ownership {
  /** Card number → identifier of its card. */
  readonly cards: Map<string, string>;
  /** Legal entity and identity → customer. */
  readonly identities: Map<string, string>;
}

const lockKeys = prepared(
  'lock-cards-and-identities',
  `SELECT pg_advisory_xact_lock(7064303, bucket)
   FROM (SELECT DISTINCT hashtext(key) & 255 AS bucket FROM unnest($1::text[]) AS key ORDER BY bucket) AS buckets`,
);

const selectCards = prepared(
  'select-loyalty-card-numbers',
  'SELECT card_number, loyalty_card_id FROM loyalty_cards WHERE card_number = ANY($1)',
);

const selectIdentities = prepared(
  'select-external-identities',
  `SELECT legal_entity, provider_id, external_identity_id, customer_id
   FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (legal_entity, provider_id, external_identity_id)
   JOIN external_identities USING (legal_entity, provider_id, external_identity_id)`,
);

interface IdentityRow {
  legal_entity: string;
  provider_id: string;
  external_identity_id: string;
  customer_id: string;
}

type Named = Pick<IdentityRow, 'legal_entity' | 'provider_id' | 'external_identity_id'>;

/**
 * Reads who has what the operations name, and makes conversions that name the same wait for each other: in one order
 * for everybody, and behind the locks on customers. No statement when they name nothing.
 */
export async function readOwnership(tx: Tx, staged: readonly StagedOperation[]): Promise<Ownership> {
  const operations = staged.map(({ operation }) => operation);
  const numbers = staged.flatMap(({ operation, knownCardNumbers }) => [
    ...(operation.changes.loyaltyCards ?? []).flatMap(({ fields }) => fields.cardNumber ?? []),
    ...Object.values(knownCardNumbers ?? {}),
  ]);
  const identities = operations.flatMap(namedIdentities);
  if (numbers.length === 0 && identities.length === 0) return { cards: new Map(), identities: new Map() };
  await tx.query(lockKeys, [[...numbers, ...identities.map(keyOf)]]);
  return { cards: await readCards(tx, numbers), identities: await readIdentities(tx, identities) };
}

function namedIdentities({ origin, changes }: CustomerOperation): Named[] {
  return (changes.externalIdentities ?? []).map(({ providerId, externalIdentityId }) => ({
    legal_entity: origin.legalEntity,
    provider_id: providerId,
    external_identity_id: externalIdentityId,
  }));
}

function keyOf({ legal_entity, provider_id, external_identity_id }: Named): string {
  return JSON.stringify([legal_entity, provider_id, external_identity_id]);
}

async function readCards(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await tx.query<{ card_number: string; loyalty_card_id: string }>(selectCards, [numbers]);
  return new Map(rows.map((row) => [row.card_number, row.loyalty_card_id]));
}

async function readIdentities(tx: Tx, named: readonly Named[]): Promise<Map<string, string>> {
  if (named.length === 0) return new Map();
  const rows = await tx.query<IdentityRow>(selectIdentities, [
    named.map((identity) => identity.legal_entity),
    named.map((identity) => identity.provider_id),
    named.map((identity) => identity.external_identity_id),
  ]);
  return new Map(rows.map((row) => [keyOf(row), row.customer_id]));
}

/**
 * What stands against the cards and sign-ins that an operation gives to `customer`, which is as the operation made it
 * from `held`; without a problem they are its own from here on. Problems: `loyalty_enrollment_blocked`,
 * `loyalty_card_number_taken`, `identity_linked_elsewhere`.
 */
export function takeOwnership(
  ownership: Ownership,
  operation: CustomerOperation,
  { held, customer }: { readonly held: Customer | null; readonly customer: Customer },
): Problem | null {
  const added = addedCards(held, customer);
  const problem = cardProblem(ownership, customer, added) ?? identityProblem(ownership, operation, customer);
  if (problem) return problem;
  for (const { cardNumber, loyaltyCardId } of added)
    if (cardNumber !== null) ownership.cards.set(cardNumber, loyaltyCardId);
  moveIdentities(ownership, operation, customer);
  return null;
}

/** The loyalty cards that `customer` has and `held` had not. */
function addedCards(held: Customer | null, customer: Customer): readonly LoyaltyCard[] {
  if (customer.loyaltyCards.length === 0) return [];
  const before = new Set(held?.loyaltyCards.map(({ loyaltyCardId }) => loyaltyCardId));
  return customer.loyaltyCards.filter(({ loyaltyCardId }) => !before.has(loyaltyCardId));
}

function cardProblem({ cards }: Ownership, customer: Customer, added: readonly LoyaltyCard[]): Problem | null {
  if (added.length > 0 && customer.blockedForLoyaltyEnrollment) {
    return { code: 'loyalty_enrollment_blocked', field: 'loyaltyCards.0.loyaltyProgramId' };
  }
  for (const [index, { cardNumber, loyaltyCardId }] of added.entries()) {
    const owner = cardNumber === null ? undefined : cards.get(cardNumber);
    if (cardNumber === null || owner === undefined || owner === loyaltyCardId) continue;
    const field = `loyaltyCards.${index}.cardNumber`;
    return { code: 'loyalty_card_number_taken', field, parameters: { value: cardNumber } };
  }
  return null;
}

function identityProblem({ identities }: Ownership, operation: CustomerOperation, customer: Customer): Problem | null {
  for (const [index, { change, ...identity }] of (operation.changes.externalIdentities ?? []).entries()) {
    const owner = identities.get(identityKey(customer, identity));
    if (change === 'remove' || owner === undefined || owner === customer.customerId) continue;
    return { code: 'identity_linked_elsewhere', field: `externalIdentities.${index}` };
  }
  return null;
}

function moveIdentities({ identities }: Ownership, operation: CustomerOperation, customer: Customer): void {
  const free = (key: string): void => {
    if (identities.get(key) === customer.customerId) identities.delete(key);
  };
  for (const { change, ...identity } of operation.changes.externalIdentities ?? []) {
    const key = identityKey(customer, identity);
    if (change === 'put') identities.set(key, customer.customerId);
    else free(key);
  }
  /* Nobody signs in as a deactivated customer: its sign-ins are free. */
  if (customer.deactivated) for (const identity of customer.externalIdentities) free(identityKey(customer, identity));
}

function identityKey(
  { legalEntity }: Pick<Customer, 'legalEntity'>,
  { providerId, externalIdentityId }: { readonly providerId: string; readonly externalIdentityId: string },
): string {
  return JSON.stringify([legalEntity, providerId, externalIdentityId]);
}

/* By the card's own identifier only: a number of another card is refused by the table, whatever was known before. */
const insertCards = prepared(
  'insert-loyalty-cards',
  `INSERT INTO loyalty_cards (loyalty_card_id, customer_id, loyalty_program_id, card_number, enrollment_channel_id)
   SELECT loyalty_card_id, customer_id, loyalty_program_id, card_number, enrollment_channel_id
   FROM jsonb_to_recordset($1::jsonb) AS card (
     loyalty_card_id uuid, customer_id uuid, loyalty_program_id text, card_number text, enrollment_channel_id text)
   ON CONFLICT (loyalty_card_id) DO NOTHING`,
);

const deleteIdentities = prepared(
  'delete-external-identities',
  `DELETE FROM external_identities AS present
   WHERE customer_id = ANY($1::uuid[]) AND NOT EXISTS (
     SELECT FROM jsonb_to_recordset($2::jsonb) AS kept (
       legal_entity text, provider_id text, external_identity_id text, customer_id uuid)
     WHERE kept.customer_id = present.customer_id AND kept.legal_entity = present.legal_entity
       AND kept.provider_id = present.provider_id AND kept.external_identity_id = present.external_identity_id)`,
);

/* What a customer has already is left alone; what somebody else has is refused by the table. */
const insertIdentities = prepared(
  'insert-external-identities',
  `INSERT INTO external_identities (legal_entity, provider_id, external_identity_id, customer_id)
   SELECT legal_entity, provider_id, external_identity_id, customer_id
   FROM jsonb_to_recordset($1::jsonb) AS given (
     legal_entity text, provider_id text, external_identity_id text, customer_id uuid)
   WHERE NOT EXISTS (
     SELECT FROM external_identities AS present
     WHERE present.legal_entity = given.legal_entity AND present.provider_id = given.provider_id
       AND present.external_identity_id = given.external_identity_id AND present.customer_id = given.customer_id)`,
);

/** Writes the cards and sign-ins of the customers that decisions made; no statement when they changed none. */
export async function writeOwnership(tx: Tx, decisions: readonly Decision[]): Promise<void> {
  const last = new Map<string, Customer>();
  const withCards = new Set<string>();
  const withIdentities = new Set<string>();
  for (const { operation, customer } of decisions) {
    if (!customer) continue;
    const { changes, kind, customerId } = operation;
    last.set(customerId, customer);
    if (changes.loyaltyCards?.length) withCards.add(customerId);
    const isFreed = kind === 'deactivate' && customer.externalIdentities.length > 0;
    if (changes.externalIdentities?.length || isFreed) withIdentities.add(customerId);
  }
  const customersOf = (ids: ReadonlySet<string>): Customer[] => [...ids].flatMap((id) => last.get(id) ?? []);
  const cards = customersOf(withCards).flatMap(cardRows);
  if (cards.length > 0) await tx.query(insertCards, [JSON.stringify(cards)]);
  if (withIdentities.size === 0) return;
  const identities = JSON.stringify(customersOf(withIdentities).flatMap(identityRows));
  await tx.query(deleteIdentities, [[...withIdentities], identities]);
  await tx.query(insertIdentities, [identities]);
}

function cardRows({ customerId, loyaltyCards }: Customer): object[] {
  return loyaltyCards
    .filter(({ cardNumber }) => cardNumber !== null)
    .map((card) => ({
      loyalty_card_id: card.loyaltyCardId,
      customer_id: customerId,
      loyalty_program_id: card.loyaltyProgramId,
      card_number: card.cardNumber,
      enrollment_channel_id: card.enrollmentChannelId,
    }));
}

function identityRows({ customerId, legalEntity, externalIdentities, deactivated }: Customer): IdentityRow[] {
  if (deactivated) return [];
  return externalIdentities.map(({ providerId, externalIdentityId }) => ({
    legal_entity: legalEntity,
    provider_id: providerId,
    external_identity_id: externalIdentityId,
    customer_id: customerId,
  }));
}

/** Which of the numbers a card has already. */
export async function takenCardNumbers(tx: Tx, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await readCards(tx, numbers)).keys());
}
