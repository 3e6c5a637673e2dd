import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { duplicateReviewCountMax, duplicateReviews } from '../customers/duplicate-reviews.ts';
import { showCustomers, shownCustomerSchema, withoutImage } from './answers.ts';
import { exampleShownCustomer } from './examples.ts';

/** `GET /duplicate-reviews` */
export const listDuplicateReviewsRoute = defineRoute({
  name: 'listDuplicateReviews',
  method: 'GET',
  path: '/duplicate-reviews',
  summary: 'List customers that may be one person',
  description:
    `Customers that were created for a shopper although others have the same e-mail address, oldest first, at most ` +
    `${duplicateReviewCountMax}. Images are left out.`,
  access: ['employee'],
  request: {},
  response: {
    200: z.strictObject({
      reviews: z.array(
        z.strictObject({
          customer: shownCustomerSchema,
          candidates: z.array(shownCustomerSchema).describe('The others with the e-mail address.'),
          recordedAt: z.string(),
        }),
      ),
    }),
  },
  errors: ['database_unreachable'],
  examples: {
    response: {
      reviews: [
        {
          customer: exampleShownCustomer,
          candidates: [exampleShownCustomer],
          recordedAt: '2030-01-02T03:04:05.000Z',
        },
      ],
    },
  },
});

/** Lists what somebody has to compare. */
export const handleListDuplicateReviews = (channel: Channel): RouteWithHandler =>
  handle(listDuplicateReviewsRoute, async ({ language }) => {
    const found = await duplicateReviews(channel.database);
    const all = found.flatMap(({ customer, candidates }) => [customer, ...candidates]);
    const shown = new Map(
      (await showCustomers(channel, all, language)).map((one) => [one.customerId, withoutImage(one)]),
    );
    const reviews = found.flatMap(({ customer, candidates, recordedAt }) => {
      const [one, ...others] = [customer, ...candidates]
        .map(({ document }) => shown.get(document.customerId))
        .filter((other) => other !== undefined);
      return one ? [{ customer: one, candidates: others, recordedAt }] : [];
    });
    return { status: 200, body: { reviews } };
  });
