import { createReadStream } from 'node:fs';
import { StartError } from '@counterfoil/database/start-error';
import { CsvError, parse } from 'csv-parse';

/** A row of a file as it stands there. */
export interface FileRow {
  /** Line of the file, the header being line 1. */
  readonly line: number;
  readonly values: readonly string[];
  /** How far into the file it is read, in bytes. */
  readonly byteCount: number;
}

/** A file of rows, read as a stream, so its size does not matter. */
export interface FileRows {
  readonly columns: readonly string[];
  readonly rows: AsyncGenerator<FileRow, void, undefined>;
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

/** Opens a file with a first line of column names. Throws a `StartError` when it can't be read. */
export async function openRows(path: string, delimiter: string): Promise<FileRows> {
  const records = recordsOf(path, delimiter);
  const first = await records.next();
  if (first.done)
    throw new StartError(`The file ${path} is empty: it needs a line of column names and a customer a line.`);
  return { columns: first.value.record, rows: rowsOf(records) };
}

async function* rowsOf(records: AsyncGenerator<Parsed, void, undefined>): FileRows['rows'] {
  for await (const { record, info } of records) yield { line: info.lines, values: record, byteCount: info.bytes };
}

async function* recordsOf(path: string, delimiter: string): AsyncGenerator<Parsed, void, undefined> {
  const source = createReadStream(path);
  const parser = source.pipe(
    parse({ bom: true, delimiter, skip_empty_lines: true, relax_quotes: true, relax_column_count: true, info: true }),
  );
  // `pipe` doesn't pass on the error of its source.
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const row of parser as AsyncIterable<Parsed>) yield row;
  } catch (cause) {
    throw readingError(path, cause) ?? cause;
  } finally {
    source.destroy();
  }
}

function readingError(path: string, cause: unknown): StartError | null {
  if (cause instanceof CsvError) {
    return new StartError(`The file ${path} is not a comma-separated file (${cause.code}): correct it.`, { cause });
  }
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  if (code === undefined) return null;
  return new StartError(`The file ${path} cannot be read (${code}): correct its name or its rights.`, { cause });
}
