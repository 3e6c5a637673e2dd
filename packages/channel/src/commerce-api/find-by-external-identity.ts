import { namedIdentityShape } from '@counterfoil/contracts/external-identity-linking';
import { refuse } from '@counterfoil/contracts/refusal';
import { isSafeText } from '@counterfoil/customer/validate/text-rules';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { channelSettings, type Channel } from '../channel.ts';
import { customersOfIdentity } from '../customers/external-identities.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { undecidedEntries } from '../exchange/outbox.ts';
import { showCustomer } from '../customers/show-customer.ts';
import { shownCustomerSchema } from './answers.ts';
import { exampleShownCustomer } from './examples.ts';
import { originShape } from './requests.ts';

/** Who signed in, as text that can be stored. */
export const identityShape = {
  providerId: namedIdentityShape.providerId
    .refine(isSafeText)
    .describe('The identity provider, as its issuer names it.'),
  externalIdentityId: namedIdentityShape.externalIdentityId
    .refine(isSafeText)
    .describe('Its identifier of the shopper.'),
};

/** `POST /customers/by-external-identity`: a POST, so that nothing personal stands in an address or a log. */
export const findByExternalIdentityRoute = defineRoute({
  name: 'findByExternalIdentity',
  method: 'POST',
  path: '/customers/by-external-identity',
  summary: 'Find the customer of a sign-in',
  description: 'Also while its account number is on its way. With a channel, in the legal entity of that channel only.',
  access: ['application'],
  request: { body: z.strictObject({ ...identityShape, channelId: originShape.channelId.optional() }) },
  response: { 200: shownCustomerSchema },
  errors: ['external_identity_unknown', 'channel_unknown', 'database_unreachable'],
  examples: {
    request: { providerId: 'https://login.example.com', externalIdentityId: 'shopper-17' },
    response: exampleShownCustomer,
  },
});

/** Finds the customer that an identity of the web shop belongs to. */
export const handleFindByExternalIdentity = (channel: Channel): RouteWithHandler =>
  handle(findByExternalIdentityRoute, async ({ body, language }) => {
    const { channelId, ...identity } = body;
    const within = channelId === undefined ? null : channelSettings(channel, channelId).legalEntity;
    const owners = await customersOfIdentity(channel.database, identity);
    const owner = owners.find(({ legalEntity }) => within === null || legalEntity === within);
    if (!owner) throw refuse('external_identity_unknown');
    const local = await findCustomer(channel, owner.customerId);
    const entries = await undecidedEntries(channel.database, [owner.customerId]);
    return { status: 200, body: showCustomer(local, entries, language) };
  });
