import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/empty-customer';
import type { Withdrawn } from '@counterfoil/contracts/exchange';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { LocalCustomer } from './local-customers.ts';

const selectKept = prepared(
  'select-kept-withdrawn-customers',
  'SELECT customer_id FROM withdrawn_customers WHERE kept ORDER BY customer_id',
);

/** Customers that are still here only because own operations on them were not decided. */
export async function keptThoughWithdrawn(tx: Tx): Promise<string[]> {
  return (await tx.query<{ customer_id: string }>(selectKept)).map((row) => row.customer_id);
}

const isUndecided = `EXISTS (
  SELECT FROM customer_operations AS entry
  WHERE entry.customer_id = customers.customer_id AND entry.status IN ('pending', 'uploaded', 'failed'))`;

/*
 * A customer that an answer in real time made later than the withdrawal stays until headquarters withdraws that version.
 * Whom this database never had it doesn't note.
 */
const withdrawStatement = prepared(
  'withdraw-customers',
  `WITH noted AS (
     INSERT INTO withdrawn_customers (
       customer_id, legal_entity, account_number, headquarters_epoch_number, version, kept)
     SELECT customer_id, customers.legal_entity, customers.account_number, $2, input.version, ${isUndecided}
     FROM (
       SELECT customer_id, max(version) AS version
       FROM jsonb_to_recordset($1::jsonb) AS input ("customerId" uuid, version integer)
       CROSS JOIN LATERAL (SELECT "customerId" AS customer_id) AS named
       GROUP BY customer_id
     ) AS input
     JOIN customers USING (customer_id)
     WHERE (customers.headquarters_epoch_number, customers.version) <= ($2, input.version)
     ORDER BY customer_id
     ON CONFLICT (customer_id) DO UPDATE SET
       account_number = coalesce(excluded.account_number, withdrawn_customers.account_number),
       headquarters_epoch_number = excluded.headquarters_epoch_number, version = excluded.version, kept = excluded.kept
     RETURNING customer_id, kept
   )
   DELETE FROM customers USING noted WHERE customers.customer_id = noted.customer_id AND NOT noted.kept`,
);

/** Takes customers out, but for those with own undecided operations (R6). The caller has locked them. */
export async function withdraw(
  tx: Tx,
  withdrawn: readonly Withdrawn[],
  headquartersEpochNumber: number,
): Promise<void> {
  if (withdrawn.length > 0) await tx.query(withdrawStatement, [JSON.stringify(withdrawn), headquartersEpochNumber]);
}

const selectInvisible = prepared(
  'select-invisible-customers',
  `SELECT customer_id AS "customerId", version FROM customers
   CROSS JOIN LATERAL (SELECT coalesce(base, document) AS held) AS published
   WHERE version > 0 AND NOT (held -> 'addressBooks' ?| $1::text[])
     AND NOT (held ->> 'createdBy' = $2 OR starts_with(held ->> 'createdBy', $2 || '/'))`,
);

/**
 * At the end of a change of address books: customers that are here and belong to none of them, nor were created here.
 * Headquarters has withdrawn those that it knows; after it was restored from a backup it may not know them all again
 * yet (R11).
 */
export async function invisibleCustomers(
  tx: Tx,
  addressBooks: readonly string[],
  channelDatabaseId: string,
): Promise<Withdrawn[]> {
  return tx.query<Withdrawn>(selectInvisible, [addressBooks, channelDatabaseId]);
}

const dropStatement = prepared(
  'drop-released-customers',
  `WITH released AS (
     UPDATE withdrawn_customers AS withdrawn
     SET kept = false, account_number = coalesce(customers.account_number, withdrawn.account_number)
     FROM customers
     WHERE withdrawn.customer_id = ANY ($1::uuid[]) AND withdrawn.kept
       AND customers.customer_id = withdrawn.customer_id AND NOT ${isUndecided}
     RETURNING withdrawn.customer_id, withdrawn.headquarters_epoch_number, withdrawn.version
   )
   DELETE FROM customers USING released
   WHERE customers.customer_id = released.customer_id
     AND (customers.headquarters_epoch_number, customers.version)
       <= (released.headquarters_epoch_number, released.version)`,
);

/** Takes out those of the customers whose operations have been decided meanwhile. The caller has locked them. */
export async function dropReleased(tx: Tx, kept: readonly string[]): Promise<void> {
  if (kept.length > 0) await tx.query(dropStatement, [kept]);
}

const forgetStatement = prepared(
  'forget-withdrawn-customers',
  'DELETE FROM withdrawn_customers WHERE customer_id = ANY ($1::uuid[])',
);

/** Customers that headquarters delivers are this database's again. */
export async function forgetWithdrawn(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length > 0) await tx.query(forgetStatement, [customerIds]);
}

interface WithdrawnRow {
  customer_id: string;
  legal_entity: string;
  account_number: string | null;
  version: number;
}

const withdrawnColumns = 'customer_id, legal_entity, account_number, version';

const selectByIds = prepared(
  'select-withdrawn-customers',
  `SELECT ${withdrawnColumns} FROM withdrawn_customers WHERE customer_id = ANY ($1::uuid[])`,
);

/** What is left of customers that were withdrawn, by permanent identifier (BX-01): the account number, and no name. */
export async function withdrawnCustomers(tx: Tx, customerIds: readonly string[]): Promise<LocalCustomer[]> {
  if (customerIds.length === 0) return [];
  return (await tx.query<WithdrawnRow>(selectByIds, [customerIds])).map(toLocal);
}

const selectByAccount = prepared(
  'select-withdrawn-customers-by-account',
  `SELECT ${withdrawnColumns} FROM withdrawn_customers WHERE account_number = $1 ORDER BY customer_id LIMIT 2`,
);

/** The same by account number (one per legal entity). */
export async function withdrawnCustomersByAccount(tx: Tx, accountNumber: string): Promise<LocalCustomer[]> {
  return (await tx.query<WithdrawnRow>(selectByAccount, [accountNumber])).map(toLocal);
}

function toLocal(row: WithdrawnRow): LocalCustomer {
  const document: LocalCustomer['document'] = {
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    customerId: row.customer_id,
    legalEntity: row.legal_entity,
    customerAccountNumber: row.account_number,
    version: row.version,
    deactivated: false,
    addresses: [],
    fieldStamps: {},
    createdBy: '',
    recentOperations: [],
  };
  return { document, published: document, version: row.version, accountNumberAt: null };
}
