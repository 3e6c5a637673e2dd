import { createBatchJobs, type BatchJobs } from '@counterfoil/batch/batch-jobs';
import type { ConvertEverything } from '@counterfoil/contracts/administration/convert-everything';
import { createServer, type Server } from '@counterfoil/http/server';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headquartersJobs } from '../batch-jobs.ts';
import { convertEverythingBatchJob } from '../conversion/convert-everything.ts';
import { createRealTimeService } from '../conversion/real-time-service.ts';
import { allowRegistration, registerScaleUnit } from '../exchange/registration.ts';
import { openScaleUnitWakeUps, type ScaleUnitWakeUps } from '../exchange/scale-unit-wake-ups.ts';
import { headquartersMigrations, openHeadquarters, type Headquarters } from '../headquarters.ts';
import { insertSampleSettings } from '../settings/sample-settings.ts';
import { operationOf, stageOperations } from './administration-fixture.ts';
import { convertEverything, getConvertEverything } from './convert-everything.ts';

const seams = systemSeams(silentLog);
const soon = { timeout: 20_000, interval: 25 };
let test: TestDatabase;
let headquarters: Headquarters;
let scaleUnits: ScaleUnitWakeUps;
let closing: AsyncDisposableStack;

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  test = await createTestDatabase(headquartersMigrations);
  closing.defer(() => test.drop());
  await insertSampleSettings(test.database);
  headquarters = await openHeadquarters({ database: test.database, seams });
  scaleUnits = await openScaleUnitWakeUps(test.database, seams);
  closing.defer(() => scaleUnits.close());
});
afterEach(() => closing.disposeAsync());

interface Process {
  readonly batchJobs: BatchJobs;
  call(method: 'GET' | 'POST'): Promise<{ status: number; body: ConvertEverything }>;
}

/** A process of headquarters with the two routes; nobody has started its recurrences: all jobs are off. */
async function startProcess(): Promise<Process> {
  const batchJobs: BatchJobs = createBatchJobs({
    database: test.database,
    databaseUrl: test.url,
    seams,
    jobs: [
      ...headquartersJobs(headquarters, scaleUnits),
      convertEverythingBatchJob((job, signal) => batchJobs.runNow(job, { wait: true, signal })),
    ],
  });
  closing.defer(() => batchJobs.stop());
  const api = { headquarters, batchJobs, realTimeService: createRealTimeService(headquarters) };
  const server: Server = await createServer({
    name: 'Headquarters',
    version: '0.0.0',
    seams,
    authenticate: async () => ({ roles: ['administrator'], subject: 'Ann', scope: {} }),
    routes: [getConvertEverything(api), convertEverything(api)],
    limits: { requestsPerMinute: 'unlimited' },
    health: () => ({ status: 'ok' }),
    checkAnswers: true,
  });
  closing.defer(() => server.close());
  const address = await server.listen({ port: 0 });
  return {
    batchJobs,
    async call(method) {
      const answer = await fetch(`${address}/convert-everything`, { method });
      return { status: answer.status, body: (await answer.json()) as ConvertEverything };
    },
  };
}

async function untilEnded({ call }: Process): Promise<ConvertEverything> {
  return vi.waitFor(async () => {
    const { body } = await call('GET');
    expect(body.run?.state).not.toBe('running');
    return body;
  }, soon);
}

describe('convert everything now (BX-15)', () => {
  it('converts what waits with all jobs off, step by step, and says who could not be converted and why', async () => {
    const here = await startProcess();
    expect((await here.call('GET')).body.run).toBeNull();
    const broken = operationOf({ fields: { customerGroup: 'NONE' } });
    await stageOperations({ headquarters }, [operationOf(), operationOf(), broken]);
    const { status, body } = await here.call('POST');
    expect(status).toBe(202);
    expect(body.run?.steps.map(({ job }) => job)).toEqual(['P-0001', 'synchronize-customers', '1010']);
    const ended = await untilEnded(here);
    expect(ended.run).toMatchObject({ state: 'succeeded', converted: 2, failed: 1, error: null });
    expect(ended.run?.steps.every(({ state }) => state === 'succeeded')).toBe(true);
    expect(ended.waiting).toMatchObject([{ count: 1, code: expect.any(String), reason: expect.any(String) }]);
  });

  it('is one run however often and wherever it is asked for, and can be canceled with the job that it runs', async () => {
    const publicKey = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;
    await allowRegistration(test.database, 'paris', 'CODE');
    await registerScaleUnit(headquarters, { channelDatabaseId: 'paris', registrationCode: 'CODE', publicKey });
    /* Paris never comes by, so the P-job waits for it. */
    const [here, there] = [await startProcess(), await startProcess()];
    const first = (await here.call('POST')).body.run;
    const second = (await there.call('POST')).body.run;
    expect(second).toMatchObject({ runId: first?.runId, state: 'running' });
    await vi.waitFor(async () => {
      const { body } = await there.call('GET');
      expect(body.run?.steps.map(({ state }) => state)).toEqual(['running', 'waiting', 'waiting']);
    }, soon);
    await here.batchJobs.cancel('convert-everything', 'Ann');
    expect((await untilEnded(there)).run).toMatchObject({ runId: first?.runId, state: 'canceled', error: null });
    expect((await there.batchJobs.history('P-0001'))[0]?.state).toBe('canceled');
  });

  it('does not come to its end while one of its jobs is withheld, and says so', async () => {
    const here = await startProcess();
    await here.batchJobs.withhold('synchronize-customers', 'Ann');
    await here.call('POST');
    const { run } = await untilEnded(here);
    expect(run).toMatchObject({ state: 'failed', error: expect.stringContaining('synchronize-customers') });
    expect(run?.steps.map(({ state }) => state)).toEqual(['succeeded', 'failed', 'waiting']);
  });
});
