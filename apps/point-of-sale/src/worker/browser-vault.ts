import type { ActivatedDevice } from '@counterfoil/contracts/devices';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { Seams } from '@counterfoil/platform/seams';
import { createLocalDatabase, type LocalDatabase } from '@counterfoil/till/local-database';
import type { DeviceVault, VaultState } from '@counterfoil/till/service/device-vault';
import { openDatabasePool, type DatabasePool } from './database-pool.ts';
import { connectionOver, openEncrypted, prepareForUse } from './encrypted-database.ts';
import { writeSnapshot } from './import-snapshot.ts';
import { openKeyFiles, type KeyFiles } from './key-files.ts';
import { keyStore, type KeyStore, type StoredDevice } from './key-store.ts';
import { storageWatch } from './storage-watch.ts';
import {
  makeDatabaseKey,
  makeTillKeys,
  publicKeyOf,
  releasedRecoveryKey,
  signPayload,
  unwrapDatabaseKey,
  wrapDatabaseKey,
  type TillKeys,
} from './till-keys.ts';

interface Storage {
  readonly pool: DatabasePool;
  readonly files: KeyFiles;
}

interface Vault {
  readonly seams: Seams;
  readonly store: KeyStore;
  readonly storage: () => Promise<Storage>;
  /** The keys of an activation that is under way. */
  pending: TillKeys | null;
  device: StoredDevice | null;
  open: LocalDatabase | null;
}

/**
 * The vault of a till in a browser: keys in IndexedDB, where nobody can read them; the encrypted database and its wrapped
 * key in the origin private file system. Only one worker of an origin can have it; it waits a while for one that is
 * ending. Nothing is opened before the first call.
 */
export function createBrowserVault(seams: Seams): DeviceVault {
  let opened: Promise<Storage> | null = null;
  const vault: Vault = {
    seams,
    store: keyStore(),
    storage: () => {
      opened ??= openStorage(seams).catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return opened;
    },
    pending: null,
    device: null,
    open: null,
  };
  const watch = storageWatch(seams.clock);
  return {
    inspect: () => inspect(vault),
    identity: async () => identityOf(await presentDevice(vault)),
    registerOfRecords: () => registerOfRecords(vault),
    beginActivation: () => beginActivation(vault),
    adopt: (activated) => adopt(vault, activated),
    sign: (payload) => sign(vault, payload),
    openDatabase: () => openDatabase(vault),
    importSnapshot: (snapshot, bytes, onProgress) =>
      importSnapshot(vault, (pool, key) =>
        writeSnapshot({ pool, database: openEncrypted(pool, key) }, snapshot, bytes, onProgress),
      ),
    mark: (mark) => vault.store.write('queueMark', mark),
    lastMark: () => vault.store.read('queueMark'),
    storage: () => watch(),
    wipe: () => wipe(vault),
  };
}

async function openStorage({ clock }: Seams): Promise<Storage> {
  return { pool: await openDatabasePool(clock), files: await openKeyFiles() };
}

async function presentDevice(vault: Vault): Promise<StoredDevice | null> {
  vault.device ??= await vault.store.read('device');
  return vault.device;
}

const identityOf = (device: StoredDevice | null): { deviceId: string; registerId: string } | null =>
  device && { deviceId: device.deviceId, registerId: device.registerId };

/* Beside the recovery key's file the keys of this browser know it as well. */
async function registerOfRecords(vault: Vault): Promise<string | null> {
  const device = await presentDevice(vault);
  const { files } = await vault.storage();
  return device?.registerId ?? (await files.readRecovery())?.registerId ?? null;
}

async function inspect(vault: Vault): Promise<VaultState> {
  const { pool, files } = await vault.storage();
  const device = await presentDevice(vault);
  if (!device) return stateWithoutDevice(pool, files);
  if (!pool.hasDatabase()) return 'databaseLost';
  if (vault.open) return 'complete';
  const key = await ownKey(device, files);
  if (!key) return 'keysLost';
  return isReadable(pool, key) ? 'complete' : 'databaseCorrupt';
}

/* A database whose key nobody can give any more is as good as unreadable. */
async function stateWithoutDevice(pool: DatabasePool, files: KeyFiles): Promise<VaultState> {
  if (!pool.hasDatabase()) return 'empty';
  return (await files.readRecovery()) ? 'keysLost' : 'databaseCorrupt';
}

async function ownKey(device: StoredDevice, files: KeyFiles): Promise<Uint8Array<ArrayBuffer> | null> {
  const wrapped = await files.readLocal(device.generation);
  return wrapped && unwrapDatabaseKey(wrapped, device.keys.wrapping);
}

function isReadable(pool: DatabasePool, key: Uint8Array): boolean {
  try {
    const database = openEncrypted(pool, key);
    prepareForUse(database, pool);
    database.close();
    return true;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'till_database_corrupt') return false;
    throw error;
  }
}

/* The same keys until they are adopted: the code of an activation whose answer got lost is good for them once more. */
async function beginActivation(vault: Vault): ReturnType<DeviceVault['beginActivation']> {
  vault.pending ??= await makeTillKeys();
  const keys = vault.pending;
  return { signingKey: await publicKeyOf(keys.signing), encryptionKey: await publicKeyOf(keys.encryption) };
}

/* The recovery file first, then the local one, then the record in IndexedDB by which the new keys count. */
async function adopt(vault: Vault, { deviceId, registerId, recoveryKey }: ActivatedDevice): Promise<void> {
  const keys = vault.pending;
  if (!keys) throw new Error('keys are adopted after beginActivation only');
  const { pool, files } = await vault.storage();
  const recovery = await releasedRecoveryKey(keys, recoveryKey);
  const key = pool.hasDatabase() ? await keyOfPresentDatabase(vault, recovery, registerId) : makeDatabaseKey();
  const isRecoverable = pool.hasDatabase() && (await files.readRecovery()) !== null;
  if (!isRecoverable) await files.writeRecovery(await wrapDatabaseKey(key, recovery, registerId));
  const generation = vault.seams.ids.uuid();
  await files.writeLocal(generation, await wrapDatabaseKey(key, keys.wrapping, registerId));
  const device = { deviceId, registerId, keys, generation };
  await vault.store.write('device', device);
  vault.device = device;
  vault.pending = null;
  await files.keepLocal(generation);
}

/* Of the recovery file; where that is gone, of these keys' own. */
async function keyOfPresentDatabase(
  vault: Vault,
  recovery: CryptoKey,
  registerId: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { pool, files } = await vault.storage();
  const wrapped = await files.readRecovery();
  const device = await presentDevice(vault);
  const registerOfDatabase = wrapped?.registerId ?? device?.registerId;
  const key = wrapped ? await unwrapDatabaseKey(wrapped, recovery) : device && (await ownKey(device, files));
  const isRight = registerOfDatabase === registerId && key && (vault.open || isReadable(pool, key));
  if (!isRight) throw refuse('till_database_corrupt');
  return key;
}

async function sign(vault: Vault, payload: Readonly<Record<string, unknown>>): Promise<string> {
  const device = await presentDevice(vault);
  if (!device) throw refuse('till_not_activated');
  return signPayload(device.keys, device.deviceId, payload);
}

async function requireKey(vault: Vault): Promise<{ device: StoredDevice; key: Uint8Array<ArrayBuffer> }> {
  const { files } = await vault.storage();
  const device = await presentDevice(vault);
  if (!device) throw refuse('till_not_activated');
  const key = await ownKey(device, files);
  if (!key) throw refuse('till_keys_lost');
  return { device, key };
}

async function openDatabase(vault: Vault): Promise<LocalDatabase> {
  if (vault.open) return vault.open;
  const { pool } = await vault.storage();
  const { key } = await requireKey(vault);
  const database = openEncrypted(pool, key);
  prepareForUse(database, pool);
  const connection = connectionOver(database, pool);
  const close = async (): Promise<void> => {
    vault.open = null;
    await connection.close();
  };
  vault.open = createLocalDatabase({ ...connection, close }, vault.seams.crashPoints);
  return vault.open;
}

async function importSnapshot(
  vault: Vault,
  write: (pool: DatabasePool, key: Uint8Array) => Promise<void>,
): Promise<void> {
  const { pool } = await vault.storage();
  const { key } = await requireKey(vault);
  if (pool.hasDatabase()) throw new Error('a snapshot is taken only where there is no database');
  await pool.beginImport();
  try {
    await write(pool, key);
  } catch (error) {
    pool.remove();
    throw error;
  } finally {
    await pool.endImport();
  }
}

/* The database before its keys: cut off in between, the rest goes the next time. */
async function wipe(vault: Vault): Promise<void> {
  await vault.open?.close();
  const { pool, files } = await vault.storage();
  pool.remove();
  await files.removeAll();
  await vault.store.remove();
  vault.device = null;
}
