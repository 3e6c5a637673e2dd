import type { Customer } from '@counterfoil/contracts/customer';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { isSafeText } from '@counterfoil/customer/validate/text-rules';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { bringCustomerHere, bringOutcomes } from '../customers/bring-customer-here.ts';
import type { Channel } from '../channel.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { showCustomers, shownCustomerSchema } from './answers.ts';
import { exampleShownCustomer } from './examples.ts';
import { readAtHeadquarters } from './read-at-headquarters.ts';
import { creatingCodes, editingCodes } from './refusals.ts';
import { customerParams, originShape } from './requests.ts';

/** `POST /customers/{identifier}/bring-here` */
export const bringCustomerHereRoute = defineRoute({
  name: 'bringCustomerHere',
  method: 'POST',
  path: '/customers/:identifier/bring-here',
  summary: 'Bring a customer of another channel here',
  description:
    'Whoever opens a customer that all stores found says so first: without `confirm` the answer tells what will happen. ' +
    'A customer of the same legal entity becomes visible in the channel; one of another is copied, as a customer of ' +
    'its own. Headquarters is asked about a customer that this scale unit does not hold.',
  access: ['application', 'employee'],
  request: {
    params: customerParams,
    body: z.strictObject({
      ...originShape,
      legalEntity: z
        .string()
        .max(60)
        .refine(isSafeText)
        .optional()
        .describe('Of the customer, where two legal entities use the same account numbers.'),
      confirm: z.boolean().optional().describe('Somebody has agreed to what will happen.'),
    }),
  },
  response: {
    200: z.strictObject({
      customer: shownCustomerSchema.describe('The customer of this channel.'),
      outcome: z.enum(bringOutcomes),
    }),
  },
  errors: [
    ...editingCodes,
    ...creatingCodes,
    'customer_of_other_channel',
    'customer_of_other_legal_entity',
    'headquarters_unreachable',
  ],
  examples: {
    request: { channelId: 'HOUSTON', workerId: '000160', confirm: true },
    response: { customer: exampleShownCustomer, outcome: 'madeVisible' },
  },
});

/** Brings a customer here once it is confirmed. */
export const handleBringCustomerHere = (channel: Channel): RouteWithHandler =>
  handle(bringCustomerHereRoute, async ({ params, body, language }) => {
    const { legalEntity, ...request } = body;
    const found = await findAnywhere(channel, params.identifier, legalEntity);
    const { customerId, outcome } = await bringCustomerHere(channel, found, request);
    const [customer] = await showCustomers(channel, [await findCustomer(channel, customerId)], language);
    if (!customer) throw new Error('a customer that was found is not shown');
    return { status: 200, body: { customer, outcome } };
  });

/** The customer as it is here, or else as headquarters has it. */
async function findAnywhere(channel: Channel, identifier: string, legalEntity: string | undefined): Promise<Customer> {
  try {
    return (await findCustomer(channel, identifier)).document;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'customer_unknown') throw error;
  }
  const customer = await readAtHeadquarters(channel, { identifier, ...(legalEntity && { legalEntity }) });
  if (!customer) throw refuse('customer_unknown');
  return customer;
}
