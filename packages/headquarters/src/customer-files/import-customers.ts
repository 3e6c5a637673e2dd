import type { Problem } from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import {
  createCustomersAtHeadquarters,
  type ActingAtHeadquarters,
  type CreationToMake,
} from '../customers/edit-at-headquarters.ts';
import type { Headquarters } from '../headquarters.ts';
import { customerAttributes } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { checkImport } from './check-import.ts';
import { targetOf, type Target } from './columns.ts';
import { refusedLine, type LineFate } from './line-fate.ts';
import { readRow, type ReadRow, type RowContext } from './read-row.ts';

/** Rows of a file that are to become customers. */
export interface RowsToImport {
  /** Names the import: with the line it makes the key of each creation, so that no line is imported twice. */
  readonly importId: string;
  readonly legalEntity?: string | undefined;
  readonly channelId?: string | undefined;
  /** Column → field; an empty one leaves the column out. A column of a field's own name needs none. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly values: readonly string[] }[];
  /** Everything is checked and nothing is written. */
  readonly dryRun: boolean;
}

/** What became of a line; `unchanged`: it was imported before. */
export interface ImportedLine {
  readonly line: number;
  readonly status: 'created' | 'valid' | 'unchanged' | 'refused';
  readonly customerAccountNumber: string | null;
  readonly problems: readonly (Problem & {
    /** The column that holds the field; null where none does. */
    readonly column: string | null;
  })[];
}

/** What became of the rows. */
export interface ImportAnswer {
  readonly lines: readonly ImportedLine[];
  /** Columns that stand for no field. */
  readonly ignoredColumns: readonly string[];
}

/**
 * Imports rows by the same operation as every other creation, in sets. A bad line is answered with what is wrong and
 * where, and never fails another; a line that was imported before changes nothing. Errors about the whole:
 * `import_field_unknown`, `import_columns_unknown`.
 */
export async function importCustomers(
  headquarters: Headquarters,
  wanted: RowsToImport,
  by: ActingAtHeadquarters,
): Promise<ImportAnswer> {
  const targets = wanted.columns.map((column) => targetOfColumn(column, wanted.mapping));
  if (targets.every((target) => target === null)) throw refuse('import_columns_unknown', 'columns');
  const { channelId, legalEntity } = wanted;
  const context: RowContext = { channelId, legalEntity, targets, attributeTypes: await attributeTypes(headquarters) };
  const fates: (LineFate | null)[] = [];
  const creations: CreationToMake[] = [];
  for (const { line, values } of wanted.rows) {
    const row = readRow(values, context);
    const isRead = 'request' in row;
    fates.push(isRead ? null : { status: 'refused', customerAccountNumber: null, problems: row });
    if (isRead) creations.push({ request: row.request, idempotencyKey: keyOf(wanted.importId, line, row) });
  }
  const decided = await (wanted.dryRun ? checkImport : createAll)(headquarters, creations, by);
  const names = fieldNames(wanted.columns, targets);
  let next = 0;
  const lines = wanted.rows.map(({ line }, index) => {
    const fate = fates[index] ?? decided[next++];
    if (!fate) throw new Error('a line of the import got no answer');
    return { line, ...fate, problems: fate.problems.map((problem) => ({ ...problem, column: names(problem.field) })) };
  });
  const ignoredColumns = wanted.columns.filter((_, index) => targets[index] === null);
  return { lines, ignoredColumns };
}

function keyOf(importId: string, line: number, row: ReadRow): string {
  return `import ${row.importId ?? importId} ${row.importLine ?? line}`;
}

/** Null: the column stands for nothing. Error `import_field_unknown` when the mapping names a field that there is not. */
function targetOfColumn(column: string, mapping: Readonly<Record<string, string>>): Target | null {
  const name = Object.hasOwn(mapping, column) ? (mapping[column] ?? '') : null;
  if (name === null) return targetOf(column);
  if (name === '') return null;
  const target = targetOf(name);
  if (!target) throw refuse('import_field_unknown', `mapping.${column}`, { value: name });
  return target;
}

async function attributeTypes({ database }: Headquarters): Promise<RowContext['attributeTypes']> {
  const attributes = await readSettings(database, customerAttributes);
  return new Map(attributes.map(({ attributeId, attributeType }) => [attributeId, attributeType]));
}

async function createAll(
  headquarters: Headquarters,
  creations: readonly CreationToMake[],
  by: ActingAtHeadquarters,
): Promise<LineFate[]> {
  const outcomes = await createCustomersAtHeadquarters(headquarters, creations, by);
  return outcomes.map((outcome) => {
    if (outcome.status === 'refused') return refusedLine(outcome.problems);
    const { customerAccountNumber } = outcome.customer;
    return { status: outcome.replayed ? 'unchanged' : 'created', customerAccountNumber, problems: [] };
  });
}

/** Finds the column of a field as problems name it, for example of `addresses.0.city`. */
function fieldNames(columns: readonly string[], targets: readonly (Target | null)[]): (field: string) => string | null {
  const columnOf = new Map<string, string>();
  targets.forEach((target, index) => {
    const column = columns[index];
    if (target && column !== undefined) columnOf.set(problemField(target), column);
  });
  return (field) => {
    if (field === '') return null;
    const firstOfChild = [...columnOf.keys()].find((name) => name.startsWith(`${field}.`));
    return columnOf.get(field) ?? columnOf.get(firstOfChild ?? field.slice(0, field.indexOf('.'))) ?? null;
  };
}

function problemField(target: Target): string {
  switch (target.kind) {
    case 'attribute':
      return `attributes.${target.name}`;
    case 'child':
      return `${target.list}.${target.index}.${target.name}`;
    case 'more':
      return target.list;
    default:
      return target.name;
  }
}
