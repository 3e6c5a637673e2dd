import { Readable } from 'node:stream';
import type { Customer } from '@counterfoil/contracts/customer';
import { feedStart } from '@counterfoil/contracts/exchange';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Options } from 'csv-stringify';
import { stringify } from 'csv-stringify/sync';
import { cursorOf, endOfEvents } from '../events/event-page.ts';
import type { Headquarters } from '../headquarters.ts';
import { customerAttributes } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { defusedCell } from './cells.ts';
import { fileColumns, type FileColumns } from './export-columns.ts';

/** What of the customer master is to be written, and how. */
export interface WantedExport {
  readonly format: 'csv' | 'ndjson';
  readonly legalEntity?: string | undefined;
  readonly withImages: boolean;
  /** Ends the export early; its stream breaks off then. */
  readonly signal?: AbortSignal;
}

/** Customers as they are written, and the place in the events from which on later changes are read. */
export interface CustomerExport {
  readonly stream: Readable;
  readonly cursor: string;
}

const pageCountMax = 500;
const firstIdentifier = '00000000-0000-0000-0000-000000000000';

const selectPage = prepared(
  'select-customers-to-export',
  `SELECT customer_id, CASE WHEN $4 THEN document ELSE document - 'image' END AS document
   FROM customers
   WHERE customer_id > $1 AND ($2::text IS NULL OR legal_entity = $2)
   ORDER BY customer_id
   LIMIT $3`,
);

/**
 * Writes customers page by page, by key, so that the size of the master does not matter. Each customer is whole, as it
 * stood when its page was read; the cursor was taken before the first page, so whoever reads the events behind it learns
 * of everything that happened meanwhile, and misses nothing.
 */
export async function exportCustomers(headquarters: Headquarters, wanted: WantedExport): Promise<CustomerExport> {
  const { database } = headquarters;
  const cursor = cursorOf((await endOfEvents(database)) ?? feedStart);
  return { cursor, stream: await customerFile(headquarters, readCustomers(database, wanted), wanted) };
}

/** Customers as a file that is made while it is sent. */
export async function customerFile(
  { database }: Pick<Headquarters, 'database'>,
  customers: AsyncIterable<Customer>,
  wanted: Pick<WantedExport, 'format' | 'withImages'>,
): Promise<Readable> {
  if (wanted.format === 'ndjson') return Readable.from(linesOf(customers));
  const attributes = await readSettings(database, customerAttributes);
  const columns = fileColumns(
    attributes.map(({ attributeId }) => attributeId),
    wanted,
  );
  return Readable.from(csvOf(customers, columns));
}

async function* readCustomers(tx: Tx, wanted: WantedExport): AsyncGenerator<Customer, void, undefined> {
  let after = firstIdentifier;
  for (;;) {
    wanted.signal?.throwIfAborted();
    const parameters = [after, wanted.legalEntity ?? null, pageCountMax, wanted.withImages];
    const rows = await tx.query<{ customer_id: string; document: Customer }>(selectPage, parameters);
    for (const row of rows) yield row.document;
    const last = rows.at(-1);
    if (!last || rows.length < pageCountMax) return;
    after = last.customer_id;
  }
}

async function* linesOf(customers: AsyncIterable<Customer>): AsyncGenerator<string, void, undefined> {
  for await (const customer of customers) {
    /* What only matters inside the product stays there. */
    const { fieldStamps: _stamps, recentOperations: _operations, createdBy: _origin, ...told } = customer;
    yield `${JSON.stringify(told)}\n`;
  }
}

async function* csvOf(
  customers: AsyncIterable<Customer>,
  columns: FileColumns,
): AsyncGenerator<string, void, undefined> {
  const options: Options = { quoted_match: /^\s|\s$/u, cast: { boolean: String } };
  yield stringify([columns.names.map(defusedCell)], options);
  for await (const customer of customers) yield stringify([columns.cellsOf(customer)], options);
}
