import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import type { Tx } from '@counterfoil/database/database';
import { systemClock } from '@counterfoil/platform/clock';
import { noPlantedBugs } from '@counterfoil/platform/planted-bugs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { headquartersMigrations } from '../headquarters.ts';
import { recordDecisions, stageEntries } from './staging-inbox.ts';

const operation: CustomerOperation = {
  operationId: '019b0000-0000-7000-8000-000000000001',
  customerId: '019b0000-0000-7000-8000-0000000000c1',
  kind: 'create',
  origin: { legalEntity: 'USRT', channelId: 'HOUSTON', node: 'houston', terminalId: null, workerId: null },
  recordedAt: '2026-03-05T10:00:00.000Z',
  baseVersion: 0,
  follows: null,
  changes: { fields: { customerGroup: 'unknown' }, addresses: [] },
};
const problem = { code: 'customer_group_unknown', field: 'customerGroup' };
let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase(headquartersMigrations);
});
afterEach(() => test.drop());

function stage(tx: Tx, acknowledged: boolean): Promise<string[]> {
  const entries = [{ operation, knownAccountNumber: null }];
  const now = systemClock.now();
  return stageEntries(tx, entries, { channelDatabaseId: 'houston', now, plantedBugs: noPlantedBugs, acknowledged });
}

/** The Real-time Service refuses the operation and commits when it is told to. */
function refuseInRealTime(refused: () => void, commit: Promise<void>): Promise<void> {
  return test.database.transaction('refuse in real time', async (tx) => {
    await stage(tx, false);
    const decision = { operation, status: 'refused', problem, customer: null, isNew: false } as const;
    await recordDecisions(tx, [{ ...decision, conflicts: [], searchKeys: null }], systemClock.now());
    refused();
    await commit;
  });
}

const uploadByPJob = (): Promise<string[]> => test.database.transaction('upload', (tx) => stage(tx, true));

const statuses = async (): Promise<string[]> =>
  (await test.database.query<{ status: string }>('SELECT status FROM staged_operations')).map(({ status }) => status);

it('what the Real-time Service refused is decided again when it comes by P-job after all', async () => {
  await refuseInRealTime(() => undefined, Promise.resolve());
  expect(await statuses()).toEqual(['refused']);
  expect(await uploadByPJob()).toEqual([]);
  expect(await statuses()).toEqual(['uploaded']);
});

it('it is decided again too when it comes by P-job while the refusal is just being committed', async () => {
  const refused = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const refusal = refuseInRealTime(refused.resolve, commit.promise);
  await refused.promise;
  const upload = uploadByPJob();
  /* The upload has come as far as it can before the refusal is committed. */
  await systemClock.sleep(200);
  commit.resolve();
  await Promise.all([refusal, upload]);
  expect(await statuses()).toEqual(['uploaded']);
});
