import { z } from 'zod';
import {
  attributeValueSchema,
  contactFieldsSchema,
  customerFieldsSchema,
  externalIdentitySchema,
  loyaltyCardFieldsSchema,
  postalAddressFieldsSchema,
  uuidSchema,
} from './customer.ts';

/** `create` and `update` change fields; `deactivate` hides the customer (the reference product's operation 3). */
export const operationKinds = ['create', 'update', 'deactivate'] as const;

export const addressChangeSchema = z.strictObject({
  addressId: uuidSchema,
  /** `put` adds the address or changes the given fields of it; `remove` takes it away. */
  change: z.enum(['put', 'remove']),
  fields: postalAddressFieldsSchema.partial(),
});

/** `put` adds the entry or changes the given fields of it; `remove` takes it away. */
const change = z.enum(['put', 'remove']);
const listedId = z.string().min(1).max(60);

export const contactChangeSchema = z.strictObject({
  contactId: uuidSchema,
  change,
  fields: contactFieldsSchema.partial(),
});

/** An affiliation or an address book that is added or taken away. */
export const membershipChangeSchema = z.strictObject({ id: listedId, change });

/** A null value takes the attribute away. */
export const attributeChangeSchema = z.strictObject({ attributeId: listedId, value: attributeValueSchema.nullable() });

export const loyaltyCardChangeSchema = z.strictObject({ loyaltyCardId: uuidSchema, fields: loyaltyCardFieldsSchema });

export const externalIdentityChangeSchema = externalIdentitySchema.extend({ change });

/**
 * What an operation changes: of a create everything, of an update only what was edited. A list that is left out
 * changes nothing.
 */
export const customerChangesSchema = z.strictObject({
  fields: customerFieldsSchema.partial(),
  addresses: z.array(addressChangeSchema),
  contacts: z.array(contactChangeSchema).optional(),
  affiliations: z.array(membershipChangeSchema).optional(),
  addressBooks: z.array(membershipChangeSchema).optional(),
  attributes: z.array(attributeChangeSchema).optional(),
  loyaltyCards: z.array(loyaltyCardChangeSchema).optional(),
  externalIdentities: z.array(externalIdentityChangeSchema).optional(),
});

/** Where an operation was made. */
export const operationOriginSchema = z.strictObject({
  legalEntity: z.string(),
  channelId: z.string(),
  /** The channel database that recorded it. */
  node: z.string(),
  terminalId: z.string().nullable(),
  workerId: z.string().nullable(),
});

/**
 * The unit of exchange: one immutable record, made where *Save* was pressed, before anything else happens.
 * Sync, async and offline creation are this record, delivered sooner or later.
 */
export const customerOperationSchema = z.strictObject({
  operationId: uuidSchema,
  customerId: uuidSchema,
  kind: z.enum(operationKinds),
  origin: operationOriginSchema,
  /** ISO 8601, for display only. */
  recordedAt: z.string(),
  /** The customer version that the editor saw (0: none from headquarters yet). */
  baseVersion: z.number().int().nonnegative(),
  /** The operation of the same customer that its origin recorded just before; it must be decided first. */
  follows: uuidSchema.nullable(),
  changes: customerChangesSchema,
});

/** A `Problem` in an answer, a message or the database. */
export const problemSchema = z.strictObject({
  code: z.string().describe('A code of the error register.'),
  field: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export type OperationKind = (typeof operationKinds)[number];
export type AddressChange = z.infer<typeof addressChangeSchema>;
export type ContactChange = z.infer<typeof contactChangeSchema>;
export type MembershipChange = z.infer<typeof membershipChangeSchema>;
export type AttributeChange = z.infer<typeof attributeChangeSchema>;
export type LoyaltyCardChange = z.infer<typeof loyaltyCardChangeSchema>;
export type ExternalIdentityChange = z.infer<typeof externalIdentityChangeSchema>;
export type CustomerChanges = z.infer<typeof customerChangesSchema>;
export type CustomerOperation = z.infer<typeof customerOperationSchema>;

/** One thing wrong with an input: a code of the error register, where, and the values its sentence needs. */
export interface Problem {
  readonly code: string;
  /** Path of the field, for example `addresses.0.countryRegion`; empty for the whole. */
  readonly field: string;
  readonly parameters?: Readonly<Record<string, string | number>> | undefined;
}

/** Two edits of one field that both arrived; both values are kept for a person to see. */
export interface MergeConflict {
  readonly customerId: string;
  readonly operationId: string;
  readonly field: string;
  /** What the customer held. */
  readonly heldValue: unknown;
  readonly heldBy: string;
  /** What the operation brought. */
  readonly offeredValue: unknown;
  readonly offeredBy: string;
  readonly kept: 'held' | 'offered';
  readonly policy: 'mostRestrictive' | 'headquarters' | 'laterApplied';
}
