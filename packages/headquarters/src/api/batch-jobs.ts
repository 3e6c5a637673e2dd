import type { JobStatus } from '@counterfoil/batch/job-status';
import { formatRecurrence, nextRuns, parseRecurrence } from '@counterfoil/batch/recurrence';
import {
  batchJobsAnswerSchema,
  jobRunsAnswerSchema,
  jobStatusSchema,
  recurrencePreviewSchema,
  runResultSchema,
  runStates,
  runTriggers,
} from '@counterfoil/contracts/administration/batch-jobs';
import { recurrenceSchema } from '@counterfoil/contracts/channel-configuration';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { readers, setupWriters, pageCountMax, type HeadquartersApi } from './headquarters-api.ts';

const exampleRun = {
  runId: '01890000-0000-7000-8000-000000000001',
  job: 'synchronize-customers',
  trigger: 'runNow',
  startedAt: '2026-03-01T10:00:00.000Z',
  endedAt: '2026-03-01T10:00:01.000Z',
  state: 'succeeded',
  runs: 1,
  durationMs: 940,
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
      response: { 200: batchJobsAnswerSchema },
      errors: [],
      examples: { response: { batchJobs: [exampleJob] } },
    }),
    async () => ({ status: 200, body: { batchJobs: await batchJobs.list() } }),
  );

const nameParams = z.strictObject({ name: z.string().min(1).max(200) });
const runBodySchema = z.strictObject({ wait: z.boolean().optional(), background: z.boolean().optional() }).nullable();
const historyCountDefault = 50;
const previewCount = 5;
const previewCountMax = 20;

/** `POST /batch-jobs/{name}/runs` */
export const runBatchJob = ({ batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'runBatchJob',
      method: 'POST',
      path: '/batch-jobs/:name/runs',
      summary: 'Run a job now',
      description:
        'By name or alias; answers when the run has ended. `wait`: after the run that is under way. `background`: answers ' +
        'as soon as it has begun. A job that is withheld is not started.',
      request: { params: nameParams, body: runBodySchema },
      response: { 200: runResultSchema, 202: z.strictObject({ runId: z.string() }) },
      errors: ['job_unknown', 'job_running', 'job_withheld'],
      examples: {
        request: { wait: true },
        response: { runId: exampleRun.runId, job: exampleRun.job, state: 'succeeded', result: exampleRun.result },
      },
    }),
    async ({ params, body }) =>
      body?.background === true
        ? { status: 202, body: { runId: await batchJobs.begin(params.name) } }
        : { status: 200, body: await batchJobs.runNow(params.name, { wait: body?.wait ?? false }) },
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
      description: 'The runs, newest first; by state, by what made them happen, and by when they began.',
      request: {
        params: nameParams,
        query: z.strictObject({
          state: z.enum(runStates).optional(),
          trigger: z.enum(runTriggers).optional(),
          from: z.iso.datetime({ offset: true }).optional(),
          to: z.iso.datetime({ offset: true }).optional(),
          cursor: z.uuid().optional(),
          limit: z.coerce.number().int().min(1).max(pageCountMax).default(historyCountDefault),
        }),
      },
      response: { 200: jobRunsAnswerSchema },
      errors: ['job_unknown'],
      examples: { response: { runs: [exampleRun], nextCursor: null } },
    }),
    async ({ params, query: { cursor, limit, ...filter } }) => {
      const runs = await batchJobs.history(params.name, { ...filter, before: cursor, countMax: limit });
      const nextCursor = runs.length < limit ? null : (runs.at(-1)?.runId ?? null);
      return { status: 200, body: { runs, nextCursor } };
    },
  );

/** `POST /batch-jobs/{name}/cancel` */
export const cancelBatchJob = ({ batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'cancelBatchJob',
      method: 'POST',
      path: '/batch-jobs/:name/cancel',
      summary: 'Cancel the run that is under way',
      description:
        'It ends after its current transaction, whichever process of headquarters has it; nothing is half done.',
      request: { params: nameParams },
      response: { 204: 'empty' },
      errors: ['job_unknown', 'job_not_running'],
      examples: { response: undefined },
    }),
    async ({ params, caller }) => {
      await batchJobs.cancel(params.name, caller.subject);
      return { status: 204 };
    },
  );

/** `PUT /batch-jobs/{name}/withheld` */
export const withholdBatchJob = (api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'withholdBatchJob',
      method: 'PUT',
      path: '/batch-jobs/:name/withheld',
      summary: 'Withhold a job, or release it',
      description:
        'A job that is withheld is not started: neither by its recurrence, nor continuously, nor by a person. A run that ' +
        'is under way goes on. It stays withheld over restarts.',
      request: { params: nameParams, body: z.strictObject({ withheld: z.boolean() }) },
      response: { 200: jobStatusSchema },
      errors: ['job_unknown'],
      examples: { request: { withheld: true }, response: exampleJob },
    }),
    async ({ params, body, caller }) => ({
      status: 200,
      body: await changeWithheld(api, params.name, body.withheld, caller.subject),
    }),
  );

async function changeWithheld(
  { batchJobs, headquarters }: HeadquartersApi,
  nameOrAlias: string,
  isWithheld: boolean,
  changedBy: string,
): Promise<JobStatus> {
  if (isWithheld) await batchJobs.withhold(nameOrAlias, changedBy);
  else await batchJobs.release(nameOrAlias);
  const after = jobOf(await batchJobs.list(), nameOrAlias);
  if (!after) throw new Error('the job that was withheld or released is not in the list of jobs');
  /* Scale units upload by themselves only while the P-job is neither off nor withheld. */
  headquarters.wakeUps.configured();
  return after;
}

/** `GET /recurrence-preview` */
export const previewRecurrence = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'previewRecurrence',
      method: 'GET',
      path: '/recurrence-preview',
      summary: 'When a recurrence would run a job',
      description: 'The next times, as the scheduler keeps them over changes of daylight saving. Nothing is saved.',
      request: {
        query: z.strictObject({
          recurrence: recurrenceSchema,
          count: z.coerce.number().int().min(1).max(previewCountMax).default(previewCount),
        }),
      },
      response: { 200: recurrencePreviewSchema },
      errors: ['recurrence_invalid'],
      examples: { response: { recurrence: '30 2 * * * Europe/Paris', nextRuns: ['2026-03-02T01:30:00.000Z'] } },
    }),
    async ({ query }) => {
      const recurrence = parseRecurrence(query.recurrence);
      const times = nextRuns(recurrence, headquarters.seams.clock.now(), query.count);
      const body = { recurrence: formatRecurrence(recurrence), nextRuns: times.map((time) => time.toISOString()) };
      return { status: 200, body };
    },
  );

/** `PUT /batch-jobs/{name}/recurrence` */
export const setBatchJobRecurrence = (api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
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
