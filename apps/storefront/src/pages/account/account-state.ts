import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { readShopper } from '../../commerce-api/shopper-calls.ts';
import type { Shop } from '../../shop.ts';
import { accountTexts } from '../../texts/account.ts';
import { refuse } from '@counterfoil/contracts/refusal';
import { languageOfRequest, sessionOf } from '../../visit/visit.ts';

/** What the script of an account's page asks while the customer number is on its way. */
const accountStateSchema = z.strictObject({
  isPending: z.boolean(),
  /** The customer number, or that it is on its way. */
  account: z.string(),
});

const route = defineRoute({
  name: 'accountState',
  method: 'GET',
  path: '/account/state',
  access: ['customer'],
  summary: 'Whether the customer number is here',
  description: 'For the script of the page, which shows the number when it has come.',
  request: {},
  response: { 200: accountStateSchema },
  errors: ['shopper_session_ended'],
  examples: { response: { isPending: false, account: 'C-000000012' } },
});

/** `GET /account/state` */
export const accountState = (shop: Shop): RouteWithHandler =>
  handle(route, async ({ request }) => {
    const language = languageOfRequest(request);
    const session = sessionOf(request);
    if (session === null) throw refuse('not_authenticated');
    const { customerAccountNumber } = await readShopper(shop.commerceApi, { session, language });
    const account = customerAccountNumber ?? accountTexts[language].numberPending;
    return { status: 200, body: { isPending: customerAccountNumber === null, account } };
  });
