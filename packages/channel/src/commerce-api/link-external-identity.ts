import { linkExternalIdentityRequestSchema, linkOutcomes } from '@counterfoil/contracts/external-identity-linking';
import { isSafeText } from '@counterfoil/customer/validate/text-rules';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { linkExternalIdentity } from '../customers/link-external-identity.ts';
import { showCustomers, shownCustomerSchema } from './answers.ts';
import { exampleShownCustomer } from './examples.ts';
import { identityShape } from './find-by-external-identity.ts';
import { creatingCodes } from './refusals.ts';
import { withRequestFields, type FieldNaming } from './request-fields.ts';
import { originShape } from './requests.ts';

const { verifiedEmail } = linkExternalIdentityRequestSchema.shape;

const inRequest: FieldNaming = (field) =>
  field === 'email' ? 'verifiedEmail' : field.replace(/^externalIdentities\.0\./u, '');

/** `POST /customers/link-external-identity` */
export const linkExternalIdentityRoute = defineRoute({
  name: 'linkExternalIdentity',
  method: 'POST',
  path: '/customers/link-external-identity',
  summary: 'Give a sign-in its customer',
  description:
    'For a shopper whose e-mail address the identity provider has verified. One person of the legal entity with that ' +
    'address is linked, also while the account number is on its way; for none, and for several, a customer is created, ' +
    'for several with a review of which of them are one person. Nobody is locked out.',
  access: ['application'],
  request: {
    body: linkExternalIdentityRequestSchema.extend({
      ...identityShape,
      channelId: originShape.channelId,
      verifiedEmail: verifiedEmail.refine(isSafeText),
    }),
  },
  response: { 200: z.strictObject({ customer: shownCustomerSchema, outcome: z.enum(linkOutcomes) }) },
  errors: [...creatingCodes, 'identity_linking_feature_needed'],
  examples: {
    request: {
      channelId: 'ONLINE',
      providerId: 'https://login.example.com',
      externalIdentityId: 'shopper-17',
      verifiedEmail: 'imogen@example.com',
      firstName: 'Imogen',
      lastName: 'Fictitious',
    },
    response: { customer: exampleShownCustomer, outcome: 'linked' },
  },
});

/** Links the shopper's identity by the rules for none, one and many. */
export const handleLinkExternalIdentity = (channel: Channel): RouteWithHandler =>
  handle(linkExternalIdentityRoute, async ({ body, language }) => {
    const { customerId, outcome } = await withRequestFields(inRequest, () => linkExternalIdentity(channel, body));
    const [customer] = await showCustomers(channel, [await findCustomer(channel, customerId)], language);
    if (!customer) throw new Error('a customer that was found is not shown');
    return { status: 200, body: { customer, outcome } };
  });
