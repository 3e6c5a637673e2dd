import { channelMigrations } from '@counterfoil/channel/channel';
import { systemClock } from '@counterfoil/platform/clock';
import type { Client } from 'pg';
import { join } from 'node:path';
import type { ServerProcess } from './server-process.ts';
import { speedOf, type Speed } from './speed.ts';
import { settle, stagedCustomers, type StagedCustomers } from './staged-customers.ts';
import { startHeadquartersNode, startScaleUnitNode } from './two-nodes.ts';
import { migrateDatabase, onConnection, perSecondOf, type Workbench } from './workbench.ts';

const arrivalPollMs = 10;
const arrivalLimitMs = 120_000;

/**
 * Job 1010 from headquarters' change feed into the indexed table of a channel, over HTTP and between two processes,
 * beside COPY of the same rows from a file into the same table.
 */
export async function measureDownload(workbench: Workbench): Promise<Speed> {
  const customers = await stagedCustomers(workbench);
  const runs = [];
  for (let run = 0; run < workbench.runCount; run++) {
    const perSecond = await download(workbench, customers);
    const limitPerSecond = await copyIn(workbench, customers);
    workbench.progress(`download: ${Math.round(perSecond)}/s, limit ${Math.round(limitPerSecond)}/s`);
    runs.push({ perSecond, limitPerSecond });
  }
  return speedOf(runs);
}

async function download(workbench: Workbench, customers: StagedCustomers): Promise<number> {
  const names = { headquarters: 'download_headquarters', channel: 'download_channel' };
  const headquartersUrl = await workbench.createDatabase(names.headquarters, customers.converted);
  await settle(headquartersUrl);
  const headquarters = await startHeadquartersNode(workbench, headquartersUrl, { recurrence: 'off' });
  const scaleUnit = await startScaleUnitNode(workbench, {
    channelDatabaseId: 'houston',
    databaseName: names.channel,
    headquartersUrl: headquarters.url,
  });
  const perSecond = await onConnection(scaleUnit.databaseUrl, async (client) => {
    const measured = await perSecondOf(customers.count, () => publishAndAwait(headquarters, headquartersUrl, client));
    await exportCustomers(workbench, client, customers);
    return measured;
  });
  await scaleUnit.process.stop();
  await headquarters.stop();
  for (const name of Object.values(names)) await workbench.dropDatabase(name);
  return perSecond;
}

/** Runs 1010 and waits until the channel has applied the last change of the feed. */
async function publishAndAwait(headquarters: ServerProcess, headquartersUrl: string, channel: Client): Promise<void> {
  await headquarters.ask('publish 1010');
  const last = await onConnection(headquartersUrl, async (client) => {
    const { rows } = await client.query<{ n: string }>(
      'SELECT n::text AS n FROM customer_changes ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1',
    );
    return rows[0]?.n;
  });
  const applied = async (): Promise<string | undefined> => {
    const { rows } = await channel.query<{ n: string }>("SELECT applied_position ->> 'n' AS n FROM headquarters_link");
    return rows[0]?.n;
  };
  const deadlineMs = systemClock.monotonicMs() + arrivalLimitMs;
  while ((await applied()) !== last) {
    if (systemClock.monotonicMs() > deadlineMs) throw new Error('the customers do not arrive at the channel');
    await systemClock.sleep(arrivalPollMs);
  }
}

function copyFileOf(workbench: Workbench): string {
  return join(workbench.serverFolder, 'channel_customers.copy');
}

async function exportCustomers(workbench: Workbench, client: Client, customers: StagedCustomers): Promise<void> {
  const copied = await client.query(`COPY customers TO '${copyFileOf(workbench)}'`);
  if (copied.rowCount !== customers.count)
    throw new Error(`${copied.rowCount} of ${customers.count} customers arrived`);
}

/** The limit beside the download: COPY, one transaction, by the database server itself. Answers customers per second. */
async function copyIn(workbench: Workbench, customers: StagedCustomers): Promise<number> {
  const name = 'download_limit';
  const url = await workbench.createDatabase(name);
  await migrateDatabase(workbench, url, channelMigrations);
  const perSecond = await onConnection(url, async (client) => {
    await client.query('CHECKPOINT');
    return perSecondOf(customers.count, () => client.query(`COPY customers FROM '${copyFileOf(workbench)}'`));
  });
  await workbench.dropDatabase(name);
  return perSecond;
}
