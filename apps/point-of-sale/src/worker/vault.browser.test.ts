import { DatabaseSync } from 'node:sqlite';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactEncrypt, compactVerify, importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '@counterfoil/browser-testing/browser-session';
import type { ActivateDeviceRequest } from '@counterfoil/contracts/devices';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import {
  createSnapshotDigest,
  offlinePageReservedBytes,
  snapshotBlockSizeBytes,
} from '@counterfoil/till/offline-snapshot-format';
import { pageSizeBytes } from '@counterfoil/till/local-database';
import type { StorageCalls } from './storage-page/storage-calls.ts';
import type { ServedFolder } from './storage-page/serve-folder.ts';
import { serveStoragePage } from './storage-page/serve-storage-page.ts';

const deviceId = '019b0000-0000-7000-8000-000000000001';
const registerId = 'HOUSTON-7';
const recoveryKey = new Uint8Array(32).fill(7);
const needle = 'imogen.fictitious@example.com';

let page: ServedFolder;
let folder: string;

beforeAll(async () => {
  page = await serveStoragePage();
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-vault-'));
});

afterAll(async () => {
  await page.close();
  await rm(folder, { recursive: true, force: true });
});

interface OpenTill extends BrowserSession {
  call<Name extends keyof StorageCalls>(
    name: Name,
    ...args: Parameters<StorageCalls[Name]>
  ): Promise<Awaited<ReturnType<StorageCalls[Name]>>>;
}

type PageCall = (name: string, ...args: readonly unknown[]) => Promise<never>;

async function openTill(profile: string): Promise<OpenTill> {
  const session = await openBrowser({ profileFolder: join(folder, profile) });
  await session.page.goto(page.url);
  return {
    ...session,
    call: (name, ...args) =>
      session.page.evaluate(
        ([calledName, given]) => (globalThis as unknown as { call: PageCall }).call(calledName, ...given),
        [name as string, args as readonly unknown[]] as const,
      ),
  };
}

async function released({ encryptionKey }: Pick<ActivateDeviceRequest, 'encryptionKey'>, key = recoveryKey) {
  return new CompactEncrypt(key)
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })
    .encrypt(await importJWK(encryptionKey as JWK, 'ECDH-ES+A256KW'));
}

async function activate({ call }: OpenTill, key = recoveryKey): Promise<ActivateDeviceRequest['signingKey']> {
  const keys = await call('beginActivation');
  await call('adopt', { deviceId, registerId, recoveryKey: await released(keys, key) });
  return keys.signingKey;
}

const fillDatabase = ['CREATE TABLE outbox (n INTEGER PRIMARY KEY, operation TEXT)', insertOf(needle)];

function insertOf(operation: string): string {
  return `INSERT INTO outbox (operation) VALUES ('${operation}')`;
}

/* What a browser does that takes a corrupt IndexedDB for lost. */
async function loseIndexedDb({ page: tab }: OpenTill): Promise<void> {
  await tab.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('counterfoil-till');
        request.addEventListener('success', resolve);
        request.addEventListener('error', reject);
      }),
  );
  await tab.reload();
}

async function filesWith(profile: string, text: string): Promise<string[]> {
  const entries = await readdir(join(folder, profile), { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const file = join(entry.parentPath, entry.name);
    if ((await readFile(file)).includes(text)) found.push(file);
  }
  return found;
}

async function makeSnapshot(name: string, customerCount: number): Promise<OfflineSnapshot> {
  const file = join(page.folder, name);
  const empty = new DatabaseSync(':memory:');
  empty.exec(`PRAGMA page_size = ${pageSizeBytes}; VACUUM INTO 'file:${file}?reserve=${offlinePageReservedBytes}'`);
  empty.close();
  const database = new DatabaseSync(file);
  database.exec(`CREATE TABLE customers (n INTEGER PRIMARY KEY, document TEXT);
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${customerCount})
    INSERT INTO customers (document) SELECT '${needle} ' || n || hex(zeroblob(200)) FROM numbers;`);
  database.close();
  const bytes = new Uint8Array(await readFile(file));
  const digest = createSnapshotDigest();
  for (let at = 0; at < bytes.length; at += snapshotBlockSizeBytes) {
    await digest.add(bytes.subarray(at, at + snapshotBlockSizeBytes));
  }
  return {
    channelEpoch: { number: 1, epochId: deviceId },
    cursor: { position: { epochNumber: 1, xid: '1', n: '1', changeId: deviceId }, load: null },
    customers: customerCount,
    byteCount: bytes.length,
    sha256: await digest.hex(),
    schemaVersion: 1,
    searchKeyVersion: 1,
  };
}

describe('the vault of a till in a browser', () => {
  it('is empty before an activation, and signs as its device afterwards, also after a restart of the browser', async () => {
    const first = await openTill('activated');
    expect(await first.call('inspect')).toBe('empty');
    expect(await first.call('identity')).toBeNull();
    /* The answer of the first try got lost. */
    const begun = await first.call('beginActivation');
    const signingKey = await activate(first);
    expect(begun.signingKey).toEqual(signingKey);
    expect(await first.call('inspect')).toBe('databaseLost');
    expect(await first.call('lastMark')).toBeNull();
    await first.close();
    const second = await openTill('activated');
    expect(await second.call('identity')).toEqual({ deviceId, registerId });
    const jws = await second.call('sign', { challenge: 'abc' });
    const verified = await compactVerify(jws, await importJWK(signingKey as JWK, 'ES256'));
    expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual({ challenge: 'abc' });
    expect(verified.protectedHeader).toEqual({ alg: 'ES256', kid: deviceId });
    await second.close();
  });

  it('keeps what was committed through SIGKILL of the whole browser, with nothing of it readable on the disk', async () => {
    const first = await openTill('killed');
    await activate(first);
    await first.call('transaction', fillDatabase);
    await first.kill();
    expect(await filesWith('killed', needle)).toEqual([]);
    const second = await openTill('killed');
    expect(await second.call('inspect')).toBe('complete');
    expect(await second.call('all', 'SELECT operation FROM outbox')).toEqual([{ operation: needle }]);
    await second.close();
  });

  it('a browser that has lost the keys opens the same database after another activation of the same register', async () => {
    const till = await openTill('keys-lost');
    await activate(till);
    await till.call('transaction', fillDatabase);
    await till.call('mark', 1);
    await loseIndexedDb(till);
    expect(await till.call('inspect')).toBe('keysLost');
    expect(await till.call('identity')).toBeNull();
    const keys = await till.call('beginActivation');
    const other = { deviceId, registerId, recoveryKey: await released(keys, new Uint8Array(32).fill(8)) };
    expect(await till.call('codeOf', 'adopt', other)).toBe('till_database_corrupt');
    const elsewhere = { deviceId, registerId: 'HOUSTON-8', recoveryKey: await released(keys) };
    expect(await till.call('codeOf', 'adopt', elsewhere)).toBe('till_database_corrupt');
    await till.call('adopt', { deviceId, registerId, recoveryKey: await released(keys) });
    expect(await till.call('inspect')).toBe('complete');
    expect(await till.call('all', 'SELECT operation FROM outbox')).toEqual([{ operation: needle }]);
    await till.close();
  });

  it('R12: tells a database that is gone, with what was marked beside the keys', async () => {
    const till = await openTill('database-lost');
    await activate(till);
    await till.call('transaction', fillDatabase);
    await till.call('mark', 3);
    await till.page.goto('about:blank');
    const other = await till.newTab();
    await other.goto(page.url);
    await other.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      await root.removeEntry('counterfoil-till-database', { recursive: true });
    });
    await other.close();
    await till.page.goto(page.url);
    expect(await till.call('inspect')).toBe('databaseLost');
    expect(await till.call('lastMark')).toEqual({ undelivered: 3 });
    await till.call('openAndClose');
    expect(await till.call('inspect')).toBe('complete');
    await till.close();
  });

  it('tells a database whose pages were damaged from a sound one', async () => {
    const till = await openTill('damaged');
    await activate(till);
    await till.call('transaction', fillDatabase);
    await till.call('all', 'PRAGMA wal_checkpoint(TRUNCATE)');
    await till.page.goto('about:blank');
    const other = await till.newTab();
    await other.goto(page.url);
    await other.evaluate(overwriteLargestFile);
    await other.close();
    await till.page.goto(page.url);
    expect(await till.call('inspect')).toBe('databaseCorrupt');
    expect(await till.call('codeOf', 'openAndClose')).toBe('till_database_corrupt');
    await till.close();
  });

  it('takes a snapshot through its cipher: the customers are there, and nothing of them is readable on the disk', async () => {
    const snapshot = await makeSnapshot('snapshot.db', 20_000);
    const till = await openTill('snapshot');
    await activate(till);
    await till.call('importSnapshot', '/snapshot.db', snapshot);
    expect(await till.call('all', 'SELECT count(*) AS count FROM customers')).toEqual([{ count: 20_000 }]);
    expect(await till.call('all', 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await till.kill();
    expect(await filesWith('snapshot', needle)).toEqual([]);
    const again = await openTill('snapshot');
    expect(await again.call('inspect')).toBe('complete');
    await again.close();
  });

  it('keeps nothing of a snapshot with other bytes than it names', async () => {
    const snapshot = await makeSnapshot('damaged.db', 2_000);
    const till = await openTill('damaged-snapshot');
    await activate(till);
    const other = { ...snapshot, sha256: '0'.repeat(64) };
    expect(await till.call('codeOf', 'importSnapshot', '/damaged.db', other)).toBe('package_corrupt');
    const shorter = { ...snapshot, byteCount: snapshot.byteCount - pageSizeBytes };
    expect(await till.call('codeOf', 'importSnapshot', '/damaged.db', shorter)).toBe('package_corrupt');
    expect(await till.call('inspect')).toBe('databaseLost');
    expect(await till.call('all', 'SELECT count(*) AS count FROM sqlite_schema')).toEqual([{ count: 0 }]);
    await till.close();
  });

  it('a snapshot that was cut off by SIGKILL counts for nothing, and is taken again', async () => {
    const snapshot = await makeSnapshot('cut-off.db', 200_000);
    const till = await openTill('cut-off');
    await activate(till);
    const importing = till.call('importSnapshot', '/cut-off.db', snapshot).then(
      () => 'whole',
      () => 'cut off',
    );
    await till.page.waitForFunction(async (byteCount) => {
      const { usage = 0 } = await navigator.storage.estimate();
      return usage > byteCount;
    }, snapshot.byteCount / 4);
    await till.kill();
    expect(await importing).toBe('cut off');
    const again = await openTill('cut-off');
    expect(await again.call('inspect')).toBe('databaseLost');
    await again.call('importSnapshot', '/cut-off.db', snapshot);
    expect(await again.call('all', 'SELECT count(*) AS count FROM customers')).toEqual([{ count: 200_000 }]);
    await again.close();
  });

  it('a full device records nothing at all and says so; with space again it records', async () => {
    const till = await openTill('full');
    await activate(till);
    await till.call('transaction', fillDatabase);
    const client = await till.context.newCDPSession(till.page);
    const origin = new URL(page.url).origin;
    await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    const large = 'x'.repeat(4_000_000);
    expect(await till.call('codeOf', 'transaction', [insertOf('half'), insertOf(large)])).toBe('till_storage_full');
    expect(await till.call('all', 'SELECT count(*) AS count FROM outbox')).toEqual([{ count: 1 }]);
    await client.send('Storage.overrideQuotaForOrigin', { origin });
    await till.call('transaction', [insertOf('with space again')]);
    expect(await till.call('all', 'SELECT count(*) AS count FROM outbox')).toEqual([{ count: 2 }]);
    await till.close();
  });

  it('a worker that finds the files held by another one gives up and removes nothing', async () => {
    const till = await openTill('held');
    await activate(till);
    await till.call('transaction', fillDatabase);
    const other = await till.newTab();
    await other.goto(page.url);
    const refusal = other.evaluate(() => (globalThis as unknown as { call: PageCall }).call('inspect'));
    await expect(refusal).rejects.toThrow('NoModificationAllowedError');
    await other.close();
    await till.call('transaction', [insertOf('afterwards')]);
    await till.page.reload();
    expect(await till.call('all', 'SELECT count(*) AS count FROM outbox')).toEqual([{ count: 2 }]);
    await till.close();
  });

  it('leaves nothing behind when it is wiped', async () => {
    const till = await openTill('wiped');
    await activate(till);
    await till.call('transaction', fillDatabase);
    await till.call('wipe');
    expect(await till.call('inspect')).toBe('empty');
    expect(await till.call('lastMark')).toBeNull();
    await till.page.reload();
    expect(await till.call('inspect')).toBe('empty');
    await activate(till);
    expect(await till.call('all', 'SELECT count(*) AS count FROM sqlite_schema')).toEqual([{ count: 0 }]);
    await till.close();
  });
});

/* Runs in the page: bytes of the database's second half become others. */
async function overwriteLargestFile(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const pool = await root.getDirectoryHandle('counterfoil-till-database');
  const files = await pool.getDirectoryHandle('.opaque');
  let largest: { handle: FileSystemFileHandle; size: number } | null = null;
  for await (const entry of files.values()) {
    if (entry.kind !== 'file') continue;
    const handle = await files.getFileHandle(entry.name);
    const { size } = await handle.getFile();
    if (!largest || size > largest.size) largest = { handle, size };
  }
  if (!largest) throw new Error('no file of the database was found');
  const writable = await largest.handle.createWritable({ keepExistingData: true });
  await writable.write({ type: 'write', position: 4_096 + 100, data: new Uint8Array(largest.size - 4_196).fill(1) });
  await writable.close();
}
