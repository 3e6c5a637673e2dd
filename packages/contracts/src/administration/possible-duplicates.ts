import { z } from 'zod';
import { createCustomerRequestSchema } from '../create-customer.ts';
import { uuidSchema } from '../customer.ts';

/** `POST /customers/possible-duplicates` at headquarters: what has been typed of a new customer so far. */
export const possibleDuplicatesRequestSchema = z.strictObject({
  legalEntity: z.string().max(60),
  customer: createCustomerRequestSchema.shape.customer.pick({
    firstName: true,
    lastName: true,
    organizationName: true,
    email: true,
    phone: true,
    addresses: true,
    contacts: true,
  }),
});

/** Somebody who may be the new customer; masked for a caller who is bound to channels. */
const possibleDuplicateSchema = z.strictObject({
  customerId: uuidSchema,
  name: z.string(),
  account: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  city: z.string().nullable(),
  because: z.array(z.enum(['phone', 'email', 'nameAndAddress'])),
});

export const possibleDuplicatesAnswerSchema = z.strictObject({ possibleDuplicates: z.array(possibleDuplicateSchema) });

export type PossibleDuplicatesAnswer = z.infer<typeof possibleDuplicatesAnswerSchema>;
export type PossibleDuplicateShown = PossibleDuplicatesAnswer['possibleDuplicates'][number];
