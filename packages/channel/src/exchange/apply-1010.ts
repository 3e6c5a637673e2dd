import type { Customer } from '@counterfoil/contracts/customer';
import {
  downloadHeaderSchema,
  downloadEntrySchema,
  protocolVersion,
  type DownloadEntry,
  type DownloadHeader,
  type FeedPosition,
  type OperationOutcome,
  type Withdrawn,
} from '@counterfoil/contracts/exchange';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { comparePositions, visibilityNumber, withVisibilityOf } from '@counterfoil/data-exchange/feed-position';
import { decodePackage } from '@counterfoil/data-exchange/package-codec';
import { isDataError, type Tx } from '@counterfoil/database/database';
import { applyPublished, type Published } from './apply-published.ts';
import type { Channel } from '../channel.ts';
import { lockedLink, recordAppliedPosition, type HeadquartersLink } from './headquarters-link.ts';
import { invisibleCustomers } from '../customers/withdrawn-customers.ts';

/** What one round of downloads did. */
export interface DownloadResult {
  readonly sessions: number;
  readonly rows: number;
}

/** Characters of a reason that go into a session's record. */
const detailLengthMax = 300;

/**
 * The receiving end of job 1010: fetches and applies the download sessions that wait for this database, in order, until
 * there are none. A package that can't be applied is reported with its reason and left to headquarters, which suspends
 * it after *Try count* failures (WD-31). Errors: a `CommunicationException`, or the code of the failed package.
 */
export async function downloadAvailable(channel: Channel, signal?: AbortSignal): Promise<DownloadResult> {
  const total = { sessions: 0, rows: 0 };
  while (!signal?.aborted) {
    const download = await channel.headquarters.nextDownload();
    if (!download) break;
    const rows = await applyOrReport(channel, download);
    await channel.headquarters.reportDownload(download.downloadSessionId, { result: 'applied' });
    total.sessions++;
    total.rows += rows;
  }
  return total;
}

async function applyOrReport(
  channel: Channel,
  download: { downloadSessionId: string; bytes: Buffer },
): Promise<number> {
  try {
    return await applyDownload(channel, download.bytes);
  } catch (error) {
    const coded = asPackageError(error);
    if (!coded) throw error;
    await channel.headquarters.reportDownload(download.downloadSessionId, {
      result: 'failed',
      code: coded.code,
      detail: coded.message.slice(0, detailLengthMax),
    });
    throw coded;
  }
}

/** The package's own fault, or null when it is an outage or a bug. */
function asPackageError(error: unknown): CodedError | null {
  if (error instanceof CodedError && error.code !== 'database_unreachable') return error;
  if (!isDataError(error)) return null;
  const detail = error instanceof Error ? error.message : String(error);
  return new CodedError('package_corrupt', [{ code: 'package_corrupt', field: '', parameters: { detail } }], {
    cause: error,
  });
}

/**
 * Applies one download package: rows and cursor in one transaction (R9), only if it begins where this database stands.
 * Returns its rows; 0 when it had been applied before.
 * Errors: `package_corrupt`, `package_too_large`, `package_out_of_order`, `epoch_foreign`, `protocol_unsupported`.
 */
export async function applyDownload(channel: Channel, bytes: Uint8Array): Promise<number> {
  const { header, published } = await readDownload(bytes);
  const { database, seams } = channel;
  if (
    seams.plantedBugs.has('cursor saved before the rows') ||
    seams.plantedBugs.has('cursor saved in another transaction')
  ) {
    return applyInTwoTransactions(channel, header, published);
  }
  return database.transaction('apply 1010', async (tx) => {
    const link = await lockedLink(tx);
    if (!isNext(channel, link, header)) return 0;
    await applyPublished(channel, tx, await withInvisible(channel, tx, header, published));
    await recordAppliedPosition(tx, positionAfter(link.appliedPosition, header), seams.clock.now());
    return header.rows;
  });
}

/** With the last package of a change of address books, whoever is here and belongs to none of them goes. */
async function withInvisible(
  { channelDatabaseId }: Channel,
  tx: Tx,
  { visibility }: DownloadHeader,
  published: Published,
): Promise<Published> {
  if (!visibility || visibility.to.pass || !visibility.to.addressBooks) return published;
  const delivered = new Set(published.customers.map(({ customerId }) => customerId));
  const invisible = await invisibleCustomers(tx, visibility.to.addressBooks, channelDatabaseId);
  const gone = invisible.filter(({ customerId }) => !delivered.has(customerId));
  return { ...published, withdrawn: [...(published.withdrawn ?? []), ...gone] };
}

/** Whether the package leads on from the own cursor; false when all of it was applied before. */
function isNext(channel: Channel, link: HeadquartersLink, header: DownloadHeader): boolean {
  const { appliedPosition } = link;
  if (channel.seams.plantedBugs.has('page applied without checking its start')) return true;
  if (link.headquartersEpoch?.epochId !== header.headquartersEpoch.epochId) throw refuse('epoch_foreign');
  const wasApplied = header.visibility
    ? header.visibility.to.n <= visibilityNumber(appliedPosition)
    : comparePositions(header.to, appliedPosition) <= 0;
  if (wasApplied) return false;
  /* What was applied before is harmless again (R5); what begins behind the own cursor would leave a gap. */
  const followsVisibility = !header.visibility || header.visibility.from === visibilityNumber(appliedPosition);
  if (followsVisibility && comparePositions(header.from, appliedPosition) <= 0) return true;
  throw refuse('package_out_of_order', '', {
    given: positionText(header.from, header.visibility?.from ?? 0),
    expected: positionText(appliedPosition, visibilityNumber(appliedPosition)),
  });
}

function positionText(position: FeedPosition, visibility: number): string {
  return `${position.epochNumber}/${position.xid}/${position.n}/${visibility}`;
}

/** A package moves either the place in the feed or the visibility, and leaves the other as it is. */
function positionAfter(held: FeedPosition, { to, visibility }: DownloadHeader): FeedPosition {
  return visibility ? { ...held, visibility: visibility.to } : withVisibilityOf(held, to);
}

/** The planted bugs about cursors: PouchDB's issue 1240 in our own code. */
async function applyInTwoTransactions(channel: Channel, header: DownloadHeader, published: Published): Promise<number> {
  const { database, seams } = channel;
  const moveCursor = (): Promise<void> =>
    database.transaction('move cursor', async (tx) => {
      const { appliedPosition } = await lockedLink(tx);
      await recordAppliedPosition(tx, positionAfter(appliedPosition, header), seams.clock.now());
    });
  const applyRows = (): Promise<void> =>
    database.transaction('apply rows', (tx) => applyPublished(channel, tx, published));
  const steps = seams.plantedBugs.has('cursor saved before the rows')
    ? [moveCursor, applyRows]
    : [applyRows, moveCursor];
  for (const step of steps) await step();
  return header.rows;
}

async function readDownload(bytes: Uint8Array): Promise<{ header: DownloadHeader; published: Published }> {
  const { header: given, lines } = await decodePackage(bytes);
  const parsed = downloadHeaderSchema.safeParse(given);
  if (!parsed.success) throw refuse('package_corrupt', '', { detail: 'the header is not one of a download' });
  const header = parsed.data;
  if (header.protocolVersion > protocolVersion)
    throw refuse('protocol_unsupported', '', { given: header.protocolVersion });
  if (header.rows !== lines.length) throw refuse('package_corrupt', '', { detail: 'rows are missing' });
  const customers: Customer[] = [];
  const outcomes: OperationOutcome[] = [];
  const withdrawn: Withdrawn[] = [];
  lines.forEach((line, row) => {
    const entry = readEntry(line, row);
    if ('customer' in entry) customers.push(entry.customer);
    else if ('outcome' in entry) outcomes.push(entry.outcome);
    else withdrawn.push(entry.withdrawn);
  });
  const headquartersEpochNumber = header.headquartersEpoch.number;
  return { header, published: { customers, outcomes, withdrawn, headquartersEpochNumber } };
}

/** A line says one thing of a customer; anything else, a child by itself included, makes the package unusable (R4). */
function readEntry(line: string, row: number): DownloadEntry {
  const entry = downloadEntrySchema.safeParse(parseLine(line, row));
  if (!entry.success) {
    throw refuse('package_corrupt', '', { detail: `row ${row + 1} is no customer, no outcome and no withdrawal` });
  }
  return entry.data;
}

function parseLine(line: string, row: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    const parameters = { detail: `row ${row + 1} is unreadable` };
    throw new CodedError('package_corrupt', [{ code: 'package_corrupt', field: '', parameters }], { cause });
  }
}
