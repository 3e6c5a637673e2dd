import { z } from 'zod';
import { createCustomerRequestSchema, updateCustomerRequestSchema } from './create-customer.ts';
import { customerFieldsSchema } from './customer.ts';

const { channelId, workerId, operationId, customerId, customer } = createCustomerRequestSchema.shape;
const { baseVersion, changes } = updateCustomerRequestSchema.shape;
const creditLimit = customerFieldsSchema.shape.creditLimit.optional();

const byWhomShape = {
  /** A channel in whose name headquarters acts, for example a call center. */
  channelId: channelId.optional(),
  workerId,
  operationId,
};

/**
 * `POST /customers` at headquarters: as at a channel, but a legal entity can stand in for the channel, and the credit
 * limit may be given: headquarters decides it.
 */
export const createAtHeadquartersRequestSchema = z.strictObject({
  ...byWhomShape,
  /** Of the customer, where no channel is named. */
  legalEntity: z.string().max(60).optional(),
  customerId,
  customer: customer.extend({ creditLimit }),
});

/** `PATCH /customers/{identifier}` at headquarters. */
export const updateAtHeadquartersRequestSchema = z.strictObject({
  ...byWhomShape,
  baseVersion,
  changes: changes.extend({ creditLimit }),
});

/** `POST /customers/{identifier}/deactivate` at headquarters. */
export const deactivateAtHeadquartersRequestSchema = z.strictObject({ ...byWhomShape, baseVersion });

export type CreateAtHeadquartersRequest = z.infer<typeof createAtHeadquartersRequestSchema>;
export type UpdateAtHeadquartersRequest = z.infer<typeof updateAtHeadquartersRequestSchema>;
export type DeactivateAtHeadquartersRequest = z.infer<typeof deactivateAtHeadquartersRequestSchema>;
