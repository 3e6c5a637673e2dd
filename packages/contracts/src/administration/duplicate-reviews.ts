import { z } from 'zod';
import { uuidSchema } from '../customer.ts';

/** What two customers have in common. */
export const matchedFields = ['email', 'phone'] as const;
export type MatchedField = (typeof matchedFields)[number];

/** State of a review. */
export const duplicateReviewStates = ['open', 'dismissed'] as const;
export type DuplicateReviewState = (typeof duplicateReviewStates)[number];

const counterSchema = z.string().regex(/^\d{1,18}$/u);

const reviewedCustomerSchema = z.strictObject({
  customerId: uuidSchema,
  customerAccountNumber: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

/** Two customers who may be one person. */
export const duplicateReviewSchema = z.strictObject({
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

/** A page of reviews, newest first. */
export const duplicateReviewPageSchema = z.strictObject({
  duplicateReviews: z.array(duplicateReviewSchema),
  nextCursor: counterSchema.nullable(),
});

export type DuplicateReview = z.infer<typeof duplicateReviewSchema>;
export type ReviewedCustomerLine = z.infer<typeof reviewedCustomerSchema>;
export type DuplicateReviewPage = z.infer<typeof duplicateReviewPageSchema>;
