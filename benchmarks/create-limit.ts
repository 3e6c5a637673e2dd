import { keyColumns } from '@counterfoil/customer-search/stored-keys';
import { connectClient } from '@counterfoil/database/connection';
import type { Client } from 'pg';
import { onConnection, perSecondOf } from './workbench.ts';

/** The server has 200 connections, some of which the product and this program hold. */
const connectionCountMax = 180;

/** The rows of one creation, as the channel wrote them. */
interface CreationRows {
  readonly operation: readonly unknown[];
  readonly customer: readonly unknown[];
}

const operationColumns =
  'operation_id, epoch_number, customer_id, kind, way, operation, content_hash, status, recorded_at';
const customerColumns = `customer_id, legal_entity, version, headquarters_epoch_number, ${keyColumns}, document`;

const insertOperation = {
  name: 'insert-operation',
  text: `INSERT INTO customer_operations (${operationColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};
const insertCustomer = {
  name: 'insert-customer',
  text: `INSERT INTO customers (${customerColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};

/** The rows that the product has just written, at most `countMax` creations, JSON as text. */
export async function writtenRows(url: string, countMax: number): Promise<CreationRows[]> {
  return onConnection(url, async (client) => {
    const operations = await client.query<unknown[]>({
      rowMode: 'array',
      text: `SELECT ${operationColumns.replace(' operation,', ' operation::text,')}
             FROM customer_operations ORDER BY n LIMIT $1`,
      values: [countMax],
    });
    const customers = await client.query<unknown[]>({
      rowMode: 'array',
      text: `SELECT ${customerColumns.replaceAll(/(\w+)/gu, 'customers.$1').replace('.document', '.document::text')}
             FROM customers JOIN customer_operations USING (customer_id) ORDER BY n LIMIT $1`,
      values: [countMax],
    });
    return operations.rows.map((operation, index) => ({ operation, customer: customers.rows[index] ?? [] }));
  });
}

/**
 * The limit beside a creation over HTTP: the same rows into the same tables by plain `pg`, a transaction each, as many
 * connections, no server in between. Answers transactions per second.
 */
export async function insertDirectly(url: string, rows: readonly CreationRows[], connections: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: Math.min(connections, connectionCountMax) }, () => connectClient(url)),
  );
  try {
    const queue = rows.values();
    return await perSecondOf(rows.length, () => Promise.all(clients.map((client) => insertFrom(client, queue))));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function insertFrom(client: Client, queue: Iterator<CreationRows>): Promise<void> {
  for (let next = queue.next(); !next.done; next = queue.next()) {
    await client.query('BEGIN');
    await client.query({ ...insertOperation, values: [...next.value.operation] });
    await client.query({ ...insertCustomer, values: [...next.value.customer] });
    await client.query('COMMIT');
  }
}
