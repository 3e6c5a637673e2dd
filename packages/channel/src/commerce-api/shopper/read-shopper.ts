import { shopperAccountSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { readShopperAccount } from '../../shoppers/shopper-account.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { exampleAccount } from './examples.ts';
import { shopperCodes } from './shopper-operation.ts';

/** `GET /shopper` */
export const readShopperRoute = defineRoute({
  name: 'readShopper',
  method: 'GET',
  path: '/shopper',
  summary: 'Read the account of the shopper',
  description:
    'With own changes that headquarters has not decided yet, and with what cannot be done at present and why, in the ' +
    'language of the caller.',
  access: ['customer'],
  request: {},
  response: { 200: shopperAccountSchema },
  errors: shopperCodes,
  examples: { response: exampleAccount },
});

/** Reads the account of the session. */
export const handleReadShopper = (channel: Channel): RouteWithHandler =>
  handle(readShopperRoute, async ({ caller, language }) => ({
    status: 200,
    body: await readShopperAccount(channel, shopperOf(caller), language),
  }));
