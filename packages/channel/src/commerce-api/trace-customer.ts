import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { outboxEntriesOf } from '../exchange/outbox.ts';
import { traceCustomer, traceStepNames } from '../customers/trace.ts';
import { customerParams } from './requests.ts';

/** `GET /customers/{identifier}/trace` */
export const traceCustomerRoute = defineRoute({
  name: 'traceCustomer',
  method: 'GET',
  path: '/customers/:identifier/trace',
  summary: 'Trace a customer',
  description: 'The way of a customer to its account number in plain words, and what comes next.',
  access: ['application', 'employee'],
  request: { params: customerParams },
  response: {
    200: z.strictObject({
      steps: z.array(z.strictObject({ step: z.enum(traceStepNames), at: z.string().nullable(), text: z.string() })),
      next: z.strictObject({ text: z.string() }),
    }),
  },
  errors: ['customer_unknown', 'database_unreachable'],
  examples: {
    response: {
      steps: [{ step: 'recorded', at: '2030-01-02T03:04:05.000Z', text: 'Recorded at Houston.' }],
      next: { text: 'It is sent to headquarters by the next P-job.' },
    },
  },
});

/** Tells the way of one customer in the caller's language. */
export const handleTraceCustomer = (channel: Channel): RouteWithHandler =>
  handle(traceCustomerRoute, async ({ params, language }) => {
    const local = await findCustomer(channel, params.identifier);
    const entries = await outboxEntriesOf(channel.database, [local.document.customerId]);
    const channelName = (channelId: string): string =>
      channel.configuration.channels.find((settings) => settings.channelId === channelId)?.name ?? channelId;
    const { steps, next } = traceCustomer(local, entries, { language, channelName });
    return { status: 200, body: { steps: [...steps], next } };
  });
