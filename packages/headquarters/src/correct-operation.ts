import { normalizeChanges } from '@counterfoil/customer/normalize-changes';
import { isSafeText } from '@counterfoil/customer/text-rules';
import { validateOperation } from '@counterfoil/customer/validate-customer';
import {
  customerOperationSchema,
  type CustomerChanges,
  type CustomerOperation,
} from '@counterfoil/contracts/customer-operation';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { z } from 'zod';
import { readConversionSettings } from './conversion-settings.ts';
import type { StagedStatus } from './customer-synchronization-status.ts';
import type { Headquarters } from './headquarters.ts';

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
   SET operation = $2, kind = $3, follows = $4, known_account_number = $5, status = 'uploaded', decided_at = NULL
   WHERE operation_id = $1`,
);

/**
 * An administrator mends a failed operation: the fields and addresses given replace those of the operation, the rest
 * stays; then it is decided again (LK-12). An operation that arrived unreadable takes all its changes from the
 * correction. Errors: `staged_operation_unknown`, `staged_operation_not_failed`, `staged_operation_unreadable`, and
 * whatever is wrong with the corrected values.
 */
export async function correctOperation(
  headquarters: Headquarters,
  operationId: string,
  changes: CustomerChanges,
  correctedBy: string,
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
    ]);
  });
  headquarters.wakeUps.staged();
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
  const byId = new Map(corrected.addresses.map((address) => [address.addressId, address]));
  const kept = held.addresses.map((address) => byId.get(address.addressId) ?? address);
  const heldIds = new Set(held.addresses.map((address) => address.addressId));
  const added = corrected.addresses.filter(({ addressId }) => !heldIds.has(addressId));
  return { fields: { ...held.fields, ...corrected.fields }, addresses: [...kept, ...added] };
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
  const { legalEntity } = operation.origin;
  const settled = settings.legalEntities.get(legalEntity);
  if (!settled) throw refuse('legal_entity_unknown', '', { value: legalEntity });
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const problems = validateOperation(operation, today, settled.countryRegion);
  if (problems.length > 0) throw refuseAll(problems);
  const { customerGroup } = operation.changes.fields;
  if (customerGroup !== undefined && !settled.customerGroups.has(customerGroup)) {
    throw refuse('customer_group_unknown', 'customerGroup', { value: customerGroup });
  }
}
