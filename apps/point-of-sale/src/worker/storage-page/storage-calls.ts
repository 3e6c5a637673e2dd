import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { CustomerSearch } from '@counterfoil/contracts/real-time-service';
import type { OfflineCreation } from '@counterfoil/till/create-customer-offline';
import type { DeviceVault } from '@counterfoil/till/service/device-vault';
import type { ActivatedDevice } from '@counterfoil/contracts/devices';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import type { LocalValue } from '@counterfoil/till/local-database';

/** What the page for tests and measurements of the till's storage can be asked; it answers from a worker with the vault. */
export interface StorageCalls {
  inspect(): ReturnType<DeviceVault['inspect']>;
  identity(): ReturnType<DeviceVault['identity']>;
  beginActivation(): ReturnType<DeviceVault['beginActivation']>;
  adopt(activated: ActivatedDevice): Promise<void>;
  sign(payload: Readonly<Record<string, unknown>>): Promise<string>;
  storage(): ReturnType<DeviceVault['storage']>;
  mark(undelivered: number): Promise<void>;
  lastMark(): ReturnType<DeviceVault['lastMark']>;
  wipe(): Promise<void>;
  /** Opens the database and closes it again, leaving it as a till finds it that starts. */
  openAndClose(): Promise<void>;
  all(sql: string, parameters?: readonly LocalValue[]): Promise<unknown[]>;
  /** Each statement in one transaction. */
  transaction(statements: readonly string[]): Promise<void>;
  /** Opens the engine on the database with these settings; the calls below need it. */
  openEngine(registerId: string, configuration: ChannelConfiguration): Promise<void>;
  search(search: CustomerSearch): Promise<unknown>;
  create(request: OfflineCreation): Promise<unknown>;
  /** Takes the snapshot at an address of this page's server; how long, in milliseconds. */
  importSnapshot(url: string, snapshot: OfflineSnapshot): Promise<number>;
  /** The code of the error that a call ends with; null: none. */
  codeOf(call: keyof StorageCalls, ...args: readonly unknown[]): Promise<string | null>;
}
