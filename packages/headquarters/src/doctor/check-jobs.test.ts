import type { JobStatus } from '@counterfoil/batch/job-status';
import { describe, expect, test } from 'vitest';
import { checkJobs } from './check-jobs.ts';
import type { Finding } from './finding.ts';

const now = new Date('2030-06-15T12:00:00.000Z');
const names = [
  'P-0001',
  'synchronize-customers',
  '1010',
  '1040',
  '1050',
  '1060',
  '1070',
  '1090',
  '1110',
  'synchronize-orders',
  'feature-management',
  'send-notifications',
  'deliver-events',
];
const required = ['P-0001', 'synchronize-customers', '1010'];

function job(name: string, changes: Partial<JobStatus> = {}): JobStatus {
  return {
    name,
    title: { en: `Title of ${name}`, fr: `Titre de ${name}` },
    aliases: [],
    recurrence: 'continuous',
    required: required.includes(name),
    running: false,
    lastRun: undefined,
    nextRuns: [],
    warnings: [],
    ...changes,
  };
}

function lastRun(state: 'succeeded' | 'failed' | 'interrupted'): JobStatus['lastRun'] {
  const error = state === 'failed' ? 'database_unreachable' : undefined;
  const at = '2030-06-15T11:40:00.000Z';
  return { runId: 'r', job: 'x', trigger: 'continuous', startedAt: at, endedAt: at, state, runs: 1, result: {}, error };
}

function find(changed: JobStatus): Finding | undefined {
  const findings = checkJobs(
    names.map((name) => (name === changed.name ? changed : job(name))),
    {},
    now,
  );
  expect(findings.filter(({ status }) => status !== 'fine').length).toBeLessThanOrEqual(1);
  return findings.find(({ name }) => name === `job/${changed.name}`);
}

describe('SD-09: the jobs of a customer’s way', () => {
  test('are fine when they run, and the last run is told', () => {
    expect(find(job('1010', { lastRun: lastRun('succeeded') }))).toMatchObject({
      status: 'fine',
      message: {
        en: 'The job Title of 1010 runs by "continuous"; it last did something 20 minutes ago.',
        fr: 'La tâche Titre de 1010 suit « continuous » ; elle a agi pour la dernière fois il y a 20 minutes.',
      },
      remedy: null,
    });
  });

  test.each([
    ['missing', /no recurrence: customers wait for ever/u, /job recurrence P-0001 continuous/u],
    ['off', /switched off: customers wait for ever/u, /job recurrence P-0001 continuous/u],
    ['failing', /failed \(database_unreachable\)/u, /job history P-0001/u],
    ['late', /late/u, /job run P-0001/u],
  ] as const)('are broken when a required one is %s', (warning, message, remedy) => {
    const found = find(job('P-0001', { warnings: [warning], lastRun: lastRun('failed') }));
    expect(found).toMatchObject({
      status: 'broken',
      message: { en: expect.stringMatching(message) },
      remedy: { en: expect.stringMatching(remedy), fr: expect.stringMatching(remedy) },
    });
  });

  test('need attention when a required one was only interrupted: the next run makes up for it', () => {
    const found = find(job('1010', { warnings: ['failing'], lastRun: lastRun('interrupted') }));
    expect(found?.status).toBe('attention');
  });

  test.each([
    ['1070', /channels go on with the settings they have/u],
    ['synchronize-orders', /do not become sales orders/u],
    ['feature-management', /scheduled are not switched on/u],
  ])('need attention when %s is off', (name, message) => {
    const found = find(job(name, { recurrence: 'off' }));
    expect(found).toMatchObject({ status: 'attention', message: { en: expect.stringMatching(message) } });
  });

  test('that headquarters lacks altogether are told of', () => {
    const findings = checkJobs([], {}, now);
    expect(findings.map(({ name }) => name)).toEqual(expect.arrayContaining(names.map((name) => `job/${name}`)));
    expect(findings.every(({ status }) => status !== 'fine')).toBe(true);
  });

  test('that this retailer does not need may be off', () => {
    const off = names.map((name) => job(name, { recurrence: name === 'deliver-events' ? 'off' : 'continuous' }));
    expect(checkJobs(off, { 'deliver-events': false }, now).every(({ status }) => status === 'fine')).toBe(true);
  });

  test('any other job is told of when it failed', () => {
    const jobs = [...names.map((name) => job(name)), job('post-statements', { warnings: ['failing'] })];
    expect(checkJobs(jobs, {}, now).filter(({ status }) => status !== 'fine')).toMatchObject([
      { name: 'job/post-statements', status: 'attention' },
    ]);
  });
});
