import { z } from 'zod';
import { createCustomerRequestSchema } from './create-customer.ts';

const { channelId, terminalId, workerId, operationId } = createCustomerRequestSchema.shape;

/** `POST /customers/{identifier}/loyalty-cards`: a customer enrols in a loyalty program (WD-17). */
export const loyaltyEnrollmentRequestSchema = z.strictObject({
  channelId,
  terminalId,
  workerId,
  operationId,
  loyaltyProgramId: z.string().min(1).max(60),
  /** Of the card that is handed out; headquarters gives one when left out. */
  cardNumber: z.string().max(60).optional(),
});

export type LoyaltyEnrollmentRequest = z.infer<typeof loyaltyEnrollmentRequestSchema>;
