import type { LegName, Overview, OverviewFigures } from '@counterfoil/contracts/administration/overview';
import { feedStart, protocolVersion } from '@counterfoil/contracts/exchange';
import type { ScaleUnitReport } from '@counterfoil/contracts/agreement';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import { agreeWithScaleUnit } from '../exchange/agree-with-scale-unit.ts';
import { recordContact } from '../exchange/channel-databases.ts';
import { createFigureReader } from './read-figures.ts';

let world: AdministrationWorld;

beforeAll(async () => {
  world = await openAdministrationWorld();
  await world.database.query(`UPDATE channel_databases SET public_key = '{}' WHERE channel_database_id = 'paris'`);
});
afterAll(() => world.close());

async function overview(language = 'en'): Promise<Overview> {
  const { status, body } = await world.call('GET', '/overview', { as: 'auditor', language });
  expect(status).toBe(200);
  return body as Overview;
}

const now = (): Date => world.headquarters.seams.clock.now();
const waitingOn = ({ legs }: Overview, name: LegName): number | undefined =>
  legs.find(({ leg }) => leg === name)?.waitingCount;

/** Paris comes by and says how it is doing. */
async function parisTells(report: Partial<ScaleUnitReport>): Promise<void> {
  await agreeWithScaleUnit(world.headquarters, 'paris', {
    protocolVersion,
    channelEpoch: { number: 1, epochId: '01890000-0000-7000-8000-000000000004' },
    headquartersEpoch: null,
    appliedPosition: feedStart,
    configurationVersion: 0,
    report: {
      reportedAt: now().toISOString(),
      outbox: { undelivered: 0, oldestRecordedAt: null },
      registers: [],
      behind: { registers: 0, changes: 0, oldestRecordedAt: null },
      ...report,
    },
  });
  await recordContact(world.database, 'paris', now());
}

describe('GET /overview', () => {
  test('R15: is for those who see all channels', async () => {
    expect((await world.call('GET', '/overview', { as: 'nobody' })).status).toBe(401);
    expect((await world.call('GET', '/overview', { as: 'application' })).status).toBe(403);
  });

  test('nothing is claimed of a scale unit that has told nothing', async () => {
    const { convergence, legs } = await overview();
    expect(convergence).toMatchObject({ state: 'unknown', sentence: expect.stringContaining('Paris') });
    expect(legs.find(({ leg }) => leg === 'tillsToChannels')?.knownAt).toBeNull();
  });

  test('all has arrived when nothing waits anywhere, as of the last report', async () => {
    await parisTells({});
    const { convergence, legs } = await overview();
    expect(convergence).toMatchObject({ state: 'converged', sentence: 'All customers have arrived everywhere.' });
    expect(convergence.asOf).toBe(legs.find(({ leg }) => leg === 'tillsToChannels')?.knownAt);
    expect((await overview('fr')).convergence.sentence).toBe('Tous les clients sont arrivés partout.');
  });

  test('every leg tells what waits on it and since when', async () => {
    const oldestRecordedAt = new Date(now().getTime() - 60_000).toISOString();
    await parisTells({
      outbox: { undelivered: 5, oldestRecordedAt },
      registers: [{ registerId: 'PARIS-1', undelivered: 3, oldestRecordedAt, lastExchangeAt: oldestRecordedAt }],
      behind: { registers: 1, changes: 7, oldestRecordedAt },
    });
    await stageOperations(world, [operationOf(), operationOf()]);
    const before = await overview();
    expect(before.convergence).toMatchObject({ state: 'underWay', sentence: expect.stringMatching(/10 .* 7 /u) });
    expect(before.legs.map(({ waitingCount }) => waitingCount)).toEqual([3, 5, 2, 0, 7]);
    expect(before.legs[0]).toMatchObject({ oldestAt: oldestRecordedAt });
    expect(before.channels.find(({ channelDatabaseId }) => channelDatabaseId === 'paris')).toMatchObject({
      name: 'Paris',
      isConnected: true,
      outboxCount: 5,
      tills: { waitingCount: 3 },
    });
    await synchronizeCustomers(world.headquarters);
    const after = await overview();
    expect([waitingOn(after, 'atHeadquarters'), waitingOn(after, 'headquartersToChannels')]).toEqual([0, 2]);
    expect(after.legs[3]?.oldestAt).not.toBeNull();
  });

  test('what needs a person comes gravest first, with the call that mends it', async () => {
    await world.call('PUT', '/batch-jobs/1010/recurrence', { body: { recurrence: 'off' } });
    const off = (await overview()).concerns;
    expect(off.findLastIndex(({ status }) => status === 'broken')).toBe(
      off.findIndex(({ status }) => status === 'attention') - 1,
    );
    const fix = off.find(({ name }) => name === 'job/1010')?.fix;
    expect(fix).toMatchObject({ route: 'setBatchJobRecurrence' });
    const mended = await world.call(fix?.method ?? '', fix?.path ?? '', { body: fix?.body });
    expect(mended.status).toBe(200);
    const { concerns } = await overview();
    expect(concerns.some(({ name }) => name === 'job/1010')).toBe(false);
    expect(JSON.stringify(concerns)).not.toMatch(uuidPattern);
  });

  test('pain 6: pairs of customers who may be one person need one', async () => {
    await world.database.query(
      `INSERT INTO duplicate_reviews (customer_id, other_customer_id, matched_fields, recorded_at)
       VALUES ('01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', '{email}', now())`,
    );
    const { concerns } = await overview();
    expect(concerns.find(({ name }) => name === 'duplicate-reviews')).toMatchObject({ status: 'attention' });
  });
});

describe('GET /overview/figures', () => {
  test('count the customers that became accounts, and how long that took', async () => {
    const { status, body } = await world.call('GET', '/overview/figures?hours=1');
    expect(status).toBe(200);
    const { buckets, bucketSeconds, isSampled } = body as OverviewFigures;
    expect([buckets.length, bucketSeconds, isSampled]).toEqual([60, 60, false]);
    expect(buckets.reduce((sum, { createdCount }) => sum + createdCount, 0)).toBe(2);
    /* The example operations say that they were recorded on a day in March. */
    expect(buckets.find(({ createdCount }) => createdCount > 0)?.p50Seconds).toBeGreaterThan(0);
  });

  test('many customers in one bucket are all counted, and sampled for their times', async () => {
    await world.database.query(
      `INSERT INTO staged_operations (operation_id, customer_id, kind, channel_database_id, operation, status,
         received_at, decided_at, in_real_time)
       SELECT gen_random_uuid(), gen_random_uuid(), 'create', 'paris',
         jsonb_build_object('recordedAt', to_jsonb(moment - interval '2 seconds')), 'completed', moment, moment,
         n % 2 = 0
       FROM generate_series(1, 1000) AS n, LATERAL (SELECT date_trunc('hour', now()) - interval '3 hours' AS moment) AS m`,
    );
    const { body } = await world.call('GET', '/overview/figures?hours=24');
    const { buckets, isSampled } = body as OverviewFigures;
    expect(isSampled).toBe(true);
    const bucket = buckets.find(({ createdCount }) => createdCount === 1_000);
    expect(bucket).toMatchObject({ p50Seconds: 2, p99Seconds: 2 });
    expect(bucket?.inRealTimeCount).toBeGreaterThan(0);
    expect(bucket?.inRealTimeCount).toBeLessThan(1_000);
    const again = (await world.call('GET', '/overview/figures?hours=24')).body as OverviewFigures;
    expect(again.buckets).toEqual(buckets);
  });

  test('have every bucket once and in order when the clock is put back, and when it has come on again', async () => {
    const { headquarters } = world;
    let at = now();
    const clock = { ...headquarters.seams.clock, now: () => at };
    const read = createFigureReader({ ...headquarters, seams: { ...headquarters.seams, clock } });
    const began = at.getTime();
    for (const minutes of [0, -30, -15, 0]) {
      at = new Date(began + minutes * 60_000);
      const { buckets } = await read('1');
      const afresh = await createFigureReader({ ...headquarters, seams: { ...headquarters.seams, clock } })('1');
      expect(buckets, `${minutes} minutes`).toEqual(afresh.buckets);
    }
  });
});
