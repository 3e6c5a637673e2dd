import type { Readable } from 'node:stream';
import { customerListCountMax, type ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import type { Customer } from '@counterfoil/contracts/customer';
import { customerFile } from '../customer-files/export-customers.ts';
import type { Headquarters } from '../headquarters.ts';
import type { SeenCustomers } from '../workspace/channel-scope.ts';
import { readPage } from './list-customers.ts';

/** For whom, and until when. */
export interface ExportOf {
  readonly seen: SeenCustomers;
  /** Ends the export early; its stream breaks off then. */
  readonly signal: AbortSignal;
}

const isoDateLength = 10;

/** What a list shows, as a file that is made while it is sent: one page is in memory at a time. */
export async function exportShownCustomers(
  headquarters: Headquarters,
  shown: ShownCustomers,
  whose: ExportOf,
): Promise<{ stream: Readable; fileName: string }> {
  const pages = readPages(headquarters, shown, whose);
  const stream = await customerFile(headquarters, pages, { format: 'csv', withImages: false });
  const day = headquarters.seams.clock.now().toISOString().slice(0, isoDateLength);
  return { stream, fileName: `customers-${day}.csv` };
}

async function* readPages(
  headquarters: Headquarters,
  shown: ShownCustomers,
  { seen, signal }: ExportOf,
): AsyncGenerator<Customer, void, undefined> {
  let cursor: string | null = null;
  do {
    signal.throwIfAborted();
    const wanted = { ...shown, ...(cursor !== null && { cursor }), limit: customerListCountMax };
    const page = await readPage(headquarters, wanted, seen);
    for (const { customer } of page.customers) yield customer;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
