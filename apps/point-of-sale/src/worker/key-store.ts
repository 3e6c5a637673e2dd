import type { QueueMark } from '@counterfoil/till/service/device-vault';
import type { TillKeys } from './till-keys.ts';

/** Who this till is, with its keys, as IndexedDB keeps them: it is the only storage that takes keys nobody can read. */
export interface StoredDevice {
  readonly deviceId: string;
  readonly registerId: string;
  readonly keys: TillKeys;
  /** Names the file with the database's key under `keys.wrapping`. */
  readonly generation: string;
}

interface Records {
  device: StoredDevice;
  queueMark: QueueMark;
}

const databaseName = 'counterfoil-till';
const databaseVersion = 1;
const storeName = 'till';

/** What IndexedDB keeps of a till. Each write waits for the disk. */
export interface KeyStore {
  read<Name extends keyof Records>(name: Name): Promise<Records[Name] | null>;
  write<Name extends keyof Records>(name: Name, record: Records[Name]): Promise<void>;
  remove(): Promise<void>;
}

/** The key store of this origin, opened for each call: nothing stays open that could keep it from being removed. */
export function keyStore(): KeyStore {
  return {
    read: async <Name extends keyof Records>(name: Name) => {
      const found = await inStore('readonly', (store) => store.get(name) as IDBRequest<Records[Name] | undefined>);
      return found ?? null;
    },
    write: async (name, record) => {
      await inStore('readwrite', (store) => store.put(record, name));
    },
    remove: async () => {
      await answerOf(indexedDB.deleteDatabase(databaseName));
    },
  };
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(storeName, mode, { durability: 'strict' });
    const ended = endOf(transaction);
    const request = work(transaction.objectStore(storeName));
    await ended;
    return request.result;
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, databaseVersion);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName);
  return answerOf(request);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB did not answer'));
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB gave up a transaction'));
  });
}
