import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { runForCaller, type ChannelJobs } from './channel-jobs.ts';

/** `POST /jobs/P-0001/runs` */
export const runPJobRoute = defineRoute({
  name: 'runPJob',
  method: 'POST',
  path: '/jobs/P-0001/runs',
  summary: 'Run the P-job now',
  description: 'Uploads what waits in the outbox to headquarters, whatever the recurrence of the job.',
  access: ['administrator'],
  request: {},
  response: { 200: z.strictObject({ packages: z.number().int(), rows: z.number().int() }) },
  errors: ['headquarters_unreachable', 'package_out_of_order', 'epoch_foreign', 'database_unreachable'],
  examples: { response: { packages: 1, rows: 12 } },
});

/** Runs the P-job and waits for it. */
export const handleRunPJob = (jobs: ChannelJobs): RouteWithHandler =>
  handle(runPJobRoute, async () => ({ status: 200, body: await runForCaller(() => jobs.runPJob()) }));
