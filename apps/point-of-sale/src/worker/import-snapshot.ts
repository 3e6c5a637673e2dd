import type { Database } from '@evolu/sqlite-wasm';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { pageSizeBytes } from '@counterfoil/till/local-database';
import { createSnapshotDigest, snapshotBlockSizeBytes } from '@counterfoil/till/offline-snapshot-format';
import type { DatabasePool } from './database-pool.ts';
import { codedError } from './encrypted-database.ts';

/** What a snapshot is, as far as its bytes go. */
export type SnapshotBytes = Pick<OfflineSnapshot, 'byteCount' | 'sha256'>;

/**
 * Writes the pages of a snapshot through the cipher of a new database: nothing of it is on the disk in the clear. Its
 * first page, without which there is no database, comes last, once the digest was right. Errors: `package_corrupt`,
 * `till_storage_full`; the database is closed in any case and is to be removed then.
 */
export async function writeSnapshot(
  { pool, database }: { pool: DatabasePool; database: Database },
  snapshot: SnapshotBytes,
  bytes: ReadableStream<Uint8Array>,
  onProgress: (byteCount: number) => void,
): Promise<void> {
  try {
    /* Nothing is there that a rollback would bring back; but what is recorded next stands on these pages. */
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
    const pages = pageWriter(pool, database);
    await writePages(pages, snapshot, bytes, onProgress);
    /* The commit waits for the disk. */
    database.exec('COMMIT');
  } catch (error) {
    throw codedError(error, pool);
  } finally {
    database.close();
  }
}

async function writePages(
  pages: PageWriter,
  snapshot: SnapshotBytes,
  bytes: ReadableStream<Uint8Array>,
  onProgress: (byteCount: number) => void,
): Promise<void> {
  const digest = createSnapshotDigest();
  let firstPage: Uint8Array | null = null;
  let byteCount = 0;
  try {
    for await (const block of blocksOf(bytes)) {
      const digested = digest.add(block);
      for (let at = 0; at < block.length; at += pageSizeBytes) {
        const page = block.subarray(at, at + pageSizeBytes);
        if (page.length < pageSizeBytes) throw refuse('package_corrupt');
        if (byteCount + at === 0) firstPage = page.slice();
        else pages.write((byteCount + at) / pageSizeBytes + 1, page);
      }
      await digested;
      byteCount += block.length;
      if (byteCount > snapshot.byteCount) throw refuse('package_corrupt');
      onProgress(byteCount);
    }
    const isWhole = byteCount === snapshot.byteCount && (await digest.hex()) === snapshot.sha256;
    if (!isWhole || !firstPage) throw refuse('package_corrupt');
    pages.write(1, firstPage);
  } finally {
    pages.close();
  }
}

/* The bytes in blocks of one size, the last of which may be shorter; a block is overwritten by the next. */
async function* blocksOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const block = new Uint8Array(snapshotBlockSizeBytes);
  let filled = 0;
  const reader = bytes.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (let at = 0; at < next.value.length;) {
        const part = next.value.subarray(at, at + block.length - filled);
        block.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === block.length) {
          yield block;
          filled = 0;
        }
      }
    }
    if (filled > 0) yield block.subarray(0, filled);
  } finally {
    await reader.cancel();
  }
}

interface PageWriter {
  write(pageNumber: number, page: Uint8Array): void;
  close(): void;
}

/* SQLite's table of pages writes through its pager, and so through the cipher. */
function pageWriter({ sqlite: { capi, wasm } }: DatabasePool, database: Database): PageWriter {
  const statement = database.prepare('INSERT INTO sqlite_dbpage (pgno, data) VALUES (?, ?)');
  const place = wasm.alloc(pageSizeBytes);
  return {
    write(pageNumber, page) {
      wasm.heap8u().set(page, place);
      capi.sqlite3_bind_int(statement, 1, pageNumber);
      capi.sqlite3_bind_blob(statement, 2, place, page.length, capi.SQLITE_STATIC);
      statement.stepReset();
    },
    close() {
      statement.finalize();
      wasm.dealloc(place);
    },
  };
}
