import { z } from 'zod';
import type { RouteWithHandler } from './call.ts';
import { handle } from './call.ts';
import { defineRoute } from './route.ts';

/** Whether the server does all its work; what else a server tells goes beside it, without personal data. */
export const healthSchema = z.looseObject({ status: z.enum(['ok', 'degraded']) });
export type Health = z.infer<typeof healthSchema>;

const healthRoute = defineRoute({
  name: 'getHealth',
  method: 'GET',
  path: '/health',
  summary: 'Whether the server does its work',
  description: '`degraded`: it serves, but a part it needs (such as headquarters) cannot be reached.',
  access: 'public',
  request: {},
  response: { 200: healthSchema },
  errors: [],
  examples: { response: { status: 'ok' } },
});

const openApiRoute = defineRoute({
  name: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document',
  description: 'The OpenAPI 3.1 document of the server, made from the same declarations as its checks.',
  access: 'public',
  request: {},
  response: { 200: z.looseObject({ openapi: z.string() }) },
  errors: [],
  examples: { response: { openapi: '3.1.0' } },
});

/** `GET /health`, of every server. */
export const getHealth = (health: () => Health | Promise<Health>): RouteWithHandler =>
  handle(healthRoute, async () => ({ status: 200, body: await health() }));

/** `GET /openapi.json`, of every server of an API. */
export const getOpenApi = (openApi: () => object): RouteWithHandler =>
  handle(openApiRoute, async () => ({ status: 200, body: openApi() as { openapi: string } }));
