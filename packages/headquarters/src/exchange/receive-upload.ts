import type { UploadReceipt } from '@counterfoil/contracts/agreement';
import { uuidSchema } from '@counterfoil/contracts/customer';
import {
  protocolVersion,
  uploadEntrySchema,
  uploadHeaderSchema,
  type UploadHeader,
} from '@counterfoil/contracts/exchange';
import { isNodeOf } from '@counterfoil/contracts/offline-exchange';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { decodePackage } from '@counterfoil/data-exchange/package-codec';
import type { Tx } from '@counterfoil/database/database';
import { z } from 'zod';
import { announceDecisions, decidedOperations } from '../customers/customer-master.ts';
import { lockedChannelDatabase, recordUploadPackage } from './channel-databases.ts';
import { requireEpoch, type Headquarters } from '../headquarters.ts';
import { stageEntries, type ArrivedEntry } from '../conversion/staging-inbox.ts';
import { recordFailedUpload, recordUpload } from './upload-sessions.ts';

type Rejected = UploadReceipt['rejected'][number];

/**
 * Receives a package of the P-job: checks it, stores its operations in the staging inbox and the package's number in
 * one transaction, and only then answers (T14). The same package again is answered again and changes nothing.
 * Errors: `package_corrupt`, `package_too_large`, `package_out_of_order`, `epoch_foreign`, `protocol_unsupported`; each
 * is recorded as a failed upload session.
 */
export async function receiveUpload(
  headquarters: Headquarters,
  channelDatabaseId: string,
  bytes: Uint8Array,
): Promise<UploadReceipt> {
  try {
    return await stagePackage(headquarters, channelDatabaseId, bytes);
  } catch (error) {
    if (error instanceof CodedError) await recordFailedUpload(headquarters, channelDatabaseId, bytes.byteLength, error);
    throw error;
  }
}

async function stagePackage(
  headquarters: Headquarters,
  channelDatabaseId: string,
  bytes: Uint8Array,
): Promise<UploadReceipt> {
  const { header, lines } = await readPackage(headquarters, channelDatabaseId, bytes);
  const { arrived, rejected } = sortEntries(lines, channelDatabaseId);
  const { database, seams } = headquarters;
  const now = seams.clock.now();
  const decided = await database.transaction('stage upload package', async (tx) => {
    const known = await lockedChannelDatabase(tx, channelDatabaseId);
    expectNextPackage(header, known.channelEpochId, known.lastUploadPackage);
    const before = await decidedOperations(tx, arrived.map(operationIdOf));
    await stageEntries(tx, arrived, { channelDatabaseId, now, plantedBugs: seams.plantedBugs });
    await announceParked(headquarters, tx, arrived);
    await recordUploadPackage(tx, channelDatabaseId, header.packageNumber, now);
    await recordUpload(tx, {
      channelDatabaseId,
      packageNumber: header.packageNumber,
      rowCount: lines.length,
      byteCount: bytes.byteLength,
      repeated: header.packageNumber === known.lastUploadPackage,
      now,
    });
    return before;
  });
  headquarters.wakeUps.staged();
  if (arrived.some(isParked)) headquarters.wakeUps.changed();
  return {
    headquartersEpoch: headquarters.epoch,
    packageNumber: header.packageNumber,
    staged: arrived.length,
    decided: [...decided],
    rejected,
  };
}

async function readPackage(
  headquarters: Headquarters,
  channelDatabaseId: string,
  bytes: Uint8Array,
): Promise<{ header: UploadHeader; lines: string[] }> {
  const { header: given, lines } = await decodePackage(bytes);
  const parsed = uploadHeaderSchema.safeParse(given);
  if (!parsed.success) throw refuse('package_corrupt', '', { detail: 'the header is not one of an upload' });
  const header = parsed.data;
  if (header.protocolVersion > protocolVersion)
    throw refuse('protocol_unsupported', '', { given: header.protocolVersion });
  if (header.rows !== lines.length) throw refuse('package_corrupt', '', { detail: 'rows are missing' });
  if (header.channelDatabaseId !== channelDatabaseId) throw refuse('epoch_foreign');
  await requireEpoch(headquarters, header.headquartersEpoch.epochId);
  return { header, lines };
}

/** Packages of one incarnation come one by one; only the last one may come again (its receipt was lost). */
function expectNextPackage(header: UploadHeader, channelEpochId: string | null, lastUploadPackage: number): void {
  if (channelEpochId !== header.channelEpoch.epochId) throw refuse('epoch_foreign');
  const given = header.packageNumber;
  if (given !== lastUploadPackage && given !== lastUploadPackage + 1) {
    throw refuse('package_out_of_order', '', { given, expected: lastUploadPackage + 1 });
  }
}

function isParked(entry: ArrivedEntry): entry is Extract<ArrivedEntry, { raw: Buffer }> {
  return 'raw' in entry;
}

/** Entries parked at their arrival have no conversion to tell their origin so. */
async function announceParked(headquarters: Headquarters, tx: Tx, arrived: readonly ArrivedEntry[]): Promise<void> {
  const parked = arrived.filter(isParked);
  await announceDecisions(
    headquarters,
    tx,
    parked.map((entry) => ({ ...entry, decision: 'failed' })),
  );
}

function operationIdOf(entry: ArrivedEntry): string {
  return 'operation' in entry ? entry.operation.operationId : entry.operationId;
}

const identifiedSchema = z.object({ operation: z.object({ operationId: uuidSchema, customerId: uuidSchema }) });

/** PostgreSQL's jsonb stores neither U+0000 nor half a surrogate pair; both can only come as `\\u…` escapes. */
function isStorable(line: string, value: unknown): boolean {
  return !line.includes('\\u') || textsOf(value).every((text) => text.isWellFormed() && !text.includes('\u0000'));
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
}

/**
 * Each line by itself: an operation, an operation that can't be stored as such (kept as bytes, parked), or no operation
 * at all (its sender is told). A child without its parent is no operation (R4).
 */
function sortEntries(
  lines: readonly string[],
  channelDatabaseId: string,
): { arrived: ArrivedEntry[]; rejected: Rejected[] } {
  const arrived: ArrivedEntry[] = [];
  const rejected: Rejected[] = [];
  lines.forEach((line, row) => {
    const value = parseLine(line);
    const entry = uploadEntrySchema.safeParse(value);
    const storable = isStorable(line, value);
    if (entry.success && isNodeOf(channelDatabaseId, entry.data.operation.origin.node) && storable) {
      arrived.push(entry.data);
      return;
    }
    const code = storable ? 'record_poisoned' : 'text_invalid';
    const detail = entry.success
      ? 'not from this channel database'
      : printable(entry.error.issues[0]?.message ?? 'unreadable');
    const identified = identifiedSchema.safeParse(value);
    if (!identified.success) return void rejected.push({ row, code, detail });
    arrived.push({
      ...identified.data.operation,
      raw: Buffer.from(line),
      problem: { code, field: '', parameters: { detail } },
    });
  });
  return { arrived, rejected };
}

const detailLengthMax = 200;

/** A fault's message may quote the sender's own characters, which may be what can't be stored. */
function printable(message: string): string {
  return message.replaceAll(/[^\x20-\x7e]/gu, '?').slice(0, detailLengthMax);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
