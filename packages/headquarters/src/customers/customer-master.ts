import { loyaltyCardKeys, type SearchKeys } from '@counterfoil/customer/search/search-keys';
import {
  keyAssignments,
  keyColumns,
  keyRecordset,
  storedKeys,
  writeOtherKeys,
} from '@counterfoil/customer-search/stored-keys';
import type { Customer } from '@counterfoil/contracts/customer';
import { prepared, type Tx } from '@counterfoil/database/database';
import { writeOwnership } from '../conversion/cards-and-identities.ts';
import type { Decision } from '../conversion/decision.ts';
import type { Headquarters } from '../headquarters.ts';
import { writeNotifications } from '../notifications/write-notifications.ts';

const lockCustomersStatement = prepared(
  'lock-customers',
  'SELECT document FROM customers WHERE customer_id = ANY($1::uuid[]) ORDER BY customer_id FOR UPDATE',
);

/** Reads and locks customers in one order for everybody, so that conversions wait for each other and never deadlock. */
export async function lockCustomers(tx: Tx, customerIds: readonly string[]): Promise<Map<string, Customer>> {
  const rows = await tx.query<{ document: Customer }>(lockCustomersStatement, [customerIds]);
  return new Map(rows.map((row) => [row.document.customerId, row.document]));
}

const selectDecided = prepared(
  'select-decided-operations',
  `SELECT operation_id FROM staged_operations
   WHERE operation_id = ANY($1::uuid[]) AND status IN ('completed', 'refused')`,
);

/** Those of the operations whose fate is settled. */
export async function decidedOperations(tx: Tx, operationIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ operation_id: string }>(selectDecided, [operationIds]);
  return new Set(rows.map((row) => row.operation_id));
}

const selectTakenNumbers = prepared(
  'select-taken-account-numbers',
  "SELECT legal_entity || ' ' || account_number AS taken FROM customers WHERE account_number = ANY($1)",
);

/** Which of the numbers somebody has, each as `<legal entity> <number>`. */
export async function takenAccountNumbers(tx: Tx, numbers: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ taken: string }>(selectTakenNumbers, [numbers]);
  return new Set(rows.map((row) => row.taken));
}

/*
 * One statement, one parse of one parameter: customers, change feed and conflicts of a whole batch. The incarnation is
 * the database's present one: another process may have begun it. Not prepared, so that the plan is made for the tables
 * as they are: one kept from when they were small reads them whole for every batch.
 */
const writeCustomersStatement = `
   WITH input AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (
       customer_id uuid, legal_entity text, account_number text, version integer,
       ${keyRecordset}, document jsonb, is_new boolean, channel_id text)
   ), inserted AS (
     INSERT INTO customers (
       customer_id, legal_entity, account_number, version, ${keyColumns}, document, created_at)
     SELECT customer_id, legal_entity, account_number, version, ${keyColumns}, document, $3
     FROM input WHERE is_new
   ), updated AS (
     UPDATE customers
     SET version = input.version, ${keyAssignments('input')}, document = input.document
     FROM input WHERE NOT input.is_new AND customers.customer_id = input.customer_id
     RETURNING customers.customer_id
   ), ${writeOtherKeys('input', 'updated')}, ${writeNotifications('input', '$3')}, conflicts AS (
     INSERT INTO merge_conflicts (
       customer_id, operation_id, field, held_value, held_by, offered_value, offered_by, kept, policy, recorded_at)
     SELECT customer_id, operation_id, field, held_value, held_by, offered_value, offered_by, kept, policy, $3
     FROM jsonb_to_recordset($2::jsonb) AS conflict (
       customer_id uuid, operation_id uuid, field text, held_value jsonb, held_by text,
       offered_value jsonb, offered_by text, kept text, policy text)
   )
   INSERT INTO customer_changes (
     epoch_number, change_id, customer_id, operation_id, decision, left_address_books)
   SELECT (SELECT max(number) FROM epochs), change_id, customer_id, operation_id, decision, left_address_books
   FROM jsonb_to_recordset($4::jsonb) AS change (
     change_id uuid, customer_id uuid, operation_id uuid, decision text, left_address_books text[])`;

/**
 * Writes the customers that decisions made, the conflicts they met, and one row of the change feed per decision. The
 * customer's own order in the feed is that of the decisions. A refusal is told to the user who waits for it and not by
 * the feed: if the answer is lost, the operation stays acknowledged at its origin, comes by P-job, and is parked.
 */
export async function writeDecidedCustomers(
  headquarters: Headquarters,
  tx: Tx,
  decisions: readonly Decision[],
): Promise<void> {
  const decided = decisions.filter((decision) => decision.status !== 'waiting');
  if (decided.length === 0) return;
  await tx.query(writeCustomersStatement, [
    JSON.stringify(customerRows(decided)),
    JSON.stringify(decided.flatMap(conflictRows)),
    headquarters.seams.clock.now(),
    JSON.stringify(
      decided.filter(isAnnounced).map((decision) => ({
        change_id: headquarters.seams.ids.uuid(),
        customer_id: decision.operation.customerId,
        operation_id: decision.operation.operationId,
        decision: decision.status,
        ...(hasLeft(decision) && { left_address_books: decision.leftAddressBooks }),
      })),
    ),
  ]);
  await writeOwnership(tx, decided);
}

const announceStatement = prepared(
  'announce-decisions',
  `INSERT INTO customer_changes (epoch_number, change_id, customer_id, operation_id, decision)
   SELECT (SELECT max(number) FROM epochs), change_id, customer_id, operation_id, decision
   FROM jsonb_to_recordset($1::jsonb) AS change (
     change_id uuid, customer_id uuid, operation_id uuid, decision text)`,
);

/** Tells the origins of operations what became of them, where no customer changed. */
export async function announceDecisions(
  headquarters: Headquarters,
  tx: Tx,
  decisions: readonly { operationId: string; customerId: string; decision: 'failed' | 'refused' }[],
): Promise<void> {
  if (decisions.length === 0) return;
  const rows = decisions.map(({ operationId, customerId, decision }) => ({
    change_id: headquarters.seams.ids.uuid(),
    customer_id: customerId,
    operation_id: operationId,
    decision,
  }));
  await tx.query(announceStatement, [JSON.stringify(rows)]);
}

function hasLeft({ status, leftAddressBooks = [] }: Decision): boolean {
  return status === 'completed' && leftAddressBooks.length > 0;
}

function isAnnounced(decision: Decision): boolean {
  return decision.status !== 'refused';
}

/** One row per customer: its last state in the batch, new if any of its decisions made it. */
function customerRows(decided: readonly Decision[]): object[] {
  const byCustomer = new Map<string, { customer: Customer; isNew: boolean; keys: SearchKeys; channelId: string }>();
  for (const { customer, isNew, searchKeys: keys, operation } of decided) {
    if (!customer || !keys) continue;
    const earlier = byCustomer.get(customer.customerId);
    const channelId = earlier?.channelId ?? operation.origin.channelId;
    byCustomer.set(customer.customerId, { customer, isNew: isNew || (earlier?.isNew ?? false), keys, channelId });
  }
  return [...byCustomer.values()].map(({ customer, isNew, keys, channelId }) => {
    return {
      customer_id: customer.customerId,
      legal_entity: customer.legalEntity,
      account_number: customer.customerAccountNumber,
      version: customer.version,
      ...storedKeys(withCardNumbers(keys, customer)),
      document: customer,
      is_new: isNew,
      channel_id: channelId,
    };
  });
}

/** A card gets its number together with the account, after the keys were made. */
function withCardNumbers(keys: SearchKeys, customer: Customer): SearchKeys {
  if (customer.loyaltyCards.length === 0) return keys;
  return [...keys.filter(({ kind }) => kind !== 'loyaltyCard'), ...loyaltyCardKeys(customer)];
}

function conflictRows(decision: Decision): object[] {
  return decision.conflicts.map((conflict) => ({
    customer_id: conflict.customerId,
    operation_id: conflict.operationId,
    field: conflict.field,
    held_value: conflict.heldValue,
    held_by: conflict.heldBy,
    offered_value: conflict.offeredValue,
    offered_by: conflict.offeredBy,
    kept: conflict.kept,
    policy: conflict.policy,
  }));
}
