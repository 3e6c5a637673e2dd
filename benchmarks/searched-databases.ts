import { join } from 'node:path';
import { channelMigrations } from '@counterfoil/channel/channel';
import type { Customer } from '@counterfoil/contracts/customer';
import { searchKeys } from '@counterfoil/customer/search/search-keys';
import { keyColumns, keyRecordset, storedKeys, writeOtherKeys } from '@counterfoil/customer-search/stored-keys';
import { connectDatabase } from '@counterfoil/database/database';
import { headquartersMigrations } from '@counterfoil/headquarters/headquarters';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { searchedCustomerAt } from './searched-people.ts';
import { settle } from './staged-customers.ts';
import { migrateDatabase, onConnection, type Workbench } from './workbench.ts';

const insertCountMax = 2_000;

const insertStatement = `
  WITH input AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (
      customer_id uuid, legal_entity text, account_number text, version integer, ${keyRecordset}, document jsonb)
  ), ${writeOtherKeys('input', 'input')}
  INSERT INTO customers (customer_id, legal_entity, account_number, version, ${keyColumns}, document)
  SELECT customer_id, legal_entity, account_number, version, ${keyColumns}, document FROM input`;

/** A headquarters and a channel database that hold the same `count` customers; answers their URLs. */
export async function makeSearchedDatabases(
  workbench: Workbench,
  count: number,
): Promise<{ headquartersUrl: string; channelUrl: string }> {
  workbench.progress(`making ${count} customers to be searched`);
  const headquartersUrl = await workbench.createDatabase('search_headquarters');
  const channelUrl = await workbench.createDatabase('search_channel');
  await migrateDatabase(workbench, headquartersUrl, headquartersMigrations);
  await migrateDatabase(workbench, channelUrl, channelMigrations);
  const database = await connectDatabase({ url: headquartersUrl, poolSize: 1, seams: workbench.seams });
  await insertSampleSettings(database);
  await database.close();
  await fillMaster(headquartersUrl, count, searchedCustomerAt);
  await copyTo(workbench, headquartersUrl, channelUrl);
  for (const url of [headquartersUrl, channelUrl]) await settle(url);
  return { headquartersUrl, channelUrl };
}

/** Writes `count` customers straight into the master of headquarters. */
export async function fillMaster(url: string, count: number, customerAt: (index: number) => Customer): Promise<void> {
  await onConnection(url, async (client) => {
    await client.query('SET synchronous_commit = off');
    for (let first = 0; first < count; first += insertCountMax) {
      const rowCount = Math.min(insertCountMax, count - first);
      const rows = Array.from({ length: rowCount }, (_, index) => rowOf(customerAt(first + index)));
      await client.query(insertStatement, [JSON.stringify(rows)]);
    }
  });
}

function rowOf(customer: Customer): object {
  return {
    customer_id: customer.customerId,
    legal_entity: customer.legalEntity,
    account_number: customer.customerAccountNumber,
    version: customer.version,
    ...storedKeys(searchKeys(customer, 'US')),
    document: customer,
  };
}

const customerColumns = `customer_id, legal_entity, account_number, version, ${keyColumns}, document`;

async function copyTo(workbench: Workbench, fromUrl: string, toUrl: string): Promise<void> {
  const [customers, keys] = ['searched_customers.bin', 'searched_keys.bin'].map((name) =>
    join(workbench.serverFolder, name),
  );
  await onConnection(fromUrl, async (client) => {
    await client.query(
      `COPY (SELECT ${customerColumns}, 1 FROM customers ORDER BY customer_id) TO '${customers}' (FORMAT binary)`,
    );
    await client.query(`COPY customer_search_keys (kind, key, customer_id) TO '${keys}' (FORMAT binary)`);
  });
  await onConnection(toUrl, async (client) => {
    await client.query(
      `COPY customers (${customerColumns}, headquarters_epoch_number) FROM '${customers}' (FORMAT binary)`,
    );
    await client.query(`COPY customer_search_keys (kind, key, customer_id) FROM '${keys}' (FORMAT binary)`);
  });
}
