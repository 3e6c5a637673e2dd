import type { webcrypto } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivatedDevice, DevicePublicKey } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { noCrashPoints, type CrashPoints } from '@counterfoil/platform/crash-points';
import { openSqliteFile } from '../node-sqlite-fixture.ts';
import { createSnapshotDigest, snapshotBlockSizeBytes } from '../offline-snapshot-format.ts';
import type { DeviceVault, QueueMark, VaultState } from './device-vault.ts';

/** What of a till's keys is in a file of the fixture. */
interface KeptKeys {
  readonly deviceId: string;
  readonly registerId: string;
  readonly signingKey: webcrypto.JsonWebKey;
}

const signing = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const encrypting = { name: 'ECDH', namedCurve: 'P-256' } as const;

/**
 * A vault in a folder, for tests and simulations with real files: the same states as in a browser, without its
 * encryption. Remove `keys.json` and the keys are lost; remove `till.db` and the database is.
 */
export function createNodeVault(folder: string, crashPoints: CrashPoints = noCrashPoints): DeviceVault {
  const keysFile = join(folder, 'keys.json');
  const databaseFile = join(folder, 'till.db');
  const markFile = join(folder, 'mark.json');
  const ownerFile = join(folder, 'owner.json');
  let begun: webcrypto.CryptoKeyPair | null = null;
  let signer: Promise<webcrypto.CryptoKey> | null = null;

  const keys = async (): Promise<KeptKeys | null> => (await jsonIn<KeptKeys>(keysFile)) ?? null;

  return {
    async inspect(): Promise<VaultState> {
      const hasKeys = existsSync(keysFile);
      if (!existsSync(databaseFile)) return hasKeys ? 'databaseLost' : 'empty';
      if (!(await isSqlite(databaseFile))) return 'databaseCorrupt';
      return hasKeys ? 'complete' : 'keysLost';
    },
    async identity() {
      const kept = await keys();
      return kept && { deviceId: kept.deviceId, registerId: kept.registerId };
    },
    async registerOfRecords() {
      return (await jsonIn<{ registerId: string }>(ownerFile))?.registerId ?? null;
    },
    async beginActivation() {
      begun = await crypto.subtle.generateKey(signing, true, ['sign', 'verify']);
      const encryption = await crypto.subtle.generateKey(encrypting, true, ['deriveBits']);
      return { signingKey: await publicKeyOf(begun), encryptionKey: await publicKeyOf(encryption) };
    },
    async adopt({ deviceId, registerId }: ActivatedDevice) {
      const owner = await jsonIn<{ registerId: string }>(ownerFile);
      if (!begun || (existsSync(databaseFile) && owner && owner.registerId !== registerId)) {
        throw refuse('till_database_corrupt');
      }
      const signingKey = await crypto.subtle.exportKey('jwk', begun.privateKey);
      await writeFile(ownerFile, JSON.stringify({ registerId }));
      await writeFile(keysFile, JSON.stringify({ deviceId, registerId, signingKey } satisfies KeptKeys));
      signer = null;
    },
    async sign(payload) {
      const kept = await keys();
      if (!kept) throw refuse('till_not_activated');
      signer ??= crypto.subtle.importKey('jwk', kept.signingKey, signing, false, ['sign']);
      return compactJws(await signer, { alg: 'ES256', kid: kept.deviceId }, payload);
    },
    openDatabase: async () => openSqliteFile(databaseFile, crashPoints),
    async importSnapshot(snapshot, bytes, onProgress) {
      const partFile = `${databaseFile}.part`;
      const { byteCount, sha256 } = await writeWhole(partFile, bytes, onProgress);
      if (byteCount !== snapshot.byteCount || sha256 !== snapshot.sha256) {
        await rm(partFile);
        throw refuse('package_corrupt', '', { detail: 'the snapshot is not the one that was announced' });
      }
      await rename(partFile, databaseFile);
    },
    mark: (mark) => writeFile(markFile, JSON.stringify(mark)),
    lastMark: async () => (await jsonIn<QueueMark>(markFile)) ?? null,
    storage: async () => ({
      persisted: true,
      usageBytes: null,
      quotaBytes: null,
      isNearlyFull: false,
      isEncrypted: false,
      isOwnerTab: true,
    }),
    async wipe() {
      const files = [keysFile, markFile, ownerFile, databaseFile, `${databaseFile}-wal`, `${databaseFile}-shm`];
      for (const file of files) await rm(file, { force: true });
      signer = null;
    },
  };
}

async function jsonIn<T>(file: string): Promise<T | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as T) : undefined;
}

const sqliteMagic = 'SQLite format 3\0';

async function isSqlite(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sqliteMagic.length), 0, sqliteMagic.length, 0);
    return bytesRead === 0 || buffer.toString('latin1') === sqliteMagic;
  } finally {
    await handle.close();
  }
}

async function publicKeyOf({ publicKey }: webcrypto.CryptoKeyPair): Promise<DevicePublicKey> {
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  return { kty: 'EC', crv: 'P-256', x, y };
}

async function compactJws(key: webcrypto.CryptoKey, header: object, payload: object): Promise<string> {
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(text));
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}

async function writeWhole(
  file: string,
  bytes: ReadableStream<Uint8Array>,
  onProgress: (byteCount: number) => void,
): Promise<{ byteCount: number; sha256: string }> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    byteCount += chunk.length;
    onProgress(byteCount);
  }
  const whole = new Uint8Array(Buffer.concat(chunks));
  const digest = createSnapshotDigest();
  for (let at = 0; at < whole.length; at += snapshotBlockSizeBytes) {
    await digest.add(whole.slice(at, at + snapshotBlockSizeBytes));
  }
  await writeFile(file, whole);
  return { byteCount, sha256: await digest.hex() };
}
