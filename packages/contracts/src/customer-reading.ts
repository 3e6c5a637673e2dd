import { z } from 'zod';
import { customerSchema } from './customer.ts';

/** What a scale unit asks of headquarters to bring a customer of another channel to its own (WD-08). */
export const customerReadingSchema = z.strictObject({
  /** The permanent identifier or the account number. */
  identifier: z.string().min(1).max(60),
  /** Of the customer, where two legal entities use the same account numbers. */
  legalEntity: z.string().max(60).optional(),
});

/** The customer, whole; null when the identifier names nobody, or more than one. */
export const customerReadingAnswerSchema = z.strictObject({ customer: customerSchema.nullable() });

export type CustomerReading = z.infer<typeof customerReadingSchema>;
export type CustomerReadingAnswer = z.infer<typeof customerReadingAnswerSchema>;
