import { z } from 'zod';
import { customerFieldsSchema, postalAddressFieldsSchema, uuidSchema } from './customer.ts';

/** A new address as asked for; `addressId` may be chosen by the caller, the rest has defaults. */
export const requestedAddressSchema = postalAddressFieldsSchema.partial().extend({ addressId: uuidSchema.optional() });

const byWhomShape = {
  channelId: z.string().max(60),
  terminalId: z.string().max(60).optional(),
  workerId: z.string().max(60).optional(),
  /** Chosen by the caller so that a repetition is recognized; or send the `Idempotency-Key` header. */
  operationId: uuidSchema.optional(),
};

/** `POST /customers`: what is left out comes from the channel. */
export const createCustomerRequestSchema = z.strictObject({
  ...byWhomShape,
  customerId: uuidSchema.optional(),
  customer: customerFieldsSchema
    .omit({ creditLimit: true })
    .partial()
    .required({ customerType: true })
    .extend({ addresses: z.array(requestedAddressSchema).default([]) }),
});

/** `PATCH /customers/{id}`: only what is to change. */
export const updateCustomerRequestSchema = z.strictObject({
  ...byWhomShape,
  /** The version the editor saw; the channel's present one when left out. */
  baseVersion: z.number().int().nonnegative().optional(),
  changes: customerFieldsSchema
    .omit({ customerType: true, creditLimit: true })
    .partial()
    .extend({
      /** Without `addressId` an address is added; with it, added or changed. */
      addresses: z.array(requestedAddressSchema).optional(),
      removedAddressIds: z.array(uuidSchema).optional(),
    }),
});

export type CreateCustomerRequest = z.infer<typeof createCustomerRequestSchema>;
export type UpdateCustomerRequest = z.infer<typeof updateCustomerRequestSchema>;
