import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel } from '@counterfoil/channel/channel';
import { ensureOfflineFeed } from '@counterfoil/channel/offline/offline-changes';
import { exchangeWithRegister } from '@counterfoil/channel/offline/exchange-with-register';
import type { ChannelConfiguration, OfflineProfile } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { OfflineExchangeRequest, OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import { noCrashPoints, type CrashPoints } from '@counterfoil/platform/crash-points';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { createCustomerOffline, type OfflineResult } from '@counterfoil/till/create-customer-offline';
import { exchangeOnce, type ScaleUnitConnection } from '@counterfoil/till/exchange-once';
import { openSqliteFile } from '@counterfoil/till/node-sqlite-fixture';
import { allOfflineCustomers } from '@counterfoil/till/offline-customers';
import { openTill, type Till, type TillLimits } from '@counterfoil/till/till';
import type { ExchangeOptions, ExchangeWorld, StoreName } from './exchange-fixture.ts';

/** An offline profile whose values no test depends on. */
export const exampleProfile: OfflineProfile = {
  offlineProfileId: 'DEFAULT',
  name: 'Default',
  timeoutMs: 2_000,
  reconnectIntervalMs: 60_000,
  manualSwitchAllowed: true,
  manualSwitchBeforeSignInAllowed: false,
  advancedOfflineSwitching: false,
  healthCheckIntervalMs: 60_000,
  pauseOfflineSynchronization: false,
};

/** Nothing that tills send is decided in real time, though Houston is synchronous. */
export const everythingByPJob: ExchangeOptions = { channelLimits: { tillCreationsInRealTimeCountMax: 0 } };

/** The registers of Houston in these tests. */
const registerIds = ['HOUSTON-1', 'HOUSTON-2'] as const;

/** Changes the settings of a scale unit as a job would, the version included. */
export function configure(channel: Channel, changes: Partial<ChannelConfiguration>): void {
  channel.configuration = { ...channel.configuration, version: channel.configuration.version + 1, ...changes };
}

/** Gives Houston registers with offline databases: two, unless others are named. */
export function addRegisters(channel: Channel, ids: readonly string[] = registerIds): void {
  configure(channel, {
    offlineProfiles: [exampleProfile],
    registers: ids.map((registerId) => ({
      registerId,
      channelId: 'HOUSTON',
      name: registerId,
      supportOffline: true,
      offlineProfileId: exampleProfile.offlineProfileId,
    })),
  });
}

/** Where the offline databases of one test lie. */
export interface TillFiles {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A new folder for offline databases. */
export async function createTillFiles(): Promise<TillFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-till-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Starts a till on its file, as after its process was started; `name` is the file's. */
export function startTill(
  { folder }: TillFiles,
  registerId: string,
  options: { name?: string; crashPoints?: CrashPoints; limits?: Partial<TillLimits> } = {},
): Promise<Till> {
  const crashPoints = options.crashPoints ?? noCrashPoints;
  const database = openSqliteFile(join(folder, `${options.name ?? registerId}.db`), crashPoints);
  return openTill({
    registerId,
    database,
    seams: { ...systemSeams(silentLog), crashPoints },
    limits: options.limits ?? {},
  });
}

/** The scale unit's side of the exchange without a wire: the same function that its route calls, over JSON. */
export function connectTill(world: ExchangeWorld, store: StoreName = 'houston'): ScaleUnitConnection {
  return {
    async exchange(registerId, request) {
      const channel = world.stores[store];
      await ensureOfflineFeed(channel.database, channel.epoch.number);
      await waitForHorizon(channel);
      const sent = overTheWire<OfflineExchangeRequest>(request);
      return overTheWire<OfflineExchangeResponse>(await exchangeWithRegister(channel, registerId, sent));
    },
  };
}

const horizonWaitMs = 5;
const horizonWaitCountMax = 4_000;

/* Any transaction on the tests' server holds the reader of changes back, as it should; other tests have them all the time. */
async function waitForHorizon({ database, seams }: Channel): Promise<void> {
  for (let count = 0; count < horizonWaitCountMax; count++) {
    const [row] = await database.query<{ above: boolean }>(
      'SELECT EXISTS (SELECT FROM offline_changes WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())) AS above',
    );
    if (row?.above === false) return;
    await seams.clock.sleep(horizonWaitMs);
  }
  throw new Error('a transaction on the server never ends');
}

function overTheWire<Message>(message: Message): Message {
  return JSON.parse(JSON.stringify(message)) as Message;
}

const exchangeCountMax = 50;

/** Exchanges until there is nothing more to do, once more for what the last exchange itself changed. */
export async function exchangeAll(till: Till, connection: ScaleUnitConnection): Promise<void> {
  let idle = 0;
  for (let count = 0; count < exchangeCountMax; count++) {
    const { more } = await exchangeOnce(till, connection);
    idle = more ? 0 : idle + 1;
    if (idle === 2) return;
  }
  throw new Error(`the till still has something to exchange after ${exchangeCountMax} exchanges`);
}

/** Creates a made-up person at a till, recognised by the name. */
export function createOffline(till: Till, lastName: string): Promise<OfflineResult> {
  return createCustomerOffline(till, {
    customer: {
      customerType: 'person',
      firstName: 'Imogen',
      lastName,
      email: `${lastName.toLowerCase().replaceAll(' ', '-')}@example.com`,
      phone: '(713) 555-0147',
      addresses: [{ street: 'Invented Avenue', streetNumber: '12', city: 'Houston', zipCode: '77002' }],
    },
  });
}

/** The customers in an offline database, by permanent identifier. */
export async function customersOnTill(till: Till): Promise<Map<string, Customer>> {
  const customers = await allOfflineCustomers(till.database);
  return new Map(customers.map((customer) => [customer.customerId, customer]));
}
