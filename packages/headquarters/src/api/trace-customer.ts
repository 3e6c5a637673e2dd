import { customerTraceSchema } from '@counterfoil/contracts/administration/customer-trace';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { traceCustomer } from '../trace/trace-customer.ts';
import { channelScopeOf } from '../workspace/channel-scope.ts';
import { customerReaders, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

/** `GET /customers/{identifier}/trace` */
export const traceHeadquartersCustomer = ({ headquarters, batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'traceHeadquartersCustomer',
      method: 'GET',
      path: '/customers/:identifier/trace',
      summary: 'Where a customer is',
      description:
        'From till or channel to every channel, with times, in the caller’s language: recorded, uploaded, staged, ' +
        'decided or failed, announced, and for each channel database published and applied; then what happens next, ' +
        'by whom, and when. Also of customers that failed and have no account yet.',
      request: { params: z.strictObject({ identifier: identifierSchema }) },
      response: { 200: customerTraceSchema },
      errors: ['customer_not_at_headquarters'],
      examples: {
        response: {
          name: 'Lachlan Berry',
          customerAccountNumber: 'C-000000001',
          legalEntity: 'USRT',
          steps: [
            { step: 'recorded', at: '2026-03-01T10:00:00.000Z', text: 'Created at Paris.' },
            { step: 'converted', at: '2026-03-01T10:00:05.000Z', text: 'Became the account C-000000001.' },
          ],
          operations: [
            {
              operationId: '01890000-0000-7000-8000-000000000002',
              kind: 'create',
              status: 'completed',
              madeAtHeadquarters: false,
              place: 'Paris',
              till: 'PARIS-1',
              recordedAt: '2026-03-01T10:00:00.000Z',
              receivedAt: '2026-03-01T10:00:04.000Z',
              decidedAt: '2026-03-01T10:00:05.000Z',
              uploadSessionId: '7',
              problem: null,
              steps: [{ step: 'recorded', at: '2026-03-01T10:00:00.000Z', text: 'Created at Paris.' }],
            },
          ],
          feedPosition: { epochNumber: 1, xid: '812', n: '1402', changeId: '01890000-0000-7000-8000-000000000003' },
          channels: [
            {
              channelDatabaseId: 'paris',
              name: 'Paris',
              channels: [{ channelId: 'PARIS', name: 'Paris' }],
              state: 'waiting',
              publishedAt: '2026-03-01T10:00:06.000Z',
              appliedAt: null,
              downloadSessionId: '12',
              lastContactAt: '2026-03-01T10:00:01.000Z',
              registers: [],
              text: 'The download session 12 waits for Paris, which fetches it at its next contact.',
            },
          ],
          next: {
            who: 'scaleUnit',
            job: null,
            at: null,
            text: 'Paris fetches it at its next contact; the last one was 2026-03-01 10:00 UTC.',
          },
        },
      },
    }),
    async ({ params, caller, language }) => {
      const reader = { language, jobs: await batchJobs.list(), scope: channelScopeOf(caller) };
      const body = await traceCustomer(headquarters, params.identifier, reader);
      return { status: 200, body };
    },
  );
