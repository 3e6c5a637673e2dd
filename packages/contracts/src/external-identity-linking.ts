import { z } from 'zod';
import { createCustomerRequestSchema } from './create-customer.ts';
import { textLengthMax } from './customer.ts';

const { channelId } = createCustomerRequestSchema.shape;

const identifier = z.string().min(1).max(200);
const name = z.string().max(textLengthMax.name).nullable().optional();

/** Who signed in to the web shop, as its identity provider knows them. */
export const namedIdentityShape = { providerId: identifier, externalIdentityId: identifier };

/** `POST /customers/link-external-identity`: a shopper has signed in with an e-mail address that is verified (WD-20). */
export const linkExternalIdentityRequestSchema = z.strictObject({
  channelId,
  ...namedIdentityShape,
  /** Verified by the identity provider: whoever has it is the customer. */
  verifiedEmail: z.string().min(1).max(textLengthMax.email),
  /** Of a customer that has to be created. */
  firstName: name,
  lastName: name,
  languageId: z.string().max(textLengthMax.short).optional(),
});

/**
 * What became of it: the identity had its customer; the one customer of the address was linked; a customer was created
 * for it, since nobody had the address, or since several had it, which somebody reviews.
 */
export const linkOutcomes = ['alreadyLinked', 'linked', 'created', 'createdForReview'] as const;

export type LinkExternalIdentityRequest = z.infer<typeof linkExternalIdentityRequestSchema>;
export type LinkOutcome = (typeof linkOutcomes)[number];
