import { channelMigrations } from '@counterfoil/channel/channel';
import {
  defaultProfileOptions,
  emptyConfiguration,
  type ChannelConfiguration,
} from '@counterfoil/contracts/channel-configuration';
import { newAccessToken } from '@counterfoil/database/access-tokens';
import { join } from 'node:path';
import { insertDirectly, writtenRows } from './create-limit.ts';
import { createCustomers, type LoadResult } from './load.ts';
import { mediansOf, percentilesOf, type Percentiles } from './percentiles.ts';
import { speedOf, type Speed } from './speed.ts';
import { migrateDatabase, onConnection, type Workbench } from './workbench.ts';

/** Asynchronous creations over HTTP at one number of connections. */
export interface CreateFigures extends Speed, Percentiles {}

const connectionCounts = [1, 8, 32, 64, 200] as const;
const warmUpMs = 2_000;
/** The limit writes at most so many of the rows that the product wrote. */
const limitRowCountMax = 8_000;
/** Nobody listens there: asynchronous creations need no headquarters. */
const closedUrl = 'http://127.0.0.1:9';

const configuration: ChannelConfiguration = {
  ...emptyConfiguration('houston'),
  version: 1,
  legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
  channels: [
    {
      channelId: 'HOUSTON',
      channelType: 'store',
      name: 'Houston',
      legalEntity: 'USRT',
      functionalityProfileId: 'POS-ASYNC',
      ...defaultProfileOptions,
      createCustomerInAsyncMode: true,
      countryRegion: 'US',
      currency: 'USD',
      languageId: 'en-US',
      customerGroup: '30',
      addressBooks: [],
    },
  ],
};

/** Asynchronous creations over HTTP, beside a transaction each without HTTP. */
export async function measureCreate(workbench: Workbench): Promise<Record<string, CreateFigures>> {
  const productUrl = await workbench.createDatabase('create_product');
  const limitUrl = await workbench.createDatabase('create_limit');
  for (const url of [productUrl, limitUrl]) await migrateDatabase(workbench, url, channelMigrations);
  await storeConfiguration(productUrl);
  const token = newAccessToken();
  const scaleUnit = await workbench.start('scaleUnit', './scale-unit-process.ts', {
    channelDatabaseId: configuration.channelDatabaseId,
    databaseUrl: productUrl,
    headquartersUrl: closedUrl,
    keyFile: join(workbench.folder, 'create.key'),
    token,
  });
  const load = (connections: number, durationMs: number): Promise<LoadResult> =>
    createCustomers({ url: scaleUnit.url, token, channelId: 'HOUSTON', connections, durationMs });
  await load(32, warmUpMs);
  const figures: Record<string, CreateFigures> = {};
  for (const connections of connectionCounts) {
    figures[connections] = await measureAt(workbench, { connections, productUrl, limitUrl, load });
  }
  await scaleUnit.stop();
  return figures;
}

async function measureAt(
  workbench: Workbench,
  at: {
    connections: number;
    productUrl: string;
    limitUrl: string;
    load: (connections: number, durationMs: number) => Promise<LoadResult>;
  },
): Promise<CreateFigures> {
  const { connections, productUrl, limitUrl } = at;
  const durationMs = workbench.quick ? 1_500 : 3_000;
  const runs = [];
  const percentiles: Percentiles[] = [];
  for (let run = 0; run < workbench.runCount; run++) {
    await emptyTables(productUrl);
    const loaded = await at.load(connections, durationMs);
    const rows = await writtenRows(productUrl, limitRowCountMax);
    await emptyTables(limitUrl);
    const limitPerSecond = await insertDirectly(limitUrl, rows, connections);
    runs.push({ perSecond: loaded.count / loaded.seconds, limitPerSecond });
    percentiles.push(percentilesOf(Object.values(loaded.durationsMs).flat()));
  }
  const speed = speedOf(runs);
  workbench.progress(`create: ${connections} connections ${speed.perSecond}/s, limit ${speed.limitPerSecond}/s`);
  return { ...speed, ...mediansOf(percentiles) };
}

/* Both begin with empty indexes, and with nothing that a checkpoint in the middle would have to write. */
async function emptyTables(url: string): Promise<void> {
  await onConnection(url, async (client) => {
    await client.query('TRUNCATE customer_operations, customers');
    await client.query('CHECKPOINT');
  });
}

async function storeConfiguration(url: string): Promise<void> {
  await onConnection(url, (client) =>
    client.query('INSERT INTO channel_configuration (version, document) VALUES ($1, $2)', [
      configuration.version,
      JSON.stringify(configuration),
    ]),
  );
}
