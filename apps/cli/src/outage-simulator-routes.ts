import { outageSimulatorSchema, sampleCustomerCountMax } from '@counterfoil/contracts/administration/outage-simulator';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { DemoSimulator } from './outage-simulator.ts';

const administratorOnly = { access: ['administrator'] } as const;
const storeParameter = z.strictObject({ channelDatabaseId: z.string() });
const lineSchema = z.strictObject({ state: z.enum(['cut', 'restored']) });
const countSchema = z.strictObject({ count: z.number().int().min(1).max(sampleCustomerCountMax) });

/** The routes of the outage simulator, which only the demonstration has. */
export function outageSimulatorRoutes(simulator: DemoSimulator): RouteWithHandler[] {
  return [lookRoute(simulator), switchRoute(simulator), createRoute(simulator), clearRoute(simulator)];
}

function lookRoute(simulator: DemoSimulator): RouteWithHandler {
  return handle(
    defineRoute({
      ...administratorOnly,
      name: 'listLines',
      method: 'GET',
      path: '/demo/lines',
      summary: "The stores' lines to headquarters, and where the sample customers are",
      description: 'Only in the demonstration. Every node is asked: the database of headquarters and each store.',
      request: {},
      response: { 200: outageSimulatorSchema },
      errors: [],
      examples: {
        response: {
          stores: [
            {
              channelDatabaseId: 'houston',
              state: 'cut',
              cutAt: '2026-03-01T10:00:00.000Z',
              created: 20,
              waitingAtStore: 20,
              atHeadquarters: 0,
              numberedEverywhere: 0,
            },
          ],
          measuredFrom: '2026-03-01T10:00:05.000Z',
          convergedAfterMs: null,
          elapsedMs: 4_200,
        },
      },
    }),
    async () => ({ status: 200, body: await simulator.look() }),
  );
}

function switchRoute(simulator: DemoSimulator): RouteWithHandler {
  return handle(
    defineRoute({
      ...administratorOnly,
      name: 'switchLine',
      method: 'POST',
      path: '/demo/lines/:channelDatabaseId',
      summary: "Cut or restore a scale unit's line to headquarters",
      description: 'Only in the demonstration: every connection is reset until the line is restored.',
      request: { params: storeParameter, body: lineSchema },
      response: { 200: lineSchema },
      errors: ['scale_unit_unknown'],
      examples: { request: { state: 'cut' }, response: { state: 'cut' } },
    }),
    async ({ params, body }) => {
      simulator.switchLine(params.channelDatabaseId, body.state);
      return { status: 200, body: { state: body.state } };
    },
  );
}

function createRoute(simulator: DemoSimulator): RouteWithHandler {
  return handle(
    defineRoute({
      ...administratorOnly,
      name: 'createSampleCustomers',
      method: 'POST',
      path: '/demo/lines/:channelDatabaseId/customers',
      summary: 'Create sample customers at a store',
      description: "Only in the demonstration: fictitious people, each by a call of the store's own Commerce API.",
      request: { params: storeParameter, body: countSchema },
      response: { 201: countSchema },
      errors: ['scale_unit_unknown'],
      examples: { request: { count: 20 }, response: { count: 20 } },
    }),
    async ({ params, body }) => ({
      status: 201,
      body: { count: await simulator.createCustomers(params.channelDatabaseId, body.count) },
    }),
  );
}

function clearRoute(simulator: DemoSimulator): RouteWithHandler {
  return handle(
    defineRoute({
      ...administratorOnly,
      name: 'clearSampleCustomers',
      method: 'DELETE',
      path: '/demo/lines/customers',
      summary: 'Begin the outage simulator anew',
      description: 'Only in the demonstration: it stops counting the sample customers; they stay customers.',
      request: {},
      response: { 204: 'empty' },
      errors: [],
      examples: { response: undefined },
    }),
    async () => {
      simulator.clear();
      return { status: 204 };
    },
  );
}
