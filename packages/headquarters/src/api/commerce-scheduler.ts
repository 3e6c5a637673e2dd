import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { initializeCommerceScheduler } from '../settings/initialize-commerce-scheduler.ts';
import { setupWriters, type HeadquartersApi } from './headquarters-api.ts';

/** `POST /commerce-scheduler/initialize` */
export const initializeScheduler = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'initializeCommerceScheduler',
      method: 'POST',
      path: '/commerce-scheduler/initialize',
      summary: 'Initialize commerce scheduler',
      description:
        'Brings the scheduler jobs, subjobs and the channel schema of this release that headquarters lacks; what is ' +
        'there stays as it is. Call it once at the beginning and after every update.',
      request: { body: z.strictObject({}).nullable() },
      response: { 200: z.strictObject({ created: z.number().int() }) },
      errors: [],
      examples: { request: {}, response: { created: 0 } },
    }),
    async ({ caller, language }) => {
      const author = { changedBy: caller.subject, language };
      return { status: 200, body: { created: await initializeCommerceScheduler(headquarters, author) } };
    },
  );
