import type { ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import { askForFile } from './call.ts';

const lineFeed = 10;
/** Bytes that are gathered before they are handed to the browser, which keeps large files on the disk. */
const gatheredBytesMax = 4 * 1024 * 1024;
const fileNamePattern = /filename="(?<name>[^"]+)"/u;

/** What an export is told while it goes on. */
export interface ExportProgress {
  /** Lines so far, the head left out. */
  onRows(count: number): void;
  readonly signal: AbortSignal;
}

/** A file that is ready to be saved. */
export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

/** Has the customers that are shown written into a file, and tells how far it is. */
export async function exportCustomers(shown: ShownCustomers, progress: ExportProgress): Promise<ExportedFile> {
  const response = await askForFile('/customers/list/export', shown, progress.signal);
  const name = fileNamePattern.exec(response.headers.get('content-disposition') ?? '')?.groups?.['name'];
  return { name: name ?? 'customers.csv', content: await gather(response, progress) };
}

async function gather(response: Response, { onRows }: ExportProgress): Promise<Blob> {
  const kept: Blob[] = [];
  let [pieces, gatheredBytes, lineCount]: [Uint8Array<ArrayBuffer>[], number, number] = [[], 0, 0];
  const reader = response.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (!piece?.value) break;
    lineCount += linesOf(piece.value);
    onRows(Math.max(0, lineCount - 1));
    pieces.push(piece.value);
    gatheredBytes += piece.value.length;
    if (gatheredBytes < gatheredBytesMax) continue;
    kept.push(new Blob(pieces));
    [pieces, gatheredBytes] = [[], 0];
  }
  return new Blob([...kept, ...pieces], { type: 'text/csv;charset=utf-8' });
}

function linesOf(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count++;
  return count;
}

/** Puts a file among the downloads. */
export function saveFile({ name, content }: ExportedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Not at once: the browser begins to read it after this.
  setTimeout(() => URL.revokeObjectURL(link.href), revokeDelayMs);
}

const revokeDelayMs = 60_000;
