import type { JobStatus } from '@counterfoil/batch/job-status';
import { describe, expect, test } from 'vitest';
import type { ConfigurationLine, Session } from '../read-headquarters.ts';
import { sentencesIn } from '../texts.ts';
import { diagnose, type DoctorFacts } from './diagnose.ts';

const job: JobStatus = {
  name: '1010',
  title: { en: 'Customers', fr: 'Clients' },
  aliases: [],
  recurrence: 'continuous',
  required: true,
  running: false,
  lastRun: undefined,
  nextRuns: [],
  warnings: [],
};
const session: Session = {
  id: '17',
  channelDatabaseId: 'paris',
  job: '1010',
  state: 'suspended',
  rowCount: 3,
  byteCount: 900,
  tryCount: 3,
  createdAt: '2030-06-15T11:50:00.000Z',
  reason: 'package_corrupt: the checksum differs',
};
const settings: ConfigurationLine = {
  channelDatabaseId: 'paris',
  job: '1070',
  settingsVersion: 4,
  publishedVersion: 3,
  actingVersion: 3,
  changedAt: '2030-06-15T11:50:00.000Z',
  publishedAt: '2030-06-15T11:40:00.000Z',
  onItsWay: 'notPublished',
  sentence: { en: 'Run it: counterfoil job run 1070', fr: 'Lancez-la : counterfoil job run 1070' },
};
const healthy: DoctorFacts = {
  jobs: [job],
  channelDatabases: [{ channelDatabaseId: 'paris', lastContactAt: '2030-06-15T11:59:30.000Z' }],
  configurations: [],
  suspendedSessions: [],
  availableSessions: [],
  failedOperationCount: 0,
  now: new Date('2030-06-15T12:00:00.000Z'),
};

function complaints(changes: Partial<DoctorFacts>): string[] {
  return diagnose({ ...healthy, ...changes }, sentencesIn('en'), 'en')
    .filter(({ needsAttention }) => needsAttention)
    .map(({ text }) => text);
}

describe('the doctor', () => {
  test('finds nothing where nothing is wrong, and says what it looked at', () => {
    expect(complaints({})).toEqual([]);
    expect(diagnose(healthy, sentencesIn('fr'), 'fr').map(({ text }) => text)).toEqual([
      'La tâche 1010 suit « continuous ».',
      'La base de canal paris est en contact.',
    ]);
  });

  test.each([
    ['missing', /no recurrence.*job recurrence 1010 continuous/u],
    ['off', /switched off.*job recurrence 1010 continuous/u],
    ['failing', /failed.*job history 1010/u],
    ['late', /late.*job run 1010/u],
  ] as const)('says what to do about a job that is %s', (warning, sentence) => {
    expect(complaints({ jobs: [{ ...job, warnings: [warning] }] })).toEqual([expect.stringMatching(sentence)]);
  });

  test('leaves alone a job that nobody has to schedule', () => {
    expect(complaints({ jobs: [{ ...job, required: false, warnings: ['failing'] }] })).toEqual([]);
  });

  test.each([
    [{ lastContactAt: null }, /never been in contact.*scale-unit code paris/u],
    [{ lastContactAt: '2030-06-15T11:40:00.000Z' }, /last heard of 20 minutes ago/u],
  ])('sees a channel database with %j', (changes, sentence) => {
    const channelDatabases = healthy.channelDatabases.map((channel) => ({ ...channel, ...changes }));
    expect(complaints({ channelDatabases })).toEqual([expect.stringMatching(sentence)]);
  });

  test('says what to do about settings that have been on their way for long', () => {
    expect(complaints({ configurations: [settings] })).toEqual([
      expect.stringMatching(
        /paris does not act on the latest settings of job 1070\. Run it: counterfoil job run 1070/u,
      ),
    ]);
    expect(complaints({ configurations: [{ ...settings, changedAt: '2030-06-15T11:59:30.000Z' }] })).toEqual([]);
    expect(complaints({ configurations: [{ ...settings, onItsWay: 'none' }] })).toEqual([]);
    expect(complaints({ configurations: [{ ...settings, publishedVersion: 0 }] })).toEqual([]);
  });

  test('names the oldest suspended session of a channel database, which holds up the others', () => {
    const suspendedSessions = [{ ...session, id: '18' }, session];
    expect(complaints({ suspendedSessions })).toEqual([
      expect.stringMatching(/2 download sessions of paris.*checksum differs.*sessions retry 17/u),
    ]);
  });

  test('sees a session that nobody fetches, once it has waited for long', () => {
    const fresh = { ...session, createdAt: '2030-06-15T11:59:00.000Z' };
    expect(complaints({ availableSessions: [fresh] })).toEqual([]);
    expect(complaints({ availableSessions: [fresh, session] })).toEqual([
      expect.stringMatching(/1 download sessions of paris.*sessions cancel 17/u),
    ]);
  });

  test('sees customers that could not be processed', () => {
    expect(complaints({ failedOperationCount: 2 })).toEqual([expect.stringMatching(/^2 customers.*--synchronize/u)]);
  });
});
