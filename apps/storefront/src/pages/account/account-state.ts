import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { readShopper } from '../../commerce-api/shopper-calls.ts';
import type { Shop } from '../../shop.ts';
import { languageOfRequest, sessionOf } from '../../visit/visit.ts';

/** What the script of an account's page asks while the customer number is on its way. */
const accountStateSchema = z.strictObject({ isPending: z.boolean() });

const route = defineRoute({
  name: 'accountState',
  method: 'GET',
  path: '/account/state',
  access: ['customer'],
  summary: 'Whether the customer number is here',
  description: 'For the script of the page, which fetches the number when it has come.',
  request: {},
  response: { 200: accountStateSchema },
  errors: ['shopper_session_ended'],
  examples: { response: { isPending: false } },
});

/** `GET /account/state` */
export const accountState = (shop: Shop): RouteWithHandler =>
  handle(route, async ({ request }) => {
    const language = languageOfRequest(request);
    const session = sessionOf(request);
    if (session === null) throw refuse('not_authenticated');
    const { customerAccountNumber } = await readShopper(shop.commerceApi, { session, language });
    return { status: 200, body: { isPending: customerAccountNumber === null } };
  });
