import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrate } from '@counterfoil/database/migrations';
import { createTestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { expect, it } from 'vitest';
import { headquartersMigrations } from '../headquarters.ts';
import { distributionSchedules } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';

const seams = systemSeams(silentLog);
const lastBefore = '0016';

/** The migrations of the version before tills were devices. */
async function migrationsBefore(folder: string): Promise<URL> {
  for (const file of await readdir(headquartersMigrations)) {
    const source = new URL(`../../migrations/${file}`, import.meta.url);
    if (file.slice(0, 4) <= lastBefore) await cp(source, join(folder, file));
  }
  return pathToFileURL(folder);
}

const schedule = {
  name: 'Configuration',
  direction: 'download',
  active: true,
  channelDatabaseGroups: ['default'],
} as const;

it('job 1040 joins the schedules that carry staff, unless one carries it already', async () => {
  await using closing = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-upgrade-'));
  closing.defer(() => rm(folder, { recursive: true }));
  const before = await migrationsBefore(folder);
  for (const named of [['1040'], ['9999'], []]) {
    const { database, drop } = await createTestDatabase(undefined);
    closing.defer(drop);
    await migrate(database, before, seams);
    const schedules = [
      { ...schedule, distributionScheduleId: 'CONFIGURATION', schedulerJobs: ['1050', '1060'] },
      { ...schedule, distributionScheduleId: 'CUSTOMERS', schedulerJobs: ['1010', ...named] },
    ];
    for (const document of schedules) {
      await database.affected('INSERT INTO setting_documents (kind, key, document) VALUES ($1, $2, $3)', [
        distributionSchedules.name,
        document.distributionScheduleId,
        JSON.stringify(document),
      ]);
    }
    await migrate(database, headquartersMigrations, seams);
    const jobs = (await readSettings(database, distributionSchedules)).map(({ schedulerJobs }) => schedulerJobs);
    const carrying = named.length > 0 ? ['1050', '1060'] : ['1050', '1060', '1040'];
    expect(jobs).toEqual([carrying, ['1010', ...named]]);
  }
});
