import { openShopperSessionRequestSchema, shopperSessionSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { openShopperSession } from '../../shoppers/open-shopper-session.ts';
import type { VerifyIdToken } from '../../shoppers/verify-id-token.ts';
import { creatingCodes } from '../refusals.ts';
import { fieldsUnder, withRequestFields, type FieldNaming } from '../request-fields.ts';

const underSignUp = fieldsUnder('signUp');

/** What the shopper didn't type stands in the token. */
const inRequest: FieldNaming = (field) =>
  field === 'email' || field.startsWith('externalIdentities') ? 'idToken' : underSignUp(field);

/** `POST /shopper-sessions` */
export const openShopperSessionRoute = defineRoute({
  name: 'openShopperSession',
  method: 'POST',
  path: '/shopper-sessions',
  summary: 'Sign a shopper in',
  description:
    'With the ID token by which a web shop was told who has signed in; the scale unit proves it itself. Whoever has a ' +
    'customer gets it; otherwise one person of the legal entity with the verified e-mail address is linked, and for ' +
    'none, and for several, a customer is created. The session is told once.',
  access: ['storefront'],
  request: { body: openShopperSessionRequestSchema },
  response: { 201: shopperSessionSchema },
  errors: [
    ...creatingCodes,
    'identity_provider_missing',
    'identity_provider_unreachable',
    'identity_provider_misconfigured',
    'shopper_identity_invalid',
    'shopper_email_unverified',
  ],
  examples: {
    request: {
      channelId: 'ONLINE',
      idToken: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzaG9wcGVyLTE3In0.c2lnbmF0dXJl',
      signUp: { firstName: 'Imogen', lastName: 'Fictitious', emailMarketingConsent: 'granted' },
    },
    response: {
      sessionToken: 'counterfoil_shopper_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      expiresAt: '2036-12-24T12:00:00.000Z',
      outcome: 'created',
    },
  },
});

/** Proves who has signed in, and begins a session. */
export const handleOpenShopperSession = (channel: Channel, verifyIdToken: VerifyIdToken): RouteWithHandler =>
  handle(openShopperSessionRoute, async ({ body }) => ({
    status: 201,
    body: await withRequestFields(inRequest, () => openShopperSession(channel, verifyIdToken, body)),
  }));
