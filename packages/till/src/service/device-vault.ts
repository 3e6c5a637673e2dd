import type { ActivatedDevice, ActivateDeviceRequest } from '@counterfoil/contracts/devices';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import type { LocalDatabase } from '../local-database.ts';
import type { StorageView } from './till-service.ts';

/**
 * What is found when a till opens: nothing; keys and database; a database whose keys the browser has lost, which
 * activation opens again; or keys whose database is gone or unreadable (R12). Between an activation and the first
 * database it is `databaseLost` as well: nothing was marked then.
 */
export type VaultState = 'empty' | 'complete' | 'keysLost' | 'databaseLost' | 'databaseCorrupt';

/** What is kept beside the keys, outside the database, so that its loss can be told (R12). */
export interface QueueMark {
  readonly undelivered: number;
  /** How far the database had come; absent where nothing is known of it. */
  readonly reached?: DatabaseReach;
}

/** Numbers of a database that only grow: one that is behind them has lost what was written last. */
export interface DatabaseReach {
  /** Of the device epoch to which `sequence` belongs. */
  readonly epochId: string;
  /** The next one of the outbox. */
  readonly sequence: number;
  /** Transactions, receipts and shifts that were given printed numbers. */
  readonly printed: number;
}

/**
 * The keys of a till and the storage of its database. Private keys never leave it. The database is encrypted under a
 * random key that is kept twice: wrapped by a key of this browser (opens it without a network), and wrapped by the
 * recovery key of headquarters, in a file beside the database.
 */
export interface DeviceVault {
  inspect(): Promise<VaultState>;
  /** Who this till is; null before its activation and after its keys were lost. */
  identity(): Promise<{ readonly deviceId: string; readonly registerId: string } | null>;
  /**
   * The register whose records are here, also where the keys are lost; null where nothing says which. Only a code of this
   * register opens them.
   */
  registerOfRecords(): Promise<string | null>;
  /**
   * New key pairs, which replace the present ones only when `adopt` succeeds; the same ones until then, so that an
   * activation whose answer was lost can be asked for again with its code.
   */
  beginActivation(): Promise<Pick<ActivateDeviceRequest, 'signingKey' | 'encryptionKey'>>;
  /**
   * Takes the new keys into use and unwraps, or makes, the key of the database. Error: `till_database_corrupt` when the
   * database that is there belongs to another register or can't be opened with the recovery key.
   */
  adopt(activated: ActivatedDevice): Promise<void>;
  /** Compact JWS (ES256, `kid` = device) of a JSON payload. */
  sign(payload: Readonly<Record<string, unknown>>): Promise<string>;
  /** Opens the database, or makes an empty one; `databaseLost` is over then. */
  openDatabase(): Promise<LocalDatabase>;
  /**
   * Makes the database of a snapshot instead, encrypted as it is written; only while there is none. `onProgress` gets
   * bytes. Error: `package_corrupt` when the bytes are not those that the snapshot names; nothing is kept then.
   */
  importSnapshot(
    snapshot: OfflineSnapshot,
    bytes: ReadableStream<Uint8Array>,
    onProgress: (byteCount: number) => void,
  ): Promise<void>;
  /** Remembers, outside the database, what would be lost with it. */
  mark(mark: QueueMark): Promise<void>;
  lastMark(): Promise<QueueMark | null>;
  storage(): Promise<Omit<StorageView, 'problem'>>;
  /** Removes database, wrapped keys and keys: nothing of this till is left but the keys of an activation under way. */
  wipe(): Promise<void>;
}
