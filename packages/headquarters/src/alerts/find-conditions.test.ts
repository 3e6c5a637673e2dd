import type { JobStatus } from '@counterfoil/batch/job-status';
import type { AlertRule } from '@counterfoil/contracts/administration/alerts';
import { describe, expect, it } from 'vitest';
import { lineCountMax } from '../doctor/finding.ts';
import { findConditions, type AlertFacts } from './find-conditions.ts';

const now = new Date('2026-03-01T10:00:00.000Z');
const rule: AlertRule = {
  alertRuleId: 'RULE',
  name: 'Rule',
  active: true,
  condition: 'jobFailed',
  job: null,
  minutes: 30,
  emailAddresses: [],
  senderAddress: null,
  languageId: 'en',
};

function job(over: Partial<JobStatus>): JobStatus {
  return {
    name: '1010',
    title: { en: 'Customers (1010)', fr: 'Clients (1010)' },
    aliases: [],
    recurrence: '0 * * * *',
    required: true,
    running: false,
    lastRun: undefined,
    nextRuns: [],
    warnings: [],
    ...over,
  };
}

function facts(over: Partial<AlertFacts>): AlertFacts {
  const sequences = { sequences: [], legalEntities: [], customersOfLastWeek: new Map<string, number>() };
  return { now, jobs: [], staged: [], outboxes: [], sessions: [], sequences, ...over };
}

describe('a rule about jobs', () => {
  it('finds jobs that are late, off or missing, in the words of the doctor', () => {
    const jobs = [job({ warnings: ['off'] }), job({ name: 'P-0001', warnings: ['failing'] })];
    const [found, ...others] = findConditions({ ...rule, condition: 'jobLate' }, facts({ jobs }));
    expect(found).toMatchObject({ subject: '1010', message: { en: expect.stringContaining('switched off') } });
    expect(others).toEqual([]);
  });

  it('finds a job that has been withheld long enough, not one that has just been', () => {
    const withheld = (minutesAgo: number): JobStatus =>
      job({
        warnings: ['withheld'],
        withheld: { withheldAt: new Date(now.getTime() - minutesAgo * 60_000).toISOString(), withheldBy: 'Ann' },
      });
    const ask = (minutesAgo: number): unknown[] =>
      findConditions({ ...rule, condition: 'jobWithheld' }, facts({ jobs: [withheld(minutesAgo)] }));
    expect(ask(29)).toEqual([]);
    expect(ask(30)).toHaveLength(1);
  });

  it('finds a run that takes longer than the rule allows', () => {
    const lastRun = {
      runId: 'a',
      job: '1010',
      trigger: 'runNow' as const,
      startedAt: '2026-03-01T09:20:00.000Z',
      endedAt: undefined,
      state: 'running' as const,
      runs: 1,
      result: {},
      error: undefined,
    };
    const jobs = [job({ running: true, lastRun })];
    const ask = (minutes: number): string[] =>
      findConditions({ ...rule, condition: 'jobRunsLong', minutes }, facts({ jobs })).map(({ message }) => message.en);
    expect(ask(60)).toEqual([]);
    expect(ask(30)).toEqual(['The job Customers (1010) has been running for 40 minutes.']);
  });
});

describe('a rule about what waits', () => {
  it('finds customers that wait longer than it allows, at headquarters and in outboxes', () => {
    const staged = [
      { channelDatabaseId: 'houston', name: 'Houston', count: 2, oldestReceivedAt: '2026-03-01T09:45:00.000Z' },
    ];
    const outboxes = [
      { channelDatabaseId: 'paris', name: 'Paris', undelivered: 1, oldestRecordedAt: '2026-03-01T09:00:00.000Z' },
    ];
    const ask = (minutes: number): string[] =>
      findConditions({ ...rule, condition: 'customersPending', minutes }, facts({ staged, outboxes })).map(
        ({ subject }) => subject,
      );
    expect(ask(10)).toEqual(['backlog/houston/headquarters', 'backlog/paris/outbox']);
    expect(ask(30)).toEqual(['backlog/paris/outbox']);
    expect(ask(90)).toEqual([]);
  });

  it('finds each of many channel databases by itself, with what to do about it', () => {
    const ids = Array.from({ length: 2 * lineCountMax }, (_, index) => `store-${index}`);
    const outboxes = ids.map((id) => {
      return { channelDatabaseId: id, name: id, undelivered: 1, oldestRecordedAt: '2026-03-01T09:00:00.000Z' };
    });
    const sessions = ids.map((id) => ({
      channelDatabaseId: id,
      name: id,
      state: 'suspended' as const,
      count: 1,
      downloadSessionId: '17',
      createdAt: '2026-03-01T09:00:00.000Z',
      errorCode: null,
    }));
    for (const condition of ['customersPending', 'downloadSuspended'] as const) {
      const found = findConditions({ ...rule, condition }, facts({ outboxes, sessions }));
      expect(found.map(({ subject }) => subject.split('/')[1])).toEqual(ids);
    }
  });

  it('finds suspended download sessions, not those that only wait', () => {
    const session = {
      channelDatabaseId: 'paris',
      name: 'Paris',
      count: 1,
      downloadSessionId: '17',
      createdAt: '2026-03-01T09:00:00.000Z',
      errorCode: 'package_corrupt',
    };
    const sessions = [
      { ...session, state: 'suspended' as const },
      { ...session, state: 'available' as const },
    ];
    const found = findConditions({ ...rule, condition: 'downloadSuspended' }, facts({ sessions }));
    expect(found.map(({ subject }) => subject)).toEqual(['sessions/paris/suspended']);
  });

  it('finds nothing where the doctor finds everything fine', () => {
    for (const condition of ['numberSequence', 'downloadSuspended', 'customersPending'] as const) {
      expect(findConditions({ ...rule, condition }, facts({}))).toEqual([]);
    }
  });
});
