import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { canShow, formatNumber, namesScope } from '@counterfoil/customer/numbers/number-format';
import type { SequenceKind } from './sequence-values.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { loyaltyPrograms } from '../settings/setting-kinds.ts';
import { findSetting } from '../settings/setting-store.ts';

/** A number sequence of headquarters (WD-14). */
export interface NumberSequence {
  readonly numberSequenceId: string;
  readonly kind: SequenceKind;
  /** Its scope; null: shared by all legal entities that have none of their own. */
  readonly legalEntity: string | null;
  /** Of the cards of one loyalty program; null: of all that have none of their own. */
  readonly loyaltyProgramId: string | null;
  /** `#` stands for a digit, `&` for a letter, `{scope}` for the legal entity, everything else for itself. */
  readonly format: string;
  readonly nextValue: number;
  readonly largestValue: number;
  /** Without gaps, slower; otherwise numbers are set aside in blocks. */
  readonly continuous: boolean;
  readonly preallocationCount: number;
  readonly skipAfterRestore: number;
  /** A warning is given when fewer numbers are left. */
  readonly warnBelowCount: number;
}

/** How much of a sequence is left. */
export type SequenceState = 'ok' | 'nearExhaustion' | 'exhausted';

/** A sequence with what is left of it. */
export interface ListedNumberSequence extends NumberSequence {
  /** Numbers that were neither issued nor set aside. */
  readonly remainingCount: number;
  readonly state: SequenceState;
  /** The next one as people will see it; null when there is none. */
  readonly nextNumber: string | null;
}

interface SequenceRow {
  number_sequence_id: string;
  kind: SequenceKind;
  legal_entity: string | null;
  loyalty_program_id: string | null;
  format: string;
  next_value: string;
  largest_value: string;
  continuous: boolean;
  preallocation_count: number;
  skip_after_restore: string;
  warn_below_count: string;
}

const columns =
  'number_sequence_id, kind, legal_entity, loyalty_program_id, format, next_value, largest_value, continuous, ' +
  'preallocation_count, skip_after_restore, warn_below_count';

const selectSequences = prepared(
  'select-number-sequences',
  `SELECT ${columns} FROM number_sequences ORDER BY kind, number_sequence_id`,
);

/** All sequences, those of customer accounts first. */
export async function numberSequences(tx: Tx): Promise<ListedNumberSequence[]> {
  return (await tx.query<SequenceRow>(selectSequences)).map((row) => withState(toSequence(row)));
}

/** Those of which few numbers or none are left. */
export async function numberSequenceWarnings(tx: Tx): Promise<ListedNumberSequence[]> {
  return (await numberSequences(tx)).filter((sequence) => sequence.state !== 'ok');
}

/** A sequence with what is left of it. */
export function withState(sequence: NumberSequence): ListedNumberSequence {
  const { format, nextValue, largestValue, legalEntity, warnBelowCount } = sequence;
  const remainingCount = Math.max(0, largestValue - nextValue + 1);
  const few: SequenceState = remainingCount === 0 ? 'exhausted' : 'nearExhaustion';
  return {
    ...sequence,
    remainingCount,
    state: remainingCount > 0 && remainingCount >= warnBelowCount ? 'ok' : few,
    nextNumber: remainingCount === 0 ? null : formatNumber(format, nextValue, legalEntity ?? ''),
  };
}

type Values = 'format' | 'largestValue' | 'continuous' | 'preallocationCount' | 'skipAfterRestore';

/**
 * What an administrator sets of a sequence. What else is left out stays as it is; a new sequence is then one of the
 * customer accounts of the legal entity that it is named after, and begins at 1.
 */
export interface WantedNumberSequence extends Pick<NumberSequence, Values> {
  readonly kind?: SequenceKind | undefined;
  readonly legalEntity?: string | null | undefined;
  readonly loyaltyProgramId?: string | null | undefined;
  readonly nextValue?: number | undefined;
  readonly warnBelowCount?: number | undefined;
}

const warnBelowCountDefault = 1_000;

const lockSequence = prepared(
  'lock-number-sequence',
  `SELECT ${columns} FROM number_sequences WHERE number_sequence_id = $1 FOR UPDATE`,
);

const selectLegalEntity = prepared(
  'select-legal-entity',
  'SELECT legal_entity FROM legal_entities WHERE legal_entity = $1 FOR UPDATE',
);

const selectSameScope = prepared(
  'select-number-sequence-of-scope',
  `SELECT number_sequence_id FROM number_sequences
   WHERE kind = $1 AND legal_entity IS NOT DISTINCT FROM $2 AND loyalty_program_id IS NOT DISTINCT FROM $3
     AND number_sequence_id <> $4`,
);

const upsertSequence = prepared(
  'save-number-sequence',
  `INSERT INTO number_sequences (${columns})
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   ON CONFLICT (number_sequence_id) DO UPDATE SET
     legal_entity = excluded.legal_entity, loyalty_program_id = excluded.loyalty_program_id,
     format = excluded.format, next_value = excluded.next_value, largest_value = excluded.largest_value,
     continuous = excluded.continuous, preallocation_count = excluded.preallocation_count,
     skip_after_restore = excluded.skip_after_restore, warn_below_count = excluded.warn_below_count`,
);

/**
 * Creates or changes a sequence and drops the numbers set aside in this process. The next number never goes down, since
 * a number could be issued twice. Errors: `legal_entity_unknown`, `loyalty_program_unknown`, `number_format_invalid`,
 * `number_sequence_range_invalid`, `number_sequence_lowered`, `number_sequence_scope_taken`,
 * `number_sequence_kind_fixed`, `number_sequence_program_misplaced`, `number_format_scope_shared`.
 */
export async function saveNumberSequence(
  headquarters: Headquarters,
  numberSequenceId: string,
  wanted: WantedNumberSequence,
  changedBy: string,
): Promise<ListedNumberSequence> {
  const saved = await headquarters.database.transaction('save number sequence', async (tx) => {
    const row = (await tx.query<SequenceRow>(lockSequence, [numberSequenceId]))[0];
    const before = row ? toSequence(row) : null;
    const sequence = mergeWanted(numberSequenceId, wanted, before);
    expectUsable(sequence, before);
    await expectScope(tx, sequence);
    await tx.query(upsertSequence, rowOf(sequence));
    const change = { changedBy, setting: `number sequence ${numberSequenceId}`, oldValue: before, newValue: sequence };
    await recordSettingChange(tx, change, headquarters.seams.clock.now());
    return sequence;
  });
  headquarters.accountNumbers.forget();
  return withState(saved);
}

function mergeWanted(
  numberSequenceId: string,
  wanted: WantedNumberSequence,
  before: NumberSequence | null,
): NumberSequence {
  const { format, largestValue, continuous, preallocationCount, skipAfterRestore } = wanted;
  const given = { format, largestValue, continuous, preallocationCount, skipAfterRestore };
  const legalEntityDefault = before ? before.legalEntity : numberSequenceId;
  return {
    ...given,
    numberSequenceId,
    kind: wanted.kind ?? before?.kind ?? 'customerAccount',
    legalEntity: wanted.legalEntity === undefined ? legalEntityDefault : wanted.legalEntity,
    loyaltyProgramId:
      wanted.loyaltyProgramId === undefined ? (before?.loyaltyProgramId ?? null) : wanted.loyaltyProgramId,
    nextValue: wanted.nextValue ?? before?.nextValue ?? 1,
    warnBelowCount: wanted.warnBelowCount ?? before?.warnBelowCount ?? warnBelowCountDefault,
  };
}

function expectUsable(sequence: NumberSequence, before: NumberSequence | null): void {
  const { format, nextValue, largestValue, kind } = sequence;
  if (before && before.kind !== kind) throw refuse('number_sequence_kind_fixed', 'kind');
  if (kind === 'customerAccount' && sequence.loyaltyProgramId !== null) {
    throw refuse('number_sequence_program_misplaced', 'loyaltyProgramId');
  }
  if (before && nextValue < before.nextValue) {
    throw refuse('number_sequence_lowered', 'nextValue', { next: before.nextValue });
  }
  if (largestValue < nextValue) throw refuse('number_sequence_range_invalid', 'largestValue', { next: nextValue });
  const digits = String(largestValue).length;
  if (!canShow(format, largestValue)) throw refuse('number_format_invalid', 'format', { digits });
  if (sequence.legalEntity === null && namesScope(format)) throw refuse('number_format_scope_shared', 'format');
}

async function expectScope(tx: Tx, sequence: NumberSequence): Promise<void> {
  const { numberSequenceId, kind, legalEntity, loyaltyProgramId } = sequence;
  if (legalEntity !== null && (await tx.query(selectLegalEntity, [legalEntity])).length === 0) {
    throw refuse('legal_entity_unknown', 'legalEntity', { value: legalEntity });
  }
  if (loyaltyProgramId !== null && !(await findSetting(tx, loyaltyPrograms, [loyaltyProgramId]))) {
    throw refuse('loyalty_program_unknown', 'loyaltyProgramId', { value: loyaltyProgramId });
  }
  const same = await tx.query<{ number_sequence_id: string }>(selectSameScope, [
    kind,
    legalEntity,
    loyaltyProgramId,
    numberSequenceId,
  ]);
  if (same[0]) throw refuse('number_sequence_scope_taken', '', { value: same[0].number_sequence_id });
}

function rowOf(sequence: NumberSequence): unknown[] {
  return [
    sequence.numberSequenceId,
    sequence.kind,
    sequence.legalEntity,
    sequence.loyaltyProgramId,
    sequence.format,
    sequence.nextValue,
    sequence.largestValue,
    sequence.continuous,
    sequence.preallocationCount,
    sequence.skipAfterRestore,
    sequence.warnBelowCount,
  ];
}

function toSequence(row: SequenceRow): NumberSequence {
  return {
    numberSequenceId: row.number_sequence_id,
    kind: row.kind,
    legalEntity: row.legal_entity,
    loyaltyProgramId: row.loyalty_program_id,
    format: row.format,
    nextValue: Number(row.next_value),
    largestValue: Number(row.largest_value),
    continuous: row.continuous,
    preallocationCount: row.preallocation_count,
    skipAfterRestore: Number(row.skip_after_restore),
    warnBelowCount: Number(row.warn_below_count),
  };
}
