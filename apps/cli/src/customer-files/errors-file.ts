import { open, type FileHandle } from 'node:fs/promises';
import { StartError } from '@counterfoil/database/start-error';
import { defusedCell } from '@counterfoil/headquarters/customer-files/cells';
import { stringify } from 'csv-stringify/sync';

/** Lines that were not imported, with the reasons: to be corrected and imported again. */
export interface ErrorsFile {
  /** Where it is; null as long as there is nothing in it. */
  readonly path: string | null;
  write(line: { readonly line: number; readonly values: readonly string[]; readonly reasons: string }): Promise<void>;
  close(): Promise<void>;
}

/** Say of a row which line of which import it is, so that it is imported once however often it is corrected. */
const ownColumns = ['importId', 'importLine', 'importErrors'] as const;
const ownerOnly = 0o600;
const nameCountMax = 1_000;

/** Begins at the first line that is written; never overwrites a file, which may be under correction. */
export function createErrorsFile(options: {
  readonly source: string;
  readonly importId: string;
  readonly columns: readonly string[];
  readonly delimiter: string;
}): ErrorsFile {
  const { source, importId, columns, delimiter } = options;
  const kept = columns.flatMap((name, index) => (name === 'importErrors' ? [] : [index]));
  const added = ownColumns.filter((name) => name === 'importErrors' || !columns.includes(name));
  const lineOf = (cells: readonly string[]): string => stringify([[...cells]], { delimiter });
  let opened: { readonly path: string; readonly handle: FileHandle } | null = null;

  async function begin(): Promise<FileHandle> {
    opened = await openNew(source);
    await opened.handle.write(lineOf([...kept.map((index) => columns[index] ?? ''), ...added]));
    return opened.handle;
  }

  return {
    get path() {
      return opened?.path ?? null;
    },
    async write({ line, values, reasons }) {
      const handle = opened?.handle ?? (await begin());
      const own = { importId, importLine: String(line), importErrors: defusedCell(reasons) };
      await handle.write(lineOf([...kept.map((index) => values[index] ?? ''), ...added.map((name) => own[name])]));
    },
    async close() {
      await opened?.handle.close();
    },
  };
}

async function openNew(source: string): Promise<{ path: string; handle: FileHandle }> {
  const stem = source.replace(/\.csv$/iu, '');
  for (let number = 1; number <= nameCountMax; number++) {
    const path = `${stem}.errors${number === 1 ? '' : `-${number}`}.csv`;
    try {
      return { path, handle: await open(path, 'wx', ownerOnly) };
    } catch (cause) {
      const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
      if (code !== 'EEXIST') {
        throw new StartError(`The file ${path} cannot be written (${code}): give this user the right to it.`, {
          cause,
        });
      }
    }
  }
  throw new StartError(`There are too many files of errors beside ${source}: move some of them away.`);
}
