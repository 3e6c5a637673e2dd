import { refuse } from '@counterfoil/contracts/refusal';
import { systemIds } from '@counterfoil/platform/identifiers';
import type { Log } from '@counterfoil/platform/log';
import { silentLog } from '@counterfoil/platform/log';
import { z } from 'zod';
import type { RouteWithHandler } from './call.ts';
import { handle, hijacked } from './call.ts';
import type { Role } from './route.ts';
import { defineRoute, roles } from './route.ts';
import type { Server, ServerOptions } from './server.ts';
import { createServer } from './server.ts';

const address = z.strictObject({
  countryRegion: z.string().length(2),
  street: z.string().max(250).nullable(),
  city: z.string().max(60).nullable(),
  zipCode: z.string().max(60).nullable(),
  isPrimary: z.boolean(),
});

const customer = z.strictObject({
  customerType: z.enum(['person', 'organization']),
  firstName: z.string().max(100).nullable(),
  lastName: z.string().max(100).nullable(),
  email: z.string().max(254).nullable(),
  creditLimit: z.number().min(0).nullable(),
  addresses: z.array(address).max(500),
});

/** A customer that the example API takes. */
export const exampleCustomer: z.infer<typeof customer> = {
  customerType: 'person',
  firstName: 'Ada',
  lastName: 'Example',
  email: 'ada@example.com',
  creditLimit: 100,
  addresses: [
    { countryRegion: 'US', street: '1 Main Street', city: 'Houston', zipCode: '77001', isPrimary: true },
    { countryRegion: 'FR', street: '2 rue du Four', city: 'Paris', zipCode: '75006', isPrimary: false },
  ],
};

/** A creation like the product's own, with nothing behind it. */
export const createCustomer = handle(
  defineRoute({
    name: 'createCustomer',
    method: 'POST',
    path: '/customers',
    summary: 'Create a customer',
    description: 'Takes a whole customer with its addresses.',
    access: ['employee', 'customer', 'application'],
    request: { body: customer },
    response: { 201: z.strictObject({ created: z.boolean(), customer }) },
    errors: ['name_required', 'country_invalid'],
    examples: { request: exampleCustomer, response: { created: true, customer: exampleCustomer } },
  }),
  async ({ body }) => ({ status: 201, body: { created: true, customer: body } }),
);

const readCustomer = handle(
  defineRoute({
    name: 'readCustomer',
    method: 'GET',
    path: '/customers/:accountNumber',
    summary: 'Read a customer',
    description: 'By the account number.',
    access: ['administrator', 'auditor', 'employee'],
    request: {
      params: z.strictObject({ accountNumber: z.string() }),
      query: z.strictObject({ addressCountMax: z.coerce.number().int().max(500).optional() }),
      headers: z.looseObject({ 'idempotency-key': z.string().max(100).optional() }),
    },
    response: { 200: z.strictObject({ accountNumber: z.string(), addressCountMax: z.number().nullable() }) },
    errors: ['customer_unknown'],
    examples: { response: { accountNumber: 'C-1', addressCountMax: null } },
  }),
  async ({ params, query }) => {
    if (params.accountNumber === 'none') throw refuse('customer_unknown');
    if (params.accountNumber === 'bug') throw new Error('duplicate key (email)=(ada@example.com)');
    return { status: 200, body: { ...params, addressCountMax: query.addressCountMax ?? null } };
  },
);

const uploadPackage = handle(
  defineRoute({
    name: 'uploadPackage',
    method: 'POST',
    path: '/exchange/packages',
    summary: 'Upload a package',
    description: 'Answers the bytes it was sent.',
    access: ['scaleUnit'],
    request: { body: 'bytes' },
    response: { 200: 'bytes' },
    errors: ['package_corrupt'],
    examples: { response: '(bytes)' },
    bodyBytesMax: 2 * 1024 * 1024,
  }),
  async ({ body }) => ({ status: 200, body }),
);

const followChanges = handle(
  defineRoute({
    name: 'followChanges',
    method: 'GET',
    path: '/exchange/changes',
    summary: 'Be told of changes',
    description: 'A stream of wake-ups.',
    access: ['scaleUnit'],
    request: {},
    response: { 200: 'events' },
    errors: [],
    examples: { response: 'event: changed\n\n' },
  }),
  async ({ reply, stopping }) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write('event: changed\n\n');
    stopping.addEventListener('abort', () => reply.raw.end());
    return hijacked;
  },
);

const removeCustomer = handle(
  defineRoute({
    name: 'removeCustomer',
    method: 'DELETE',
    path: '/customers/:accountNumber',
    summary: 'Remove a customer',
    description: 'Three times a minute.',
    access: ['administrator', 'anonymous'],
    request: { params: z.strictObject({ accountNumber: z.string() }) },
    response: { 204: 'empty' },
    errors: [],
    examples: { response: null },
    rateLimited: { requestsPerMinute: 3 },
  }),
  async () => ({ status: 204 }),
);

/** Every kind of route. */
export const exampleRoutes: readonly RouteWithHandler[] = [
  createCustomer,
  readCustomer,
  uploadPackage,
  followChanges,
  removeCustomer,
];

/** A server that takes `Bearer <role>` for the role, listening on a free port. */
export async function openServer(
  overrides: Partial<ServerOptions> = {},
  log: Log = silentLog,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = await createServer({
    name: 'Example API',
    version: '1.0.0',
    seams: { ids: systemIds, log },
    authenticate: async ({ headers }) => {
      if (!headers.authorization) return null;
      const role = roles.find((candidate: Role) => headers.authorization === `Bearer ${candidate}`);
      if (!role) throw refuse('not_authenticated');
      return { roles: [role], subject: role, scope: {} };
    },
    routes: exampleRoutes,
    limits: { requestsPerMinute: 'unlimited' },
    health: () => ({ status: 'ok' }),
    checkAnswers: true,
    ...overrides,
  });
  return { server, url: await server.listen({ port: 0 }) };
}
