import { feedPositionSchema } from '@counterfoil/contracts/exchange';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { channelTraceStates } from '../trace/trace-channels.ts';
import { nextActors, traceCustomer } from '../trace/trace-customer.ts';
import { traceStepNames } from '../trace/trace-steps.ts';
import { readers, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const registerSchema = z.strictObject({
  registerId: z.string(),
  channelId: z.string(),
  name: z.string(),
  supportOffline: z.boolean(),
});

const channelSchema = z.strictObject({
  channelDatabaseId: z.string(),
  name: z.string(),
  channels: z.array(z.strictObject({ channelId: z.string(), name: z.string() })).readonly(),
  state: z.enum(channelTraceStates),
  publishedAt: z.string().nullable(),
  appliedAt: z.string().nullable(),
  downloadSessionId: z.string().nullable(),
  lastContactAt: z.string().nullable(),
  registers: z.array(registerSchema).readonly(),
  text: z.string(),
});

const traceSchema = z.strictObject({
  name: z.string(),
  customerAccountNumber: z.string().nullable(),
  legalEntity: z.string().nullable(),
  steps: z
    .array(z.strictObject({ step: z.enum(traceStepNames), at: z.string().nullable(), text: z.string() }))
    .readonly(),
  feedPosition: feedPositionSchema.nullable(),
  channels: z.array(channelSchema).readonly(),
  next: z.strictObject({
    who: z.enum(nextActors),
    job: z.string().nullable(),
    at: z.string().nullable(),
    text: z.string(),
  }),
});

/** `GET /customers/{identifier}/trace` */
export const traceHeadquartersCustomer = ({ headquarters, batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'traceHeadquartersCustomer',
      method: 'GET',
      path: '/customers/:identifier/trace',
      summary: 'Where a customer is',
      description:
        'From till or channel to every channel, with times, in the caller’s language: recorded, uploaded, staged, ' +
        'decided or failed, announced, and for each channel database published and applied; then what happens next, ' +
        'by whom, and when. Also of customers that failed and have no account yet.',
      request: { params: z.strictObject({ identifier: identifierSchema }) },
      response: { 200: traceSchema },
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
    async ({ params, language }) => ({
      status: 200,
      body: await traceCustomer(headquarters, params.identifier, { language, jobs: await batchJobs.list() }),
    }),
  );
