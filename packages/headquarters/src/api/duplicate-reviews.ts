import {
  duplicateReviewPageSchema,
  duplicateReviewStates,
  type DuplicateReview,
} from '@counterfoil/contracts/administration/duplicate-reviews';
import { uuidSchema } from '@counterfoil/contracts/customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import {
  dismissDuplicateReview as dismiss,
  listDuplicateReviews as reviewsIn,
} from '../customers/duplicate-reviews.ts';
import { channelScopeOf, customersSeenIn } from '../workspace/channel-scope.ts';
import {
  customerReaders,
  customerWriters,
  counterSchema,
  nextCursor,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

const exampleReview: DuplicateReview = {
  duplicateReviewId: '12',
  legalEntity: 'USRT',
  state: 'open',
  matchedFields: ['email'],
  customers: [
    {
      customerId: '01890000-0000-7000-8000-000000000001',
      customerAccountNumber: 'C-000000041',
      name: 'Lachlan Berry',
      email: 'lachlan.berry@example.com',
      phone: null,
    },
    {
      customerId: '01890000-0000-7000-8000-000000000002',
      customerAccountNumber: 'C-000000057',
      name: 'Lachlan Bery',
      email: 'lachlan.berry@example.com',
      phone: '+17135550123',
    },
  ],
  recordedAt: '2026-03-01T10:00:00.000Z',
  dismissedAt: null,
  dismissedBy: null,
};

/** `GET /duplicate-reviews` */
export const listDuplicateReviews = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'listHeadquartersDuplicateReviews',
      method: 'GET',
      path: '/duplicate-reviews',
      summary: 'Customers who may be one person',
      description:
        'Two customers of a legal entity with the same e-mail address or phone and the same or a similar name, newest ' +
        'first, as the job duplicate-check found them. Nobody is merged. Of more than two, each further one is beside ' +
        'the first.',
      request: {
        query: z.strictObject({
          state: z.enum(duplicateReviewStates).optional(),
          customerId: uuidSchema.optional(),
          ...pageShape,
        }),
      },
      response: { 200: duplicateReviewPageSchema },
      errors: [],
      examples: { response: { duplicateReviews: [exampleReview], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, ...filter }, caller }) => {
      const seen = await customersSeenIn(headquarters.database, channelScopeOf(caller));
      const found = await reviewsIn(headquarters.database, { ...filter, before: cursor, countMax: limit, seen });
      const next = nextCursor(found, limit, (review) => review.duplicateReviewId);
      return { status: 200, body: { duplicateReviews: found, nextCursor: next } };
    },
  );

/** `POST /duplicate-reviews/{duplicateReviewId}/dismiss` */
export const dismissDuplicateReview = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerWriters,
      name: 'dismissDuplicateReview',
      method: 'POST',
      path: '/duplicate-reviews/:duplicateReviewId/dismiss',
      summary: 'Two customers are different people',
      description: 'The pair is never recorded again. Who said so first, and when, is kept with the review.',
      request: { params: z.strictObject({ duplicateReviewId: counterSchema }) },
      response: { 204: 'empty' },
      errors: ['duplicate_review_unknown'],
      examples: { response: undefined },
    }),
    async ({ params, caller }) => {
      const seen = await customersSeenIn(headquarters.database, channelScopeOf(caller));
      await dismiss(headquarters, params.duplicateReviewId, caller.subject, seen);
      return { status: 204 };
    },
  );
