import { externalIdentityKey } from '@counterfoil/customer/merge/field-paths';
import { normalizeChanges } from '@counterfoil/customer/normalize-changes';
import { isSafeText } from '@counterfoil/customer/validate/text-rules';
import {
  customerOperationSchema,
  type CustomerChanges,
  type CustomerOperation,
} from '@counterfoil/contracts/customer-operation';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { z } from 'zod';
import { namesReferences, operationProblems } from '../conversion/conversion-problems.ts';
import { readConversionReferences } from '../conversion/conversion-references.ts';
import { readConversionSettings } from '../conversion/conversion-settings.ts';
import type { StagedStatus } from './status-filter.ts';
import type { Headquarters } from '../headquarters.ts';

interface FailedRow {
  operation: CustomerOperation | null;
  raw_entry: Buffer | null;
  channel_database_id: string;
  known_account_number: string | null;
  status: StagedStatus;
}

const lockStaged = prepared(
  'lock-staged-operation',
  `SELECT operation, raw_entry, channel_database_id, known_account_number, status
   FROM staged_operations WHERE operation_id = $1 FOR UPDATE`,
);

/* Both values and the error stay on record; what arrived as unstorable bytes is kept beside its correction. */
const recordCorrection = prepared(
  'record-operation-correction',
  `INSERT INTO operation_corrections (
     operation_id, corrected_by, corrected_at, old_changes, new_changes, last_known_error)
   SELECT operation_id, $2, $3, operation -> 'changes', $4::jsonb, last_known_error
   FROM staged_operations WHERE operation_id = $1`,
);

const storeCorrected = prepared(
  'store-corrected-operation',
  `UPDATE staged_operations
   SET operation = $2, kind = $3, follows = $4, known_account_number = $5,
     status = CASE WHEN $6 THEN 'uploaded' ELSE 'failed' END, decided_at = CASE WHEN $6 THEN NULL ELSE decided_at END
   WHERE operation_id = $1`,
);

/** What an administrator makes of a failed operation. */
export interface Correction {
  readonly changes: CustomerChanges;
  readonly correctedBy: string;
  /** It is decided again; otherwise it is saved, and stays failed until somebody synchronizes it. */
  readonly synchronize: boolean;
}

/**
 * An administrator mends a failed operation: the fields given replace those of the operation, and of every list the
 * entries given replace or follow its own; the rest stays. Then it is saved, or decided again (LK-12). An operation that arrived unreadable takes all its changes from the
 * correction. Errors: `staged_operation_unknown`, `staged_operation_not_failed`, `staged_operation_unreadable`, and
 * whatever is wrong with the corrected values.
 */
export async function correctOperation(
  headquarters: Headquarters,
  operationId: string,
  { changes, correctedBy, synchronize }: Correction,
): Promise<void> {
  const now = headquarters.seams.clock.now();
  await headquarters.database.transaction('correct failed operation', async (tx) => {
    const row = (await tx.query<FailedRow>(lockStaged, [operationId]))[0];
    if (!row) throw refuse('staged_operation_unknown');
    if (row.status !== 'failed') throw refuse('staged_operation_not_failed');
    const { operation, knownAccountNumber } = correctedEntry(row, changes);
    await expectValid(tx, operation, now);
    await tx.query(recordCorrection, [operationId, correctedBy, now, JSON.stringify(operation.changes)]);
    await tx.query(storeCorrected, [
      operationId,
      JSON.stringify(operation),
      operation.kind,
      operation.follows,
      knownAccountNumber,
      synchronize,
    ]);
  });
  if (synchronize) headquarters.wakeUps.staged();
}

interface CorrectedEntry {
  readonly operation: CustomerOperation;
  readonly knownAccountNumber: string | null;
}

function correctedEntry(row: FailedRow, changes: CustomerChanges): CorrectedEntry {
  const corrected = normalizeChanges(changes);
  if (!row.operation) return readableEntry(row, corrected);
  const operation = { ...row.operation, changes: replaceChanges(row.operation.changes, corrected) };
  return { operation, knownAccountNumber: row.known_account_number };
}

function replaceChanges(held: CustomerChanges, corrected: CustomerChanges): CustomerChanges {
  const { contacts, affiliations, addressBooks, attributes, loyaltyCards, externalIdentities } = corrected;
  return normalizeChanges({
    fields: { ...held.fields, ...corrected.fields },
    addresses: replaceEntries(held.addresses, corrected.addresses, ({ addressId }) => addressId),
    contacts: replaceEntries(held.contacts, contacts, ({ contactId }) => contactId),
    affiliations: replaceEntries(held.affiliations, affiliations, ({ id }) => id),
    addressBooks: replaceEntries(held.addressBooks, addressBooks, ({ id }) => id),
    attributes: replaceEntries(held.attributes, attributes, ({ attributeId }) => attributeId),
    loyaltyCards: replaceEntries(held.loyaltyCards, loyaltyCards, ({ loyaltyCardId }) => loyaltyCardId),
    externalIdentities: replaceEntries(held.externalIdentities, externalIdentities, externalIdentityKey),
  });
}

/** The entries given in place of those with the same key, and the others behind them. */
function replaceEntries<Entry>(
  held: readonly Entry[] = [],
  corrected: readonly Entry[] = [],
  keyOf: (entry: Entry) => string,
): Entry[] {
  const byKey = new Map(corrected.map((entry) => [keyOf(entry), entry]));
  const heldKeys = new Set(held.map(keyOf));
  return [
    ...held.map((entry) => byKey.get(keyOf(entry)) ?? entry),
    ...corrected.filter((entry) => !heldKeys.has(keyOf(entry))),
  ];
}

/* Of an unreadable entry only what isn't the customer's own content is taken over. */
const framedEntrySchema = z.object({
  operation: customerOperationSchema.omit({ changes: true }).strip(),
  knownAccountNumber: z.string().nullable().catch(null),
});

/** The operation of an unreadable entry with the corrected changes, as one of the channel database that sent it. */
function readableEntry(row: FailedRow, changes: CustomerChanges): CorrectedEntry {
  const framed = framedEntrySchema.safeParse(parseRaw(row.raw_entry));
  if (!framed.success) throw refuse('staged_operation_unreadable');
  const { operation: frame, knownAccountNumber } = framed.data;
  const operation = { ...frame, origin: { ...frame.origin, node: row.channel_database_id }, changes };
  const texts = [...Object.values(operation.origin), operation.recordedAt, knownAccountNumber];
  if (!texts.every((text) => text === null || isSafeText(text))) throw refuse('staged_operation_unreadable');
  return { operation, knownAccountNumber };
}

function parseRaw(raw: Buffer | null): unknown {
  if (!raw) return undefined;
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    // Bytes that aren't JSON hold no operation: the caller refuses them.
    return undefined;
  }
}

/** What conversion would refuse again is told at once, all of it, while the administrator still looks at the record. */
async function expectValid(tx: Tx, operation: CustomerOperation, now: Date): Promise<void> {
  const settings = await readConversionSettings(tx);
  const references = namesReferences(operation.changes) ? await readConversionReferences(tx) : null;
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const problems = operationProblems(operation, { settings, references, today });
  if (problems.length > 0) throw refuseAll(problems);
}
