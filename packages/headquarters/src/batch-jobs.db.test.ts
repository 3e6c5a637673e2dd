import { createTestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { expect, it } from 'vitest';
import { headquartersJobs } from './batch-jobs.ts';
import { headquartersMigrations, openHeadquarters } from './headquarters.ts';
import { allowRegistration, registerScaleUnit } from './exchange/registration.ts';
import { insertSampleSettings } from './settings/sample-settings.ts';
import { openScaleUnitWakeUps } from './exchange/scale-unit-wake-ups.ts';

const seams = systemSeams(silentLog);

it('a scale unit that connects only while the P-job runs is asked to upload as well', async () => {
  const { database, drop } = await createTestDatabase(headquartersMigrations);
  await insertSampleSettings(database);
  const headquarters = await openHeadquarters({ database, seams });
  const scaleUnits = await openScaleUnitWakeUps(database, seams);
  const publicKey = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;
  await allowRegistration(database, 'paris', 'CODE');
  await registerScaleUnit(headquarters, { channelDatabaseId: 'paris', registrationCode: 'CODE', publicKey });
  const pJob = headquartersJobs(headquarters, scaleUnits).find((job) => job.name === 'P-0001');
  const runId = seams.ids.uuid();
  const run = pJob?.run({ runId, trigger: 'runNow', signal: new AbortController().signal, progress: () => undefined });
  await seams.clock.sleep(200);
  scaleUnits.connect('paris', (wakeUp) => {
    if (wakeUp.kind === 'upload')
      scaleUnits.report('paris', { runId: wakeUp.runId, packages: 1, rows: 3, error: null });
  });
  expect(await run).toEqual({ packages: 1, rows: 3, failed: 0, notReached: 0 });
  await scaleUnits.close();
  await drop();
});
