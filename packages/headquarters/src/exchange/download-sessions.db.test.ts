import { feedStart, type FeedPosition } from '@counterfoil/contracts/exchange';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordAgreement } from './channel-databases.ts';
import { nextDownload, openSession, reportDownload, sharedPackage, storePackage } from './download-sessions.ts';
import { headquartersMigrations, openHeadquarters, type Headquarters } from '../headquarters.ts';
import { insertSampleSettings } from '../settings/sample-settings.ts';

const seams = systemSeams(silentLog);
const to: FeedPosition = { epochNumber: 1, xid: '900', n: '7', changeId: null };
let test: TestDatabase;
let headquarters: Headquarters;

beforeEach(async () => {
  test = await createTestDatabase(headquartersMigrations);
  await insertSampleSettings(test.database);
  headquarters = await openHeadquarters({ database: test.database, seams });
  const agreement = {
    channelEpoch: headquarters.epoch,
    lastUploadPackage: 0,
    position: feedStart,
    now: seams.clock.now(),
  };
  for (const channelDatabaseId of ['houston', 'paris']) {
    await recordAgreement(test.database, { ...agreement, channelDatabaseId });
  }
});
afterEach(() => test.drop());

async function openOn(channelDatabaseId: string): Promise<void> {
  await test.database.transaction('open', async (tx) => {
    const made = { groupId: 'default', from: feedStart, to, rowCount: 1, body: Buffer.from('package') };
    await openSession(tx, channelDatabaseId, await storePackage(tx, made), seams.clock.now());
  });
}

it('a package stays while a second database is just opening a session on it', async () => {
  await openOn('houston');
  const houstons = await nextDownload(headquarters, 'houston');
  const opened = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const opening = test.database.transaction('open a second session', async (tx) => {
    const audience = { groupId: 'default', channelDatabaseId: 'houston', visibilityKey: '' };
    const range = await sharedPackage(tx, audience, feedStart);
    if (!range) throw new Error('the package is gone');
    await openSession(tx, 'paris', range, seams.clock.now());
    opened.resolve();
    await commit.promise;
  });
  await opened.promise;
  const report = reportDownload(headquarters, 'houston', houstons?.downloadSessionId ?? '', { result: 'applied' });
  /* The report has come as far as it can before the second session is committed. */
  await seams.clock.sleep(200);
  commit.resolve();
  await Promise.all([opening, report]);
  expect((await nextDownload(headquarters, 'paris'))?.body.toString()).toBe('package');
});

it('a package goes with its last open session', async () => {
  await openOn('houston');
  const download = await nextDownload(headquarters, 'houston');
  await reportDownload(headquarters, 'houston', download?.downloadSessionId ?? '', { result: 'applied' });
  expect(await test.database.query('SELECT package_id FROM download_packages')).toEqual([]);
  expect(await test.database.query('SELECT state FROM download_sessions')).toEqual([{ state: 'applied' }]);
});
