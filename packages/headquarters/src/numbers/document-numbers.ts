import type { documentKinds } from '@counterfoil/contracts/administration/order-parameters';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';

/** What bears a number of its own besides customers. */
export type DocumentKind = (typeof documentKinds)[number];

/** The numbers of one kind of document of a legal entity, without gaps. */
export interface DocumentNumbers {
  readonly legalEntity: string;
  readonly kind: DocumentKind;
  /** One run of `#` stands for the digits, everything else for itself. */
  readonly format: string;
  readonly nextValue: number;
  readonly largestValue: number;
  readonly skipAfterRestore: number;
}

const firstFormat: Readonly<Record<DocumentKind, string>> = { salesOrder: 'SO-#########', invoice: 'IN-#########' };
const largestValueDefault = 999_999_999;
const skipAfterRestoreDefault = 10_000;

const ensureNumbers = prepared(
  'ensure-document-numbers',
  `INSERT INTO document_numbers (legal_entity, kind, format, next_value, largest_value, skip_after_restore)
   SELECT legal_entity, $2, $3, 1, $4, $5 FROM legal_entities WHERE legal_entity = $1
   ON CONFLICT DO NOTHING`,
);

const takeNumber = prepared(
  'take-document-number',
  `UPDATE document_numbers SET next_value = next_value + 1
   WHERE legal_entity = $1 AND kind = $2 AND next_value <= largest_value
   RETURNING format, (next_value - 1)::text AS value`,
);

/**
 * The next number of a document, taken in `tx`, so that a rollback gives it back. A legal entity without numbers gets
 * the usual ones. Error: `order_numbers_exhausted`.
 */
export async function takeDocumentNumber(tx: Tx, legalEntity: string, kind: DocumentKind): Promise<string> {
  await ensure(tx, legalEntity, kind);
  const row = (await tx.query<{ format: string; value: string }>(takeNumber, [legalEntity, kind]))[0];
  if (!row) throw refuse('order_numbers_exhausted', '', { legalEntity });
  return row.format.replace(/#+/u, (places) => row.value.padStart(places.length, '0'));
}

async function ensure(tx: Tx, legalEntity: string, kind: DocumentKind): Promise<void> {
  const defaults = [firstFormat[kind], largestValueDefault, skipAfterRestoreDefault];
  await tx.query(ensureNumbers, [legalEntity, kind, ...defaults]);
}

const selectTaken = prepared(
  'select-sales-order-number-taken',
  'SELECT 1 FROM sales_orders WHERE legal_entity = $1 AND sales_order_number = $2',
);

const raiseNumbers = prepared(
  'raise-document-numbers',
  `UPDATE document_numbers SET next_value = $3::bigint + 1
   WHERE legal_entity = $1 AND kind = 'salesOrder' AND next_value <= $3::bigint
     AND $2 = replace(format, substring(format FROM '#+'), lpad($3::text, length(substring(format FROM '#+')), '0'))`,
);

/** A number that a store already knows stays the order's, unless somebody else got it after a restore (R11). */
export async function keepKnownNumber(tx: Tx, legalEntity: string, known: string | null): Promise<string | null> {
  if (known === null || (await tx.query(selectTaken, [legalEntity, known])).length > 0) return null;
  await ensure(tx, legalEntity, 'salesOrder');
  const digits = /\d{1,15}/u.exec(known.replace(/^\D+/u, ''))?.[0];
  if (digits !== undefined) await tx.query(raiseNumbers, [legalEntity, known, Number(digits)]);
  return known;
}

const skipNumbers = prepared(
  'skip-document-numbers',
  'UPDATE document_numbers SET next_value = next_value + skip_after_restore',
);

/** Jumps over numbers that a lost part of history may have issued. */
export async function skipDocumentNumbersAfterRestore(tx: Tx): Promise<void> {
  await tx.query(skipNumbers);
}

interface NumbersRow {
  legal_entity: string;
  kind: DocumentKind;
  format: string;
  next_value: string;
  largest_value: string;
  skip_after_restore: string;
}

const columns = 'legal_entity, kind, format, next_value, largest_value, skip_after_restore';
const selectNumbers = prepared(
  'select-document-numbers',
  `SELECT ${columns} FROM document_numbers ORDER BY legal_entity, kind`,
);

/** All numbers that are in use. */
export async function documentNumbers(tx: Tx): Promise<DocumentNumbers[]> {
  return (await tx.query<NumbersRow>(selectNumbers)).map(toNumbers);
}

const lockNumbers = prepared(
  'lock-document-numbers',
  `SELECT ${columns} FROM document_numbers WHERE legal_entity = $1 AND kind = $2 FOR UPDATE`,
);

const updateNumbers = prepared(
  'update-document-numbers',
  `UPDATE document_numbers SET format = $3, next_value = $4, largest_value = $5, skip_after_restore = $6
   WHERE legal_entity = $1 AND kind = $2`,
);

/** What an administrator sets; without `nextValue` the numbers go on where they stand. */
export type WantedDocumentNumbers = Pick<DocumentNumbers, 'format' | 'largestValue' | 'skipAfterRestore'> & {
  readonly nextValue?: number | undefined;
};

/**
 * Changes the numbers of a legal entity; the next one never goes down. Errors: `legal_entity_unknown`,
 * `number_format_invalid`, `number_sequence_range_invalid`, `number_sequence_lowered`.
 */
export async function saveDocumentNumbers(
  headquarters: Headquarters,
  { legalEntity, kind }: Pick<DocumentNumbers, 'legalEntity' | 'kind'>,
  wanted: WantedDocumentNumbers,
  changedBy: string,
): Promise<DocumentNumbers> {
  return headquarters.database.transaction('save document numbers', async (tx) => {
    await ensure(tx, legalEntity, kind);
    const row = (await tx.query<NumbersRow>(lockNumbers, [legalEntity, kind]))[0];
    if (!row) throw refuse('legal_entity_unknown', '', { value: legalEntity });
    const before = toNumbers(row);
    const after = { ...before, ...wanted, nextValue: wanted.nextValue ?? before.nextValue };
    expectUsable(before, after);
    const { format, nextValue, largestValue, skipAfterRestore } = after;
    await tx.query(updateNumbers, [legalEntity, kind, format, nextValue, largestValue, skipAfterRestore]);
    const change = { changedBy, setting: `numbers ${kind} ${legalEntity}`, oldValue: before, newValue: after };
    await recordSettingChange(tx, change, headquarters.seams.clock.now());
    return after;
  });
}

function expectUsable(before: DocumentNumbers, after: DocumentNumbers): void {
  const { format, nextValue, largestValue } = after;
  if (nextValue < before.nextValue) throw refuse('number_sequence_lowered', 'nextValue', { next: before.nextValue });
  if (largestValue < nextValue) throw refuse('number_sequence_range_invalid', 'largestValue', { next: nextValue });
  const runs = format.match(/#+/gu) ?? [];
  const digits = String(largestValue).length;
  if (runs.length !== 1 || (runs[0]?.length ?? 0) < digits) throw refuse('number_format_invalid', 'format', { digits });
}

function toNumbers(row: NumbersRow): DocumentNumbers {
  return {
    legalEntity: row.legal_entity,
    kind: row.kind,
    format: row.format,
    nextValue: Number(row.next_value),
    largestValue: Number(row.largest_value),
    skipAfterRestore: Number(row.skip_after_restore),
  };
}
