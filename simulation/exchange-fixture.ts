import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { channelMigrations, openChannel, type Channel, type ChannelLimits } from '@counterfoil/channel/channel';
import { refreshConfiguration } from '@counterfoil/channel/exchange/configuration';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import type { HeadquartersConnection } from '@counterfoil/channel/exchange/headquarters-connection';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import type { Customer } from '@counterfoil/contracts/customer';
import { CodedError } from '@counterfoil/contracts/refusal';
import { connectClient } from '@counterfoil/database/connection';
import { connectDatabase, type Database } from '@counterfoil/database/database';
import { createTestDatabase, testServerUrl } from '@counterfoil/database/testing';
import {
  headquartersMigrations,
  openHeadquarters,
  type Headquarters,
  type HeadquartersLimits,
} from '@counterfoil/headquarters/headquarters';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { createRealTimeService, type RealTimeService } from '@counterfoil/headquarters/conversion/real-time-service';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { switchOnFeatures } from '@counterfoil/headquarters/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams, type Seams } from '@counterfoil/platform/seams';
import { connectDirectly } from './direct-connection.ts';

/** The two stores of the sample retailer: Houston is synchronous, Paris asynchronous. */
export const storeNames = ['houston', 'paris'] as const;
export type StoreName = (typeof storeNames)[number];
type NodeName = StoreName | 'headquarters';

/** What a test changes of the world. */
export interface ExchangeOptions {
  readonly headquartersLimits?: Partial<HeadquartersLimits>;
  readonly channelLimits?: Partial<ChannelLimits>;
  readonly seams?: Seams;
  /** Stands between a store and headquarters. */
  readonly line?: (store: StoreName, connection: HeadquartersConnection) => HeadquartersConnection;
}

/** Headquarters and two stores in one process, each on a database that can be copied and restored from the copy. */
export interface ExchangeWorld {
  headquarters: Headquarters;
  realTimeService: RealTimeService;
  readonly stores: Record<StoreName, Channel>;
  /** Headquarters or a store stops, its database is copied, it starts again. */
  backUp(node: NodeName): Promise<void>;
  /** Headquarters or a store stops, its database becomes what it was at the last {@link backUp}, it starts again. */
  restore(node: NodeName): Promise<void>;
  /** Stops and starts a node on the database as it is. */
  restart(node: NodeName): Promise<void>;
  close(): Promise<void>;
}

interface NodeDatabase {
  readonly url: string;
  readonly name: string;
}

/** Boots the world on fresh databases; the stores have agreed with headquarters and have their configuration. */
export async function openExchangeWorld(options: ExchangeOptions = {}): Promise<ExchangeWorld> {
  const seams = options.seams ?? systemSeams(silentLog);
  const databases = {
    headquarters: await createNodeDatabase(headquartersMigrations),
    houston: await createNodeDatabase(channelMigrations),
    paris: await createNodeDatabase(channelMigrations),
  };
  const startHeadquarters = async (): Promise<Headquarters> => {
    const database = await connectDatabase({ url: databases.headquarters.url, seams });
    await insertSampleSettings(database);
    await switchOnFeatures(database);
    return openHeadquarters({
      database,
      seams,
      ...(options.headquartersLimits && { limits: options.headquartersLimits }),
    });
  };
  const startStore = async (store: StoreName): Promise<Channel> => {
    const direct = connectDirectly(() => world, store);
    return openChannel({
      channelDatabaseId: store,
      database: await connectDatabase({ url: databases[store].url, seams }),
      seams,
      headquarters: options.line?.(store, direct) ?? direct,
      ...(options.channelLimits && { limits: options.channelLimits }),
    });
  };
  const databaseOf = (node: NodeName): Database =>
    node === 'headquarters' ? world.headquarters.database : world.stores[node].database;
  const start = async (node: NodeName): Promise<void> => {
    if (node !== 'headquarters') return void (world.stores[node] = await startStore(node));
    world.headquarters = await startHeadquarters();
    world.realTimeService = createRealTimeService(world.headquarters);
  };
  const whileStopped = async (node: NodeName, work: () => Promise<void>): Promise<void> => {
    await databaseOf(node).close();
    await work();
    await start(node);
  };
  const headquarters = await startHeadquarters();
  const world: ExchangeWorld = {
    headquarters,
    realTimeService: createRealTimeService(headquarters),
    stores: {} as Record<StoreName, Channel>,
    backUp: (node) => whileStopped(node, () => copyDatabase(databases[node].name, backupOf(databases[node].name))),
    restore: (node) => whileStopped(node, () => copyDatabase(backupOf(databases[node].name), databases[node].name)),
    restart: (node) => whileStopped(node, () => Promise.resolve()),
    async close() {
      for (const node of ['headquarters', ...storeNames] as const) await databaseOf(node).close();
      for (const { name } of Object.values(databases)) {
        await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        await onServer(`DROP DATABASE IF EXISTS ${backupOf(name)} WITH (FORCE)`);
      }
    },
  };
  for (const store of storeNames) {
    world.stores[store] = await startStore(store);
    await agreeWithHeadquarters(world.stores[store]);
    if (await refreshConfiguration(world.stores[store])) await agreeWithHeadquarters(world.stores[store]);
  }
  return world;
}

/* A database can only be copied while nobody is connected to it, so the pool it came with is not used. */
async function createNodeDatabase(migrations: URL): Promise<NodeDatabase> {
  const { database, url } = await createTestDatabase(migrations);
  const rows = await database.query<{ name: string }>('SELECT current_database() AS name');
  await database.close();
  return { url, name: rows[0]?.name ?? '' };
}

const backupOf = (name: string): string => `${name}_backup`;

async function copyDatabase(from: string, to: string): Promise<void> {
  await onServer(`DROP DATABASE IF EXISTS ${to} WITH (FORCE)`);
  await onServer(`CREATE DATABASE ${to} TEMPLATE ${from}`);
}

async function onServer(text: string): Promise<void> {
  const client = await connectClient(testServerUrl());
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

const roundCountMax = 20;

/** What is not yet where it belongs. */
const undeliveredText = 'SELECT count(*)::integer AS left FROM customer_operations WHERE NOT delivered';
const unpublishedText = `SELECT (SELECT count(*) FROM staged_operations WHERE status = 'uploaded')::integer
  + (SELECT count(*) FROM download_sessions WHERE state = 'available')::integer
  + (SELECT count(*) FROM customer_changes AS feed, channel_databases AS known
     WHERE known.channel_database_id IN ('houston', 'paris') AND known.applied_position IS NOT NULL
       AND (feed.epoch_number, feed.xid, feed.n) > (
         (known.applied_position ->> 'epochNumber')::integer, (known.applied_position ->> 'xid')::xid8,
         (known.applied_position ->> 'n')::bigint))::integer AS left`;

async function leftIn(database: Database, text: string): Promise<number> {
  return (await database.query<{ left: number }>(text))[0]?.left ?? 0;
}

/** Runs the three jobs, agreeing before each exchange as a scale unit does, until nothing is on the road (R8). */
export async function drainRoad(world: ExchangeWorld): Promise<void> {
  for (let round = 0; round < roundCountMax; round++) {
    for (const store of storeNames) await exchangeOnce(world.stores[store], () => runPJob(world.stores[store]));
    await synchronizeCustomers(world.headquarters);
    await publish1010(world.headquarters);
    for (const store of storeNames)
      await exchangeOnce(world.stores[store], () => downloadAvailable(world.stores[store]));
    const left = await Promise.all([
      leftIn(world.headquarters.database, unpublishedText),
      ...storeNames.map((store) => leftIn(world.stores[store].database, undeliveredText)),
    ]);
    if (left.every((count) => count === 0)) return;
  }
  throw new Error(`the road has not drained after ${roundCountMax} rounds`);
}

/** The nodes agree; when headquarters becomes another incarnation in between, they agree again, once. */
async function exchangeOnce(channel: Channel, exchange: () => Promise<unknown>): Promise<void> {
  await agreeWithHeadquarters(channel);
  try {
    await exchange();
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'epoch_foreign') throw error;
    await agreeWithHeadquarters(channel);
    await exchange();
  }
}

/** A made-up customer of a store, recognised by its name. */
export async function createNamed(channel: Channel, lastName: string): Promise<Customer> {
  const created = await createCustomer(channel, {
    channelId: channel.channelDatabaseId.toUpperCase(),
    customer: {
      customerType: 'person',
      firstName: 'Imogen',
      lastName,
      email: `${lastName.toLowerCase().replaceAll(' ', '-')}@example.com`,
      addresses: [
        { countryRegion: 'US', street: 'Invented Avenue', streetNumber: '12', city: 'Houston', zipCode: '77002' },
      ],
    },
  });
  return created.local.document;
}

/** The customers in a node's database, by permanent identifier. */
export async function customersIn(database: Database): Promise<Map<string, Customer>> {
  const rows = await database.query<{ document: Customer }>('SELECT document FROM customers ORDER BY customer_id');
  return new Map(rows.map(({ document }) => [document.customerId, document]));
}
