import type { JobStatus } from '@counterfoil/batch/job-status';
import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { traceCustomer, type HeadquartersTrace } from '@counterfoil/headquarters/trace/trace-customer';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNamed, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';

let world: ExchangeWorld;
beforeEach(async () => {
  world = await openExchangeWorld();
});
afterEach(() => world.close());

function job(name: string, recurrence: string, nextRuns: string[] = []): JobStatus {
  const title = { en: `Job ${name}`, fr: `Tâche ${name}` };
  return {
    name,
    title,
    recurrence,
    nextRuns,
    aliases: [],
    required: true,
    running: false,
    lastRun: undefined,
    warnings: [],
  };
}

const jobs = [job('synchronize-customers', '*/5 * * * *', ['2026-03-01T10:05:00.000Z']), job('1010', 'continuous')];

async function trace(identifier: string, language: 'en' | 'fr' = 'en'): Promise<HeadquartersTrace> {
  const traced = await traceCustomer(world.headquarters, identifier, { language, jobs });
  const sentences = [...traced.steps, ...traced.channels, traced.next].map(({ text }) => text).join('\n');
  expect(sentences).not.toMatch(uuidPattern);
  expect(sentences).not.toMatch(/\{\w+\}/u);
  return traced;
}

const stepNames = ({ steps }: HeadquartersTrace): string[] => steps.map(({ step }) => step);
const stateAt = ({ channels }: HeadquartersTrace, name: string): string | undefined =>
  channels.find(({ channelDatabaseId }) => channelDatabaseId === name)?.state;

test('R3: a trace tells every step of an asynchronous customer with its time, and what comes next, by whom and when', async () => {
  const { paris } = world.stores;
  const { customerId } = await createNamed(paris, 'Quimby');
  await expect(trace(customerId)).rejects.toMatchObject({ code: 'customer_not_at_headquarters' });

  await runPJob(paris);
  const staged = await trace(customerId);
  expect(stepNames(staged)).toEqual(['recorded', 'uploaded', 'staged']);
  expect(staged.name).toBe('Imogen Quimby');
  expect(staged.steps.map(({ text }) => text)).toEqual([
    'Created at Paris.',
    expect.stringMatching(/^Uploaded by the P-job: package 1 of the session \d+\.$/u),
    'Kept in the staging inbox of headquarters.',
  ]);
  expect(staged.next).toEqual({
    who: 'job',
    job: 'synchronize-customers',
    at: '2026-03-01T10:05:00.000Z',
    text: 'Job synchronize-customers does the next step. Its next run is at 2026-03-01 10:05 UTC.',
  });

  await synchronizeCustomers(world.headquarters);
  const converted = await trace(customerId, 'fr');
  expect(stepNames(converted)).toEqual(['recorded', 'uploaded', 'staged', 'converted', 'inFeed']);
  expect(stateAt(converted, 'paris')).toBe('notPacked');
  expect(converted.next).toMatchObject({ who: 'job', job: '1010' });
  expect(converted.next.text).toContain('tourne en continu');

  await publish1010(world.headquarters);
  const published = await trace(converted.customerAccountNumber ?? '');
  expect(published.channels.find(({ channelDatabaseId }) => channelDatabaseId === 'paris')).toMatchObject({
    state: 'waiting',
    channels: [{ name: 'Paris' }],
    publishedAt: expect.stringMatching(/^\d{4}-/u) as string,
    appliedAt: null,
  });
  expect(stateAt(published, 'online')).toBe('notRegistered');
  expect(published.next).toMatchObject({ who: 'scaleUnit' });

  for (const store of Object.values(world.stores)) {
    await downloadAvailable(store);
    await agreeWithHeadquarters(store);
  }
  const applied = await trace(customerId);
  expect(applied.channels.find(({ channelDatabaseId }) => channelDatabaseId === 'paris')).toMatchObject({
    state: 'applied',
    appliedAt: expect.stringMatching(/^\d{4}-/u) as string,
    registers: [{ channelId: 'PARIS' }, { channelId: 'PARIS' }],
  });
  expect(stateAt(applied, 'houston')).toBe('applied');
  expect(applied.next).toMatchObject({ who: 'nobody', text: expect.stringContaining('Nothing more to do') as string });
});

test('a synchronous customer came in real time; a suspended session is named with what holds it up', async () => {
  const { houston } = world.stores;
  const { customerId } = await createNamed(houston, 'Prentiss');
  const created = await trace(customerId);
  expect(stepNames(created)).toEqual(['recorded', 'inRealTime', 'staged', 'converted', 'inFeed']);
  await publish1010(world.headquarters);
  await world.headquarters.database.query(
    "UPDATE download_sessions SET state = 'suspended' WHERE channel_database_id = 'paris' AND job = '1010'",
  );
  const held = await trace(customerId);
  expect(stateAt(held, 'paris')).toBe('suspended');
  expect(held.next).toMatchObject({ who: 'administrator', text: expect.stringContaining('of Paris') as string });
});

test('a failed customer says why, and that an administrator acts next; corrected, who did it', async () => {
  const { paris } = world.stores;
  const { customerId } = await createNamed(paris, 'Albright');
  await runPJob(paris);
  await world.headquarters.database.query(
    "UPDATE customer_groups SET customer_group = '31' WHERE customer_group = '30'",
  );
  await synchronizeCustomers(world.headquarters);
  const failed = await trace(customerId);
  expect(stepNames(failed)).toEqual(['recorded', 'uploaded', 'staged', 'failed']);
  expect(failed.steps.at(-1)?.text).toBe('Headquarters could not process it: Unknown customer group "30".');
  expect(failed.next.who).toBe('administrator');
  expect(failed.channels).toEqual([]);
});
