import { prepared, type Database, type Tx } from '@counterfoil/database/database';

interface SequenceRow {
  format: string;
  first_value: string;
  taken_count: string;
  continuous: boolean;
  preallocation_count: number;
}

/** Numbers that were issued, and why there are fewer than asked for, if there are. */
export interface IssuedAccountNumbers {
  readonly numbers: readonly string[];
  readonly shortfall: 'none' | 'account_number_sequence_exhausted' | 'account_number_sequence_missing';
}

/** Issues customer account numbers of a legal entity (WD-14). */
export interface AccountNumbers {
  /**
   * Takes `count` numbers. From a continuous sequence they are taken in `tx`, so that a rollback gives them back and
   * there are no gaps; from a non-continuous one they come from a block that was set aside beforehand.
   */
  take(tx: Tx, legalEntity: string, count: number): Promise<IssuedAccountNumbers>;
  /**
   * Makes sure that `accountNumber`, known in a store from before a restore, isn't issued to somebody else. A sequence
   * with gaps is raised by itself and not in `tx`: a block is set aside on another connection, which would wait for
   * `tx` for ever.
   */
  keepClearOf(tx: Tx, legalEntity: string, accountNumber: string): Promise<void>;
  /** Drops the blocks set aside; after a restore they may be wrong. */
  forget(): void;
}

interface Block {
  format: string;
  next: number;
  end: number;
}

const selectSequence = prepared(
  'select-number-sequence',
  `SELECT format, next_value::text AS first_value, 0::text AS taken_count, continuous, preallocation_count
   FROM number_sequences WHERE legal_entity = $1`,
);

/* Takes at most what is left; one row lock per batch, never per customer (per customer costs six times the throughput). */
const takeValues = prepared(
  'take-number-sequence-values',
  `UPDATE number_sequences AS sequence
   SET next_value = before.next_value + before.taken
   FROM (
     SELECT legal_entity, next_value,
       greatest(0, least($2::bigint, largest_value - next_value + 1)) AS taken
     FROM number_sequences WHERE legal_entity = $1 FOR UPDATE
   ) AS before
   WHERE sequence.legal_entity = before.legal_entity
   RETURNING sequence.format, before.next_value::text AS first_value, before.taken::text AS taken_count,
     sequence.continuous, sequence.preallocation_count`,
);

/** Account numbers from the sequences in `database`. */
export function createAccountNumbers(database: Database): AccountNumbers {
  const blocks = new Map<string, Block>();
  return {
    async take(tx, legalEntity, count) {
      const sequence = (await tx.query<SequenceRow>(selectSequence, [legalEntity]))[0];
      if (!sequence) return { numbers: [], shortfall: 'account_number_sequence_missing' };
      const values = sequence.continuous
        ? await takeInTransaction(tx, legalEntity, count)
        : await takeFromBlocks(database, blocks, legalEntity, count, sequence.preallocation_count);
      const numbers = values
        .map((value) => formatAccountNumber(sequence.format, value))
        .filter((number) => number !== null);
      return { numbers, shortfall: numbers.length < count ? 'account_number_sequence_exhausted' : 'none' };
    },
    async keepClearOf(tx, legalEntity, accountNumber) {
      const sequence = (await tx.query<SequenceRow>(selectSequence, [legalEntity]))[0];
      const value = sequence ? parseAccountNumber(sequence.format, accountNumber) : null;
      if (!sequence || value === null) return;
      const block = blocks.get(legalEntity);
      if (block && value >= block.next) block.next = Math.min(value + 1, block.end);
      await (sequence.continuous ? tx : database).query(raiseSequence, [legalEntity, value]);
    },
    forget: () => blocks.clear(),
  };
}

async function takeInTransaction(tx: Tx, legalEntity: string, count: number): Promise<number[]> {
  const row = (await tx.query<SequenceRow>(takeValues, [legalEntity, count]))[0];
  return row ? valuesFrom(Number(row.first_value), Number(row.taken_count)) : [];
}

async function takeFromBlocks(
  database: Database,
  blocks: Map<string, Block>,
  legalEntity: string,
  count: number,
  preallocationCount: number,
): Promise<number[]> {
  const block = blocks.get(legalEntity);
  const held = block ? valuesFrom(block.next, Math.min(count, block.end - block.next)) : [];
  if (block) block.next += held.length;
  const missing = count - held.length;
  if (missing === 0) return held;
  const rows = await database.execute<SequenceRow>('set account numbers aside', takeValues, [
    legalEntity,
    missing + preallocationCount,
  ]);
  const row = rows[0];
  if (!row) return held;
  const first = Number(row.first_value);
  const taken = Number(row.taken_count);
  const used = Math.min(missing, taken);
  const present = blocks.get(legalEntity);
  /* Another conversion may have set a block aside meanwhile; the shorter remainder becomes a gap, as documented. */
  if (!present || present.next >= present.end) {
    blocks.set(legalEntity, { format: row.format, next: first + used, end: first + taken });
  }
  return [...held, ...valuesFrom(first, used)];
}

function valuesFrom(first: number, count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
}

/** `value` in `format`, where a run of `#` is its digits with leading zeros; null when it has more digits than that. */
export function formatAccountNumber(format: string, value: number): string | null {
  const digits = String(value);
  const places = format.match(/#+/u)?.[0].length ?? 0;
  return digits.length > places ? null : format.replace(/#+/u, digits.padStart(places, '0'));
}

/** The value that `format` shows as `accountNumber`, or null when it isn't of that format. */
export function parseAccountNumber(format: string, accountNumber: string): number | null {
  const [prefix = '', suffix = ''] = format.split(/#+/u);
  if (!accountNumber.startsWith(prefix) || !accountNumber.endsWith(suffix)) return null;
  const digits = accountNumber.slice(prefix.length, accountNumber.length - suffix.length);
  return /^\d+$/u.test(digits) ? Number(digits) : null;
}

const skipValues = prepared(
  'skip-number-sequence-values',
  'UPDATE number_sequences SET next_value = next_value + skip_after_restore',
);

/** Jumps over numbers that a lost part of history may have issued; the jump is a setting of each sequence. */
export async function skipAccountNumbersAfterRestore(tx: Tx): Promise<void> {
  await tx.query(skipValues);
}

const raiseSequence = prepared(
  'raise-number-sequence',
  'UPDATE number_sequences SET next_value = $2::bigint + 1 WHERE legal_entity = $1 AND next_value <= $2::bigint',
);
