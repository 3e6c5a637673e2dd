import {
  convertEverythingJob,
  convertEverythingSchema,
} from '@counterfoil/contracts/administration/convert-everything';
import type { ConvertEverything } from '@counterfoil/contracts/administration/convert-everything';
import type { Language } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { convertEverythingStatus } from '../conversion/convert-everything.ts';
import { readers, setupWriters, type HeadquartersApi } from './headquarters-api.ts';

const exampleStatus: ConvertEverything = {
  run: {
    runId: '01890000-0000-7000-8000-000000000001',
    state: 'succeeded',
    startedAt: '2026-03-01T10:00:00.000Z',
    endedAt: '2026-03-01T10:00:04.000Z',
    steps: [
      { job: 'P-0001', state: 'succeeded', figures: { packages: 1, rows: 12, failed: 0, notReached: 0 } },
      { job: 'synchronize-customers', state: 'succeeded', figures: { completed: 11, failed: 1 } },
      { job: '1010', state: 'succeeded', figures: { sessions: 3 } },
    ],
    converted: 11,
    failed: 1,
    error: null,
  },
  waiting: [{ count: 1, reason: 'The field is required.', code: 'field_required' }],
};

async function statusOf({ headquarters, batchJobs }: HeadquartersApi, language: Language): Promise<ConvertEverything> {
  const [last] = await batchJobs.history(convertEverythingJob, { countMax: 1 });
  return convertEverythingStatus(headquarters.database, last, language);
}

/** `GET /convert-everything` */
export const getConvertEverything = (api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getConvertEverything',
      method: 'GET',
      path: '/convert-everything',
      summary: 'How far "Convert everything now" is',
      description: 'Its last run step by step, how many were converted, who still waits, and why.',
      request: {},
      response: { 200: convertEverythingSchema },
      errors: ['job_unknown'],
      examples: { response: exampleStatus },
    }),
    async ({ language }) => ({ status: 200, body: await statusOf(api, language) }),
  );

/** `POST /convert-everything` */
export const convertEverything = (api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'convertEverything',
      method: 'POST',
      path: '/convert-everything',
      summary: 'Convert everything now',
      description:
        'Runs the P-job, the synchronise job and 1010 one after the other, whatever their recurrence, and answers as soon ' +
        'as it has begun; while it is under way, that run is answered. It goes on without the caller.',
      request: {},
      response: { 202: convertEverythingSchema },
      errors: ['job_unknown', 'job_withheld'],
      examples: { response: exampleStatus },
    }),
    async ({ language }) => {
      try {
        await api.batchJobs.begin(convertEverythingJob);
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'job_running') throw error;
      }
      return { status: 202, body: await statusOf(api, language) };
    },
  );
