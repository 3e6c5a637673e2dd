import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from './headquarters.ts';
import { recordSettingChange } from './settings-audit.ts';

/** The number sequence of a legal entity's customer accounts (WD-14). */
export interface NumberSequence {
  readonly legalEntity: string;
  /** One run of `#` stands for the digits, everything else for itself. */
  readonly format: string;
  readonly nextValue: number;
  readonly largestValue: number;
  /** Without gaps, slower; otherwise numbers are set aside in blocks. */
  readonly continuous: boolean;
  readonly preallocationCount: number;
  readonly skipAfterRestore: number;
}

interface SequenceRow {
  legal_entity: string;
  format: string;
  next_value: string;
  largest_value: string;
  continuous: boolean;
  preallocation_count: number;
  skip_after_restore: string;
}

const columns = 'legal_entity, format, next_value, largest_value, continuous, preallocation_count, skip_after_restore';

const selectSequences = prepared(
  'select-number-sequences',
  `SELECT ${columns} FROM number_sequences ORDER BY legal_entity`,
);

/** The sequences of all legal entities that have one. */
export async function numberSequences(tx: Tx): Promise<NumberSequence[]> {
  return (await tx.query<SequenceRow>(selectSequences)).map(toSequence);
}

/** What an administrator sets of a sequence; without `nextValue` it goes on where it stands. */
export interface WantedNumberSequence extends Omit<NumberSequence, 'legalEntity' | 'nextValue'> {
  readonly nextValue?: number | undefined;
}

const lockSequence = prepared(
  'lock-number-sequence',
  `SELECT ${columns} FROM number_sequences WHERE legal_entity = $1 FOR UPDATE`,
);

const selectLegalEntity = prepared(
  'select-legal-entity',
  'SELECT legal_entity FROM legal_entities WHERE legal_entity = $1 FOR UPDATE',
);

const upsertSequence = prepared(
  'save-number-sequence',
  `INSERT INTO number_sequences (${columns})
   VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (legal_entity) DO UPDATE SET
     format = excluded.format, next_value = excluded.next_value, largest_value = excluded.largest_value,
     continuous = excluded.continuous, preallocation_count = excluded.preallocation_count,
     skip_after_restore = excluded.skip_after_restore`,
);

/**
 * Creates or changes the sequence of a legal entity and drops the numbers set aside in this process. The next number
 * never goes down, since a number could be issued twice. Errors: `legal_entity_unknown`, `number_format_invalid`,
 * `number_sequence_range_invalid`, `number_sequence_lowered`.
 */
export async function saveNumberSequence(
  headquarters: Headquarters,
  legalEntity: string,
  wanted: WantedNumberSequence,
  changedBy: string,
): Promise<NumberSequence> {
  const saved = await headquarters.database.transaction('save number sequence', async (tx) => {
    const found = await tx.query(selectLegalEntity, [legalEntity]);
    if (found.length === 0) throw refuse('legal_entity_unknown', '', { value: legalEntity });
    const row = (await tx.query<SequenceRow>(lockSequence, [legalEntity]))[0];
    const before = row ? toSequence(row) : null;
    const sequence = { ...wanted, legalEntity, nextValue: wanted.nextValue ?? before?.nextValue ?? 1 };
    expectUsable(sequence, before);
    await tx.query(upsertSequence, rowOf(sequence));
    const change = { changedBy, setting: `number sequence ${legalEntity}`, oldValue: before, newValue: sequence };
    await recordSettingChange(tx, change, headquarters.seams.clock.now());
    return sequence;
  });
  headquarters.accountNumbers.forget();
  return saved;
}

function expectUsable(sequence: NumberSequence, before: NumberSequence | null): void {
  const { format, nextValue, largestValue } = sequence;
  if (before && nextValue < before.nextValue) {
    throw refuse('number_sequence_lowered', 'nextValue', { next: before.nextValue });
  }
  if (largestValue < nextValue) throw refuse('number_sequence_range_invalid', 'largestValue', { next: nextValue });
  const runs = format.match(/#+/gu) ?? [];
  const digits = String(largestValue).length;
  if (runs.length !== 1 || (runs[0]?.length ?? 0) < digits) {
    throw refuse('number_format_invalid', 'format', { digits });
  }
}

function rowOf(sequence: NumberSequence): unknown[] {
  return [
    sequence.legalEntity,
    sequence.format,
    sequence.nextValue,
    sequence.largestValue,
    sequence.continuous,
    sequence.preallocationCount,
    sequence.skipAfterRestore,
  ];
}

function toSequence(row: SequenceRow): NumberSequence {
  return {
    legalEntity: row.legal_entity,
    format: row.format,
    nextValue: Number(row.next_value),
    largestValue: Number(row.largest_value),
    continuous: row.continuous,
    preallocationCount: row.preallocation_count,
    skipAfterRestore: Number(row.skip_after_restore),
  };
}
