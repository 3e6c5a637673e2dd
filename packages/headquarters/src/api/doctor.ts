import { fixSchema } from '@counterfoil/contracts/administration/fix';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { examine, readDoctorFacts } from '../doctor/examine.ts';
import { runContinuously } from '../doctor/fixes.ts';
import { checkStatuses, gravest, inLanguage } from '../doctor/finding.ts';
import { readers, type HeadquartersApi } from './headquarters-api.ts';

const statusSchema = z.enum(checkStatuses);

const checkSchema = z.strictObject({
  /** For machines; behind a slash of whatever it is. */
  name: z.string(),
  status: statusSchema,
  message: z.string(),
  /** What to do; null where nothing has to be done. */
  remedy: z.string().nullable(),
  /** A call that mends it, for whoever may make it; null where headquarters can't by itself. */
  fix: fixSchema.nullable(),
});

/** `GET /doctor` */
export const getDoctor = ({ headquarters, batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getDoctor',
      method: 'GET',
      path: '/doctor',
      summary: 'What is not as it must be, and what to do',
      description:
        'Checks every prerequisite of the way of a customer: jobs, features, settings of each channel, number sequences, ' +
        'scale units and their clocks, address books, backlog, failed operations, sessions, registers, orders. ' +
        '`fine`: nothing to do; a remedy is then a recommendation. `attention`: somebody should look. `broken`: ' +
        'customers or orders do not get through. `status` is the gravest of all.',
      request: {},
      response: {
        200: z.strictObject({
          status: statusSchema,
          /** ISO 8601, by the clock of headquarters. */
          checkedAt: z.string(),
          checks: z.array(checkSchema),
        }),
      },
      errors: [],
      examples: {
        response: {
          status: 'broken',
          checkedAt: '2026-03-01T10:00:00.000Z',
          checks: [
            {
              name: 'job/P-0001',
              status: 'broken',
              message: 'The job P-job (Channel transactions) (P-0001) is switched off: customers wait for ever.',
              remedy: 'Switch it on: counterfoil job recurrence P-0001 continuous',
              fix: runContinuously('P-0001'),
            },
            {
              name: 'scale-units',
              status: 'fine',
              message: 'All scale units (3) are in contact.',
              remedy: null,
              fix: null,
            },
          ],
        },
      },
    }),
    async ({ language }) => {
      const facts = await readDoctorFacts(headquarters, await batchJobs.list());
      const checks = inLanguage(examine(facts), language);
      return { status: 200, body: { status: gravest(checks), checkedAt: facts.now.toISOString(), checks } };
    },
  );
