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

/* The mark is written with every entry and only tells of a loss: its last state may get lost with it. */
const durabilityOf: Readonly<Record<keyof Records, IDBTransactionDurability>> = {
  device: 'strict',
  queueMark: 'relaxed',
};

/** What IndexedDB keeps of a till. A device waits for the disk. */
export interface KeyStore {
  read<Name extends keyof Records>(name: Name): Promise<Records[Name] | null>;
  write<Name extends keyof Records>(name: Name, record: Records[Name]): Promise<void>;
  remove(): Promise<void>;
}

/** The key store of this origin, opened for each call: nothing stays open that could keep it from being removed. */
export function keyStore(): KeyStore {
  return {
    read: async <Name extends keyof Records>(name: Name) => {
      const get = (store: IDBObjectStore) => store.get(name) as IDBRequest<Records[Name] | undefined>;
      const found = await inStore({ mode: 'readonly', durability: 'relaxed' }, get);
      return found ?? null;
    },
    write: async (name, record) => {
      await inStore({ mode: 'readwrite', durability: durabilityOf[name] }, (store) => store.put(record, name));
    },
    remove: async () => {
      await answerOf(indexedDB.deleteDatabase(databaseName));
    },
  };
}

async function inStore<T>(
  { mode, durability }: { mode: IDBTransactionMode; durability: IDBTransactionDurability },
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(storeName, mode, { durability });
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
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName));
  return answerOf(request);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB did not answer')));
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => {
      reject(transaction.error ?? new Error('IndexedDB gave up a transaction'));
    });
  });
}
