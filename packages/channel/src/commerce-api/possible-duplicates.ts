import { createCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { uuidSchema } from '@counterfoil/contracts/customer';
import { possibleDuplicateCountMax } from '@counterfoil/customer/duplicates/possible-duplicates';
import { maskedCustomer } from '@counterfoil/customer/masked';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { possibleDuplicates } from '../customers/possible-duplicates.ts';
import { exampleCreation, exampleShownCustomer } from './examples.ts';
import { originShape } from './requests.ts';

const newCustomerSchema = createCustomerRequestSchema.shape.customer.pick({
  firstName: true,
  lastName: true,
  organizationName: true,
  email: true,
  phone: true,
  addresses: true,
  contacts: true,
});

const duplicateSchema = z.strictObject({
  customerId: uuidSchema,
  name: z.string().describe('For example `A•• Lovelace`.'),
  account: z.string().describe('The account number, or a text for people while there is none.'),
  email: z.string().nullable().describe('For example `a••@e••.com`.'),
  phone: z.string().nullable().describe('For example `••• 42 17`.'),
  city: z.string().nullable(),
  because: z.array(z.enum(['phone', 'email', 'nameAndAddress'])),
});

/** `POST /customers/possible-duplicates`: a POST, so that nothing personal stands in an address or a log. */
export const possibleDuplicatesRoute = defineRoute({
  name: 'possibleDuplicates',
  method: 'POST',
  path: '/customers/possible-duplicates',
  summary: 'Ask who a new customer might be already',
  description:
    'Customers of the same company with the same phone or e-mail address, those of secondary contacts too, or with a ' +
    `very similar name and address; at most ${possibleDuplicateCountMax}, the likeliest first. Their details are masked, ` +
    'since they may be somebody else.',
  access: ['application', 'employee'],
  request: { body: z.strictObject({ channelId: originShape.channelId, customer: newCustomerSchema }) },
  response: { 200: z.strictObject({ possibleDuplicates: z.array(duplicateSchema) }) },
  errors: ['channel_unknown', 'database_unreachable'],
  examples: {
    request: {
      channelId: exampleCreation.channelId,
      customer: { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
    },
    response: {
      possibleDuplicates: [
        {
          customerId: exampleShownCustomer.customerId,
          name: 'A•• Lovelace',
          account: 'C-000000042',
          email: 'a••@e••.com',
          phone: '••• 42 17',
          city: 'Houston',
          because: ['email'],
        },
      ],
    },
  },
});

/** Answers masked details only. */
export const handlePossibleDuplicates = (channel: Channel): RouteWithHandler =>
  handle(possibleDuplicatesRoute, async ({ body, language }) => {
    const found = await possibleDuplicates(channel, body);
    const masked = found.map(({ found: { document }, because }) => ({
      customerId: document.customerId,
      ...maskedCustomer(document, language),
      because: [...because],
    }));
    return { status: 200, body: { possibleDuplicates: masked } };
  });
