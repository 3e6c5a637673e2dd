import { join } from 'node:path';
import { keyColumns } from '@counterfoil/customer-search/stored-keys';
import type { StagedCustomers } from './staged-customers.ts';
import { settle } from './staged-customers.ts';
import { onConnection, perSecondOf, type Workbench } from './workbench.ts';

const batchRowCountMax = 2_000;

/* Each finished row with the number of its batch, in the order in which the product converted them. */
const batchColumn = `((row_number() OVER (ORDER BY customer_changes.n) - 1) / ${batchRowCountMax})::integer AS batch`;

const finishedTables = {
  finished_customers: {
    columns: `customer_id uuid, legal_entity text, account_number text, version integer, name_key text,
      given_name_key text, email_key text, phone_key text, address_words text, document jsonb, batch integer`,
    rows: `SELECT customers.customer_id, legal_entity, account_number, version, ${keyColumns}, document,
        ${batchColumn}
      FROM customers JOIN customer_changes USING (customer_id)`,
  },
  finished_changes: {
    columns: 'epoch_number integer, change_id uuid, customer_id uuid, operation_id uuid, decision text, batch integer',
    rows: `SELECT epoch_number, change_id, customer_id, operation_id, decision, ${batchColumn} FROM customer_changes`,
  },
} as const;

/** Writes what the conversion of the staged customers results in to files that only the database server reads. */
export async function exportFinishedRows(workbench: Workbench, url: string): Promise<void> {
  await onConnection(url, async (client) => {
    for (const [name, { rows }] of Object.entries(finishedTables)) {
      await client.query(`COPY (${rows}) TO '${fileOf(workbench, name)}' (FORMAT binary)`);
    }
  });
}

function fileOf(workbench: Workbench, name: string): string {
  return join(workbench.serverFolder, `${name}.bin`);
}

const batchStatements = [
  `INSERT INTO customers (customer_id, legal_entity, account_number, version, ${keyColumns}, document)
   SELECT customer_id, legal_entity, account_number, version, ${keyColumns}, document
   FROM finished_customers WHERE batch = $1`,
  `INSERT INTO customer_changes (epoch_number, change_id, customer_id, operation_id, decision)
   SELECT epoch_number, change_id, customer_id, operation_id, decision FROM finished_changes WHERE batch = $1`,
  `UPDATE staged_operations SET status = 'completed', decided_at = now()
   FROM finished_changes
   WHERE finished_changes.batch = $1 AND staged_operations.operation_id = finished_changes.operation_id`,
];

/**
 * The limit beside the job: the finished rows are there already, in unlogged tables of the same database, and are
 * inserted from there, 2,000 in a transaction, with the update of the staging inbox. Answers customers per second.
 */
export async function insertFinishedRows(workbench: Workbench, customers: StagedCustomers): Promise<number> {
  const name = 'convert_limit';
  const url = await workbench.createDatabase(name, customers.staged);
  const perSecond = await onConnection(url, async (client) => {
    for (const [table, { columns }] of Object.entries(finishedTables)) {
      await client.query(`CREATE UNLOGGED TABLE ${table} (${columns})`);
      await client.query(`COPY ${table} FROM '${fileOf(workbench, table)}' (FORMAT binary)`);
      await client.query(`CREATE INDEX ON ${table} (batch)`);
    }
    await settle(url);
    return perSecondOf(customers.count, async () => {
      for (let batch = 0; batch * batchRowCountMax < customers.count; batch++) {
        await client.query('BEGIN');
        for (const statement of batchStatements) await client.query(statement, [batch]);
        await client.query('COMMIT');
      }
    });
  });
  await workbench.dropDatabase(name);
  return perSecond;
}
