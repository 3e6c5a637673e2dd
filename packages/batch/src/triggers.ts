import { PgBoss } from 'pg-boss';
import { StartError } from '@counterfoil/database/start-error';
import type { Log } from '@counterfoil/platform/log';
import type { Recurrence } from './recurrence.ts';
import { describeFailure } from './run-result.ts';
import type { RunTrigger } from './run-result.ts';

/** The schema of pg-boss's own tables. */
const bossSchema = 'pgboss';
const bossConnectionsMax = 2;
/** The longest that pg-boss lets a run be under way; single flight, not this, keeps a second run away. */
const runSecondsMax = 24 * 60 * 60;
const triggersKeptSeconds = 24 * 60 * 60;
const stopTimeoutMs = 30_000;

/** Makes timed runs happen, and runs that another process asked for. */
export interface Triggers {
  /** Throws a StartError when the scheduler can't be started. */
  start(): Promise<void>;
  /** Waits for the runs that were triggered here. */
  stop(): Promise<void>;
  /** Makes the job run at the times of `recurrence` and at no others. */
  schedule(job: string, recurrence: Recurrence): Promise<void>;
  /** Has the job run soon in one of the processes; requests that wait are one. */
  requestRun(job: string): Promise<void>;
}

/** What is asked for a job: one run. */
interface TriggerPayload {
  readonly trigger: RunTrigger;
}

/**
 * Triggers by pg-boss, in the schema `pgboss` of the same database. A queue holds at most one waiting trigger per
 * job (policy *short*), so an outage leaves no storm behind; a time missed while every process was down is made good
 * once. Each `onTrigger` ends with its run and throws nothing: failures are the history's, not the queue's.
 */
export function createTriggers(options: {
  readonly databaseUrl: string;
  readonly jobs: readonly string[];
  readonly log: Log;
  onTrigger(job: string, trigger: RunTrigger): Promise<void>;
}): Triggers {
  const { databaseUrl, jobs, log, onTrigger } = options;
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: bossSchema,
    max: bossConnectionsMax,
    application_name: 'counterfoil batch triggers',
  });
  boss.on('error', (error) => log.warn({ error: describeFailure(error) }, 'the scheduler of the batch jobs failed'));
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'the scheduler of the batch jobs warns'));

  const serve = async (job: string): Promise<void> => {
    await createTriggerQueue(boss, job);
    await boss.work<TriggerPayload>(job, async ([request]) => onTrigger(job, request?.data.trigger ?? 'recurrence'));
  };

  return {
    async start() {
      try {
        await boss.start();
        for (const job of jobs) await serve(job);
      } catch (cause) {
        await boss.stop({ graceful: false });
        throw new StartError(
          `The batch jobs cannot be scheduled (${describeFailure(cause)}): check that the database answers and that its user may create the schema "${bossSchema}".`,
          { cause },
        );
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: stopTimeoutMs }),
    async schedule(job, recurrence) {
      if (recurrence.kind !== 'cron') return boss.unschedule(job);
      const payload: TriggerPayload = { trigger: 'recurrence' };
      await boss.schedule(job, recurrence.expression, payload, { tz: recurrence.timeZone, missed: 'once' });
    },
    async requestRun(job) {
      const payload: TriggerPayload = { trigger: 'runNow' };
      await boss.send(job, payload);
    },
  };
}

async function createTriggerQueue(boss: PgBoss, job: string): Promise<void> {
  await boss.createQueue(job, {
    policy: 'short',
    retryLimit: 0,
    expireInSeconds: runSecondsMax,
    retentionSeconds: triggersKeptSeconds,
    deleteAfterSeconds: triggersKeptSeconds,
  });
}
