import { uuidSchema } from '@counterfoil/contracts/customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import {
  dismissDuplicateReview as dismiss,
  duplicateReviewStates,
  listDuplicateReviews as reviewsIn,
  matchedFields,
} from '../customers/duplicate-reviews.ts';
import {
  administratorOnly,
  readers,
  counterSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

const reviewedCustomerSchema = z.strictObject({
  customerId: uuidSchema,
  customerAccountNumber: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

const reviewSchema = z.strictObject({
  duplicateReviewId: counterSchema,
  legalEntity: z.string(),
  state: z.enum(duplicateReviewStates),
  /** What the two have in common, beside a similar name; a contact's e-mail address or phone too. */
  matchedFields: z.array(z.enum(matchedFields)).readonly(),
  customers: z.array(reviewedCustomerSchema).length(2).readonly(),
  recordedAt: z.string(),
  dismissedAt: z.string().nullable(),
  dismissedBy: z.string().nullable(),
});

const exampleReview: z.infer<typeof reviewSchema> = {
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
      ...readers,
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
      response: { 200: z.strictObject({ duplicateReviews: z.array(reviewSchema), nextCursor: nextCursorSchema }) },
      errors: [],
      examples: { response: { duplicateReviews: [exampleReview], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, ...filter } }) => {
      const found = await reviewsIn(headquarters.database, { ...filter, before: cursor, countMax: limit });
      const next = nextCursor(found, limit, (review) => review.duplicateReviewId);
      return { status: 200, body: { duplicateReviews: found, nextCursor: next } };
    },
  );

/** `POST /duplicate-reviews/{duplicateReviewId}/dismiss` */
export const dismissDuplicateReview = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
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
      await dismiss(headquarters, params.duplicateReviewId, caller.subject);
      return { status: 204 };
    },
  );
