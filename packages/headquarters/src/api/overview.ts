import { overviewFiguresSchema, overviewSchema } from '@counterfoil/contracts/administration/overview';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { runContinuously } from '../doctor/fixes.ts';
import { createOverviewReader, type OverviewReader } from '../overview/overview-facts.ts';
import { createFigureReader, type FigureReader } from '../overview/read-figures.ts';
import { overviewOf } from '../overview/overview.ts';
import { readers, type HeadquartersApi } from './headquarters-api.ts';

const example = '2026-03-01T10:00:00.000Z';

/** `GET /overview` */
export const getOverview = ({ headquarters, batchJobs }: HeadquartersApi): RouteWithHandler => {
  /* Begun by the first call: declaring the route needs no database. */
  let readFacts: OverviewReader | null = null;
  return handle(
    defineRoute({
      ...readers,
      name: 'getOverview',
      method: 'GET',
      path: '/overview',
      summary: 'Whether everything has arrived, and what needs a person',
      description:
        'What waits on every leg of the way of a customer (tills, channels, headquarters, channels, tills) and since ' +
        'when; what a scale unit holds is known as of its last report. What needs a person is what the doctor finds ' +
        'that is not fine, gravest first, with the call that mends it where headquarters can by itself.',
      request: {},
      response: { 200: overviewSchema },
      errors: [],
      examples: {
        response: {
          readAt: example,
          convergence: { state: 'converged', asOf: example, sentence: 'All customers have arrived everywhere.' },
          concerns: [
            {
              name: 'job/1010',
              status: 'broken',
              message: 'The job Customers (1010) is switched off: customers wait for ever.',
              remedy: 'Switch it on: counterfoil job recurrence 1010 continuous',
              fix: runContinuously('1010'),
            },
          ],
          legs: [{ leg: 'tillsToChannels', waitingCount: 0, isAtLeast: false, oldestAt: null, knownAt: example }],
          channels: [],
        },
      },
    }),
    async ({ language }) => {
      readFacts ??= createOverviewReader(headquarters, batchJobs);
      return { status: 200, body: overviewOf(await readFacts(), language) };
    },
  );
};

/** `GET /overview/figures` */
export const getOverviewFigures = ({ headquarters }: HeadquartersApi): RouteWithHandler => {
  let readFigures: FigureReader | null = null;
  return handle(
    defineRoute({
      ...readers,
      name: 'getOverviewFigures',
      method: 'GET',
      path: '/overview/figures',
      summary: 'How many customers became accounts, and how long it took',
      description:
        'By stretches of time of the last hour, day or week. The time to an account runs from the recording, by the ' +
        'clock of the till or channel, to the account number, by that of headquarters; corrections of failed operations ' +
        'count with all the time they took. Of stretches with many customers the ways and times are those of a sample.',
      request: { query: z.strictObject({ hours: z.enum(['1', '24', '168']).default('1') }) },
      response: { 200: overviewFiguresSchema },
      errors: [],
      examples: {
        response: {
          hours: 1,
          bucketSeconds: 60,
          buckets: [
            {
              beginsAt: example,
              createdCount: 12,
              inRealTimeCount: 9,
              p50Seconds: 0.1,
              p95Seconds: 2.4,
              p99Seconds: 3.1,
            },
          ],
          isSampled: false,
        },
      },
    }),
    async ({ query }) => {
      readFigures ??= createFigureReader(headquarters);
      return { status: 200, body: await readFigures(query.hours) };
    },
  );
};
