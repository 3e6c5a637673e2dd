import { z } from 'zod';
import {
  attributeValueSchema,
  contactFieldsSchema,
  customerFieldsSchema,
  externalIdentitySchema,
  postalAddressFieldsSchema,
  uuidSchema,
} from './customer.ts';

/** A new address as asked for; `addressId` may be chosen by the caller, the rest has defaults. */
export const requestedAddressSchema = postalAddressFieldsSchema.partial().extend({ addressId: uuidSchema.optional() });

/** A secondary contact as asked for; `contactId` may be chosen by the caller, the consent is unknown unless given. */
export const requestedContactSchema = contactFieldsSchema.partial().extend({ contactId: uuidSchema.optional() });

const listedIds = z.array(z.string().min(1).max(60));

/** The lists of a customer as a creation names them. */
export const requestedListsShape = {
  contacts: z.array(requestedContactSchema).optional(),
  /** Added to those of the default customer. */
  affiliations: listedIds.optional(),
  /** In place of the channel's own address books. */
  addressBooks: listedIds.optional(),
  attributes: z.record(z.string(), attributeValueSchema).optional(),
  externalIdentities: z.array(externalIdentitySchema).optional(),
};

/** The lists of a customer as an edit names them; what isn't named stays. */
export const editedListsShape = {
  /** Without `contactId` a contact is added; with it, added or changed. */
  contacts: z.array(requestedContactSchema).optional(),
  removedContactIds: z.array(uuidSchema).optional(),
  addedAffiliations: listedIds.optional(),
  removedAffiliations: listedIds.optional(),
  addedAddressBooks: listedIds.optional(),
  removedAddressBooks: listedIds.optional(),
  /** Null takes a value away. */
  attributes: z.record(z.string(), attributeValueSchema.nullable()).optional(),
  addedExternalIdentities: z.array(externalIdentitySchema).optional(),
  removedExternalIdentities: z.array(externalIdentitySchema).optional(),
};

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
    .extend({ addresses: z.array(requestedAddressSchema).default([]), ...requestedListsShape }),
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
      ...editedListsShape,
    }),
});

export type CreateCustomerRequest = z.infer<typeof createCustomerRequestSchema>;
export type UpdateCustomerRequest = z.infer<typeof updateCustomerRequestSchema>;
