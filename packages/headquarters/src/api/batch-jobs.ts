import type { JobStatus } from '@counterfoil/batch/job-status';
import { recurrenceSchema } from '@counterfoil/contracts/channel-configuration';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { administratorOnly, readers, pageCountMax, type HeadquartersApi } from './headquarters-api.ts';

const figuresSchema = z.record(z.string(), z.union([z.number(), z.string()]));

const jobRunSchema = z.strictObject({
  runId: z.string(),
  job: z.string(),
  trigger: z.enum(['recurrence', 'runNow', 'continuous']),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  runs: z.number().int(),
  result: figuresSchema,
  error: z.string().optional(),
});

const jobStatusSchema = z.strictObject({
  name: z.string(),
  title: z.strictObject({ en: z.string(), fr: z.string() }),
  aliases: z.array(z.string()).readonly(),
  recurrence: z.string(),
  required: z.boolean(),
  running: z.boolean(),
  lastRun: jobRunSchema.optional(),
  nextRuns: z.array(z.string()).readonly(),
  warnings: z.array(z.enum(['missing', 'off', 'failing', 'late'])).readonly(),
});

const runResultSchema = jobRunSchema
  .pick({ runId: true, job: true, result: true, error: true })
  .extend({ state: z.enum(['succeeded', 'failed', 'interrupted']) });

const exampleRun = {
  runId: '01890000-0000-7000-8000-000000000001',
  job: 'synchronize-customers',
  trigger: 'runNow',
  startedAt: '2026-03-01T10:00:00.000Z',
  endedAt: '2026-03-01T10:00:01.000Z',
  state: 'succeeded',
  runs: 1,
  result: { completed: 12, failed: 0 },
} as const;

const exampleJob = {
  name: 'synchronize-customers',
  title: {
    en: 'Synchronize customers and business partners from async mode',
    fr: 'Synchroniser les clients et les partenaires commerciaux à partir du mode asynchrone',
  },
  aliases: ['Synchronize customers and channel requests'],
  recurrence: 'continuous',
  required: true,
  running: false,
  lastRun: exampleRun,
  nextRuns: [],
  warnings: [],
};

/** `GET /batch-jobs` */
export const listBatchJobs = ({ batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listBatchJobs',
      method: 'GET',
      path: '/batch-jobs',
      summary: 'The batch jobs',
      description: 'Recurrence, last run, next runs and warnings of each job; required jobs that are missing included.',
      request: {},
      response: { 200: z.strictObject({ batchJobs: z.array(jobStatusSchema) }) },
      errors: [],
      examples: { response: { batchJobs: [exampleJob] } },
    }),
    async () => ({ status: 200, body: { batchJobs: await batchJobs.list() } }),
  );

const nameParams = z.strictObject({ name: z.string().min(1).max(200) });

/** `POST /batch-jobs/{name}/runs` */
export const runBatchJob = ({ batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'runBatchJob',
      method: 'POST',
      path: '/batch-jobs/:name/runs',
      summary: 'Run a job now',
      description: 'By name or alias; answers when the run has ended. `wait`: after the run that is under way.',
      request: { params: nameParams, body: z.strictObject({ wait: z.boolean().optional() }).nullable() },
      response: { 200: runResultSchema },
      errors: ['job_unknown', 'job_running'],
      examples: {
        request: { wait: true },
        response: { runId: exampleRun.runId, job: exampleRun.job, state: 'succeeded', result: exampleRun.result },
      },
    }),
    async ({ params, body }) => ({
      status: 200,
      body: await batchJobs.runNow(params.name, { wait: body?.wait ?? false }),
    }),
  );

/** `GET /batch-jobs/{name}/runs` */
export const listBatchJobRuns = ({ batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listBatchJobRuns',
      method: 'GET',
      path: '/batch-jobs/:name/runs',
      summary: 'The history of a job',
      description: 'The latest runs, newest first.',
      request: {
        params: nameParams,
        query: z.strictObject({ limit: z.coerce.number().int().min(1).max(pageCountMax).optional() }),
      },
      response: { 200: z.strictObject({ runs: z.array(jobRunSchema) }) },
      errors: ['job_unknown'],
      examples: { response: { runs: [exampleRun] } },
    }),
    async ({ params, query }) => ({ status: 200, body: { runs: await batchJobs.history(params.name, query.limit) } }),
  );

/** `PUT /batch-jobs/{name}/recurrence` */
export const setBatchJobRecurrence = (api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'setBatchJobRecurrence',
      method: 'PUT',
      path: '/batch-jobs/:name/recurrence',
      summary: 'Schedule a job',
      description: 'Five cron fields, optionally with a time zone, or `continuous`, or `off`.',
      request: { params: nameParams, body: z.strictObject({ recurrence: recurrenceSchema }) },
      response: { 200: jobStatusSchema },
      errors: ['job_unknown', 'recurrence_invalid'],
      examples: { request: { recurrence: '*/5 * * * *' }, response: exampleJob },
    }),
    async ({ params, body, caller }) => ({
      status: 200,
      body: await changeRecurrence(api, params.name, body.recurrence, caller.subject),
    }),
  );

/* The scheduler keeps its recurrences in transactions of its own, so the audit follows the change. */
async function changeRecurrence(
  { batchJobs, headquarters }: HeadquartersApi,
  nameOrAlias: string,
  recurrence: string,
  changedBy: string,
): Promise<JobStatus> {
  const before = jobOf(await batchJobs.list(), nameOrAlias);
  await batchJobs.setRecurrence(nameOrAlias, recurrence);
  const after = jobOf(await batchJobs.list(), nameOrAlias);
  if (!after) throw new Error('the job whose recurrence was set is not in the list of jobs');
  const { database, seams } = headquarters;
  const [oldValue, newValue] = [before?.recurrence ?? null, after.recurrence];
  const setting = `recurrence of batch job ${after.name}`;
  await database.transaction('record recurrence change', async (tx) => {
    await recordSettingChange(tx, { changedBy, setting, oldValue, newValue }, seams.clock.now());
  });
  /* Scale units upload by themselves or not by the P-job's recurrence, which they are told at every contact. */
  headquarters.wakeUps.configured();
  return after;
}

function jobOf(jobs: readonly JobStatus[], nameOrAlias: string): JobStatus | undefined {
  const wanted = nameOrAlias.trim().toLowerCase();
  return jobs.find(({ name, aliases }) => [name, ...aliases].some((text) => text.toLowerCase() === wanted));
}
