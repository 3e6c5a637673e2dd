import type { Seams } from '@counterfoil/platform/seams';
import { CommunicationException, type Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import type { Say } from '../texts.ts';
import type { ErrorsFile } from './errors-file.ts';
import type { FileRow, FileRows } from './read-rows.ts';

/** How the rows of a file become customers. */
export interface ImportSettings {
  readonly importId: string;
  readonly legalEntity: string | undefined;
  readonly channelId: string | undefined;
  readonly mapping: Readonly<Record<string, string>>;
  readonly dryRun: boolean;
}

/** What an import did, in lines. */
export interface ImportFigures {
  lines: number;
  created: number;
  /** Of a dry run: would be created. */
  valid: number;
  /** Imported before. */
  unchanged: number;
  refused: number;
  ignoredColumns: readonly string[];
  /** Stopped before the end of the file. */
  stopped: boolean;
}

interface ImportedLine {
  readonly line: number;
  readonly status: 'created' | 'valid' | 'unchanged' | 'refused';
  readonly problems: readonly { readonly field: string; readonly column: string | null; readonly message: string }[];
}

interface ImportAnswer {
  readonly lines: readonly ImportedLine[];
  readonly ignoredColumns: readonly string[];
}

/** Where an import goes and whom it tells. */
export interface ImportContext {
  readonly client: Client;
  readonly seams: Seams;
  readonly say: Say;
  readonly errors: ErrorsFile;
  readonly stopping: AbortSignal;
  /** A line that was not imported. */
  refused(line: number, reasons: string): void;
  /** How far into the file the import is, in bytes. */
  reached(byteCount: number): void;
}

const rowCountMax = 500;
/** Bytes of cells in one request, about; rows with pictures are long. */
const cellLengthMax = 4 * 1024 * 1024;
const tryCountMax = 4;
const retryFirstMs = 1_000;

/**
 * Sends the rows in sets, one after the other, with one set in memory. A set whose answer is lost is sent again: every
 * line has its key. Throws what headquarters has against the whole file.
 */
export async function importFile(
  file: FileRows,
  settings: ImportSettings,
  context: ImportContext,
): Promise<ImportFigures> {
  const figures: ImportFigures = {
    lines: 0,
    created: 0,
    valid: 0,
    unchanged: 0,
    refused: 0,
    ignoredColumns: [],
    stopped: false,
  };
  for await (const rows of setsOf(file.rows)) {
    if (context.stopping.aborted) return { ...figures, stopped: true };
    await importSet(file.columns, rows, settings, { context, figures });
    context.reached(rows.at(-1)?.byteCount ?? 0);
  }
  return figures;
}

async function* setsOf(rows: FileRows['rows']): AsyncGenerator<FileRow[], void, undefined> {
  let set: FileRow[] = [];
  let length = 0;
  for await (const row of rows) {
    set.push(row);
    length += row.values.reduce((sum, value) => sum + value.length, 0);
    if (set.length < rowCountMax && length < cellLengthMax) continue;
    yield set;
    set = [];
    length = 0;
  }
  if (set.length > 0) yield set;
}

async function importSet(
  columns: readonly string[],
  rows: readonly FileRow[],
  settings: ImportSettings,
  { context, figures }: { readonly context: ImportContext; readonly figures: ImportFigures },
): Promise<void> {
  const { say } = context;
  const readable = rows.filter(({ values }) => !values.some((value) => value.includes('\uFFFD')));
  const body = { ...settings, columns, rows: readable.map(({ line, values }) => ({ line, values })) };
  const answer = await askAgain<ImportAnswer>(context, body);
  figures.ignoredColumns = answer.ignoredColumns;
  const lines = new Map(answer.lines.map((line) => [line.line, line]));
  for (const { line, values } of rows) {
    const fate = lines.get(line);
    figures.lines++;
    figures[fate?.status ?? 'refused']++;
    if (fate && fate.status !== 'refused') continue;
    const reasons = fate ? reasonsOf(fate) : say('row_encoding');
    context.refused(line, reasons);
    await context.errors.write({ line, values, reasons });
  }
}

function reasonsOf({ problems }: ImportedLine): string {
  return problems
    .map(({ column, field, message }) => {
      const place = column ?? field;
      return place === '' ? message : `${place}: ${message}`;
    })
    .join(' ');
}

async function askAgain<Answer>({ client, seams, stopping }: ImportContext, body: object): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask<Answer>(client, 'POST', '/customers/import', body);
    } catch (error) {
      if (!(error instanceof CommunicationException) || tries >= tryCountMax || stopping.aborted) throw error;
      await seams.clock.sleep(retryFirstMs * 2 ** (tries - 1), stopping);
    }
  }
}
