import { createReadStream } from 'node:fs';
import { StartError } from '@counterfoil/database/start-error';
import { CsvError, parse } from 'csv-parse';
import { personOf, type PersonMapping, type RequestedCustomer, type Row, type RowReason } from './person-mapping.ts';

/** A file of people and how to read it. */
export interface PeopleFile {
  readonly path: string;
  readonly mapping: PersonMapping;
  readonly countryRegion: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Most people taken from it. */
  readonly countMax: number;
}

/** A person of the file. */
export interface Person {
  /** Line of the file, the header being line 1. */
  readonly line: number;
  /** 0, 1, 2 … among the usable people: the same at every reading. */
  readonly ordinal: number;
  readonly customer: RequestedCustomer;
}

/** A row that was left out, or something of it. */
export interface RowNote {
  readonly line: number;
  readonly reason: RowReason;
}

/** Told of the rows that can't be used as they are. */
export interface RowNotes {
  unusable(note: RowNote): void;
  adjusted(note: RowNote): void;
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads the people as a stream, so the size of the file doesn't matter. Throws a `StartError` when it can't be read. */
export async function* readPeople(file: PeopleFile, notes: RowNotes): AsyncGenerator<Person, void, undefined> {
  let headers: readonly string[] | null = null;
  let ordinal = 0;
  for await (const { record, info } of rowsOf(file.path)) {
    if (!headers) {
      headers = checkedHeaders(record, file);
      continue;
    }
    if (ordinal >= file.countMax) return;
    const line = info.lines;
    const mapped = readRow(headers, record, file);
    if (!mapped.customer) {
      notes.unusable({ line, reason: mapped.reason });
      continue;
    }
    if (mapped.leftOut) notes.adjusted({ line, reason: mapped.leftOut });
    yield { line, ordinal: ordinal++, customer: mapped.customer };
  }
  if (!headers) throw new StartError(`The file ${file.path} is empty: it needs a line of headers and a person a line.`);
}

async function* rowsOf(path: string): AsyncGenerator<Parsed, void, undefined> {
  const source = createReadStream(path);
  const parser = source.pipe(
    parse({ bom: true, trim: true, skip_empty_lines: true, relax_quotes: true, relax_column_count: true, info: true }),
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
  if (code === undefined || cause instanceof StartError) return null;
  return new StartError(`The file ${path} cannot be read (${code}): correct its name or its rights.`, { cause });
}

function checkedHeaders(headers: readonly string[], { path, mapping }: PeopleFile): readonly string[] {
  if (headers.includes(mapping.firstName) || headers.includes(mapping.lastName)) return headers;
  throw new StartError(
    `The file ${path} has neither a column "${mapping.firstName}" nor "${mapping.lastName}": ` +
      `name them with --map firstName=…,lastName=… (its columns are ${headers.join(', ')}).`,
  );
}

function readRow(headers: readonly string[], record: readonly string[], file: PeopleFile): ReturnType<typeof personOf> {
  // Fields that slipped into the next column would make a person who does not exist.
  if (record.length !== headers.length) return { customer: null, reason: 'columnCount' };
  if (record.some((text) => text.includes('\uFFFD'))) return { customer: null, reason: 'encoding' };
  const row: Row = Object.fromEntries(headers.map((header, index) => [header, record[index] ?? '']));
  return personOf(row, file.mapping, file);
}
