import { z } from 'zod';
import { customerSchema } from './customer.ts';

const problemSchema = z.strictObject({
  code: z.string(),
  field: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** What the Real-time Service answers to an operation. */
export const realTimeAnswerSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('completed'),
    customer: customerSchema,
    headquartersEpochNumber: z.number().int().positive(),
  }),
  /** A business refusal: told to the user, nothing stays pending. */
  z.strictObject({ status: z.literal('refused'), problem: problemSchema }),
  /** Its customer or an earlier operation isn't at headquarters yet; it is staged and decided in its turn. */
  z.strictObject({ status: z.literal('waiting') }),
]);

/** Fewest characters of a name that *search all stores* takes (WD-07). */
export const remoteSearchCharacterCountMin = 4;
/** Most customers in one answer. */
export const searchResultCountMax = 50;

/** What to look for; every criterion given must match. */
export const customerSearchSchema = z
  .strictObject({
    name: z.string().max(200).optional(),
    email: z.string().max(254).optional(),
    phone: z.string().max(40).optional(),
    accountNumber: z.string().max(60).optional(),
    legalEntity: z.string().max(60).optional(),
  })
  .refine((search) => [search.name, search.email, search.phone, search.accountNumber].some((value) => value?.trim()), {
    message: 'give a name, an e-mail address, a phone number or an account number',
  });

/** Customers found, best match first. */
export const customerSearchAnswerSchema = z.strictObject({ customers: z.array(customerSchema) });

export type RealTimeAnswer = z.infer<typeof realTimeAnswerSchema>;
export type CustomerSearch = z.infer<typeof customerSearchSchema>;
export type CustomerSearchAnswer = z.infer<typeof customerSearchAnswerSchema>;
