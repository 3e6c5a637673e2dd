import type { sequenceKinds } from '@counterfoil/contracts/administration/number-sequences';
import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import { formatNumber } from '@counterfoil/customer/numbers/number-format';

/** What numbers are issued for. */
export type SequenceKind = (typeof sequenceKinds)[number];

/** Whose number is asked for. */
export interface NumberOwner {
  readonly kind: SequenceKind;
  readonly legalEntity: string;
  /** Of a loyalty card. */
  readonly loyaltyProgramId: string | null;
}

/** So many numbers for one kind of owner. */
export interface NumberDemand extends NumberOwner {
  readonly count: number;
}

/** Numbers that were issued, and why there are fewer than asked for, if there are. */
export interface IssuedNumbers {
  readonly numbers: readonly string[];
  readonly shortfall: 'none' | 'exhausted' | 'missing';
}

/** The sequence that an owner's numbers come from. */
export interface ResolvedSequence {
  readonly numberSequenceId: string;
  readonly format: string;
  /** Text of the segment `{scope}`. */
  readonly scope: string;
  readonly continuous: boolean;
  readonly preallocationCount: number;
}

interface ResolvedRow {
  place: string;
  number_sequence_id: string;
  format: string;
  scope: string;
  continuous: boolean;
  preallocation_count: number;
}

/* The narrowest scope goes first: of the program before of all programs, of the legal entity before shared. */
const resolveStatement = prepared(
  'resolve-number-sequences',
  `SELECT DISTINCT ON (wanted.place) wanted.place, sequence.number_sequence_id, sequence.format,
     coalesce(sequence.legal_entity, '') AS scope, sequence.continuous, sequence.preallocation_count
   FROM unnest($1::text[], $2::text[], $3::text[])
     WITH ORDINALITY AS wanted (kind, legal_entity, loyalty_program_id, place)
   JOIN number_sequences AS sequence
     ON sequence.kind = wanted.kind
     AND (sequence.legal_entity = wanted.legal_entity OR sequence.legal_entity IS NULL)
     AND (sequence.loyalty_program_id = wanted.loyalty_program_id OR sequence.loyalty_program_id IS NULL)
   ORDER BY wanted.place, sequence.loyalty_program_id NULLS LAST, sequence.legal_entity NULLS LAST`,
);

/** The sequence of each owner, in their order; null where there is none. */
export async function resolveSequences(
  tx: Tx,
  owners: readonly NumberOwner[],
): Promise<readonly (ResolvedSequence | null)[]> {
  const rows = await tx.query<ResolvedRow>(resolveStatement, [
    owners.map(({ kind }) => kind),
    owners.map(({ legalEntity }) => legalEntity),
    owners.map(({ loyaltyProgramId }) => loyaltyProgramId),
  ]);
  const byPlace = new Map(rows.map((row) => [Number(row.place), toResolved(row)]));
  return owners.map((_, index) => byPlace.get(index + 1) ?? null);
}

function toResolved(row: ResolvedRow): ResolvedSequence {
  return {
    numberSequenceId: row.number_sequence_id,
    format: row.format,
    scope: row.scope,
    continuous: row.continuous,
    preallocationCount: row.preallocation_count,
  };
}

interface TakenRow {
  first_value: string;
  taken_count: string;
}

/* Takes at most what is left; one row lock per batch, never per customer (per customer costs six times the throughput). */
const takeValues = prepared(
  'take-number-sequence-values',
  `UPDATE number_sequences AS sequence
   SET next_value = before.next_value + before.taken
   FROM (
     SELECT number_sequence_id, next_value,
       greatest(0, least($2::bigint, largest_value - next_value + 1)) AS taken
     FROM number_sequences WHERE number_sequence_id = $1 FOR UPDATE
   ) AS before
   WHERE sequence.number_sequence_id = before.number_sequence_id
   RETURNING before.next_value::text AS first_value, before.taken::text AS taken_count`,
);

const raiseStatement = prepared(
  'raise-number-sequence',
  `UPDATE number_sequences SET next_value = $2::bigint + 1
   WHERE number_sequence_id = $1 AND next_value <= $2::bigint`,
);

interface Block {
  next: number;
  readonly end: number;
}

/** Values of number sequences, and the blocks of them that were set aside in this process. */
export interface SequenceValues {
  /**
   * Takes numbers for every demand, answered in their order. From a continuous sequence they are taken in `tx`, so that
   * a rollback gives them back and there are no gaps; from a non-continuous one they come from a block that was set
   * aside beforehand. Sequences are locked in one order for everybody.
   */
  take(tx: Tx, demands: readonly NumberDemand[]): Promise<IssuedNumbers[]>;
  /**
   * Makes sure that `value` isn't issued. A sequence with gaps is raised by itself and not in `tx`: a block is set aside
   * on another connection, which would wait for `tx` for ever.
   */
  keepClearOf(tx: Tx, sequence: ResolvedSequence, value: number): Promise<void>;
  /** Drops the blocks set aside; after a restore or a change of a sequence they may be wrong. */
  forget(): void;
}

/** Values from the sequences in `database`. */
export function createSequenceValues(database: Database): SequenceValues {
  const blocks = new Map<string, Block>();
  return {
    async take(tx, demands) {
      const sequences = await resolveSequences(tx, demands);
      const issued = demands.map((): IssuedNumbers => ({ numbers: [], shortfall: 'missing' }));
      const places = [...sequences.keys()].toSorted((a, b) => compareIds(sequences[a], sequences[b]));
      for (const place of places) {
        const [sequence, demand] = [sequences[place], demands[place]];
        if (!sequence || !demand) continue;
        const values = sequence.continuous
          ? await takeInTransaction(tx, sequence.numberSequenceId, demand.count)
          : await takeFromBlocks(database, blocks, sequence, demand.count);
        issued[place] = asNumbers(sequence, values, demand.count);
      }
      return issued;
    },
    async keepClearOf(tx, { numberSequenceId, continuous }, value) {
      const block = blocks.get(numberSequenceId);
      if (block && value >= block.next) block.next = Math.min(value + 1, block.end);
      await (continuous ? tx : database).query(raiseStatement, [numberSequenceId, value]);
    },
    forget: () => blocks.clear(),
  };
}

function compareIds(a: ResolvedSequence | null | undefined, b: ResolvedSequence | null | undefined): number {
  const [left, right] = [a?.numberSequenceId ?? '', b?.numberSequenceId ?? ''];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function asNumbers(sequence: ResolvedSequence, values: readonly number[], count: number): IssuedNumbers {
  const numbers = values
    .map((value) => formatNumber(sequence.format, value, sequence.scope))
    .filter((number) => number !== null);
  return { numbers, shortfall: numbers.length < count ? 'exhausted' : 'none' };
}

async function takeInTransaction(tx: Tx, numberSequenceId: string, count: number): Promise<number[]> {
  const row = (await tx.query<TakenRow>(takeValues, [numberSequenceId, count]))[0];
  return row ? valuesFrom(Number(row.first_value), Number(row.taken_count)) : [];
}

async function takeFromBlocks(
  database: Database,
  blocks: Map<string, Block>,
  { numberSequenceId, preallocationCount }: ResolvedSequence,
  count: number,
): Promise<number[]> {
  const block = blocks.get(numberSequenceId);
  const held = block ? valuesFrom(block.next, Math.min(count, block.end - block.next)) : [];
  if (block) block.next += held.length;
  const missing = count - held.length;
  if (missing === 0) return held;
  const rows = await database.execute<TakenRow>('set account numbers aside', takeValues, [
    numberSequenceId,
    missing + preallocationCount,
  ]);
  const row = rows[0];
  if (!row) return held;
  const first = Number(row.first_value);
  const taken = Number(row.taken_count);
  const used = Math.min(missing, taken);
  const present = blocks.get(numberSequenceId);
  /* Another conversion may have set a block aside meanwhile; the shorter remainder becomes a gap, as documented. */
  if (!present || present.next >= present.end) {
    blocks.set(numberSequenceId, { next: first + used, end: first + taken });
  }
  return [...held, ...valuesFrom(first, used)];
}

function valuesFrom(first: number, count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
}
