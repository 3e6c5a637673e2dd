import { shopperEditAnswerSchema, updateShopperRequestSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { updateCustomer } from '../../customers/update-customer.ts';
import { requiredSignInEmail } from '../../shoppers/open-shopper-session.ts';
import { shopperEditAnswer } from '../../shoppers/shopper-account.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { fieldsUnder, withRequestFields, type FieldNaming } from '../request-fields.ts';
import { idempotencyHeaders } from '../requests.ts';
import { exampleEdit } from './examples.ts';
import { asOperation, shopperEditingCodes } from './shopper-operation.ts';

const underChanges = fieldsUnder('changes');
const inRequest: FieldNaming = (field) => (field === 'email' ? 'changes.usesSignInEmail' : underChanges(field));

/** `PATCH /shopper` */
export const updateShopperRoute = defineRoute({
  name: 'updateShopper',
  method: 'PATCH',
  path: '/shopper',
  summary: 'Change the profile of the shopper',
  description:
    'Only what is sent changes. The e-mail address becomes the one of the sign-in, which is verified, or stays as it is.',
  access: ['customer'],
  request: { headers: idempotencyHeaders, body: updateShopperRequestSchema },
  response: { 200: shopperEditAnswerSchema },
  errors: [...shopperEditingCodes, 'shopper_email_unverified'],
  examples: {
    request: { changes: { phone: '(713) 555-0147', emailMarketingConsent: 'granted' } },
    response: exampleEdit,
  },
});

/** Changes the profile of the session's customer. */
export const handleUpdateShopper = (channel: Channel): RouteWithHandler =>
  handle(updateShopperRoute, async ({ caller, body, headers, language }) => {
    const shopper = shopperOf(caller);
    const { usesSignInEmail = false, ...profile } = body.changes;
    const changes = { ...profile, ...(usesSignInEmail && { email: requiredSignInEmail(shopper) }) };
    const request = { ...asOperation(channel, shopper, headers), baseVersion: body.baseVersion, changes };
    const result = await withRequestFields(inRequest, () => updateCustomer(channel, shopper.customerId, request));
    return { status: 200, body: shopperEditAnswer(channel, shopper, result, { language }) };
  });
