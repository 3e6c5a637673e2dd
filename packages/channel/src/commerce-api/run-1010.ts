import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { runForCaller, type ChannelJobs } from './channel-jobs.ts';

/** `POST /jobs/1010/runs` */
export const run1010Route = defineRoute({
  name: 'run1010',
  method: 'POST',
  path: '/jobs/1010/runs',
  summary: 'Fetch the downloads of job 1010 now',
  description: 'Applies the download sessions that wait for this channel database at headquarters.',
  access: ['administrator'],
  request: {},
  response: { 200: z.strictObject({ sessions: z.number().int(), rows: z.number().int() }) },
  errors: [
    'headquarters_unreachable',
    'package_corrupt',
    'package_too_large',
    'package_out_of_order',
    'epoch_foreign',
    'protocol_unsupported',
    'database_unreachable',
  ],
  examples: { response: { sessions: 1, rows: 12 } },
});

/** Fetches and applies downloads and waits for it. */
export const handleRun1010 = (jobs: ChannelJobs): RouteWithHandler =>
  handle(run1010Route, async () => ({ status: 200, body: await runForCaller(() => jobs.download()) }));
