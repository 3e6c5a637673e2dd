import { z } from 'zod';

/** Longest text of a field, in UTF-16 code units; every tier refuses more (`field_too_long`). */
export const textLengthMax = {
  name: 100,
  organizationName: 200,
  street: 250,
  short: 60,
  email: 254,
  phone: 40,
} as const;

/** Most postal addresses of one customer; more is refused (`too_many_addresses`). */
export const addressCountMax = 500;

/** What a postal address is for; the default is `home` for a person, `business` for an organization. */
export const addressPurposes = ['home', 'business', 'delivery', 'invoice', 'other'] as const;

/** Answer to "may we send you marketing?", from the most to the least restrictive. */
export const marketingConsents = ['refused', 'unknown', 'granted'] as const;

export const uuidSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u, 'a lower-case UUID');

const text = z.string();
const optionalText = text.nullable();

/** The fields of a customer that are kept, compared and merged one by one. `null` means "none". */
export const customerFieldsSchema = z.strictObject({
  customerType: z.enum(['person', 'organization']),
  firstName: optionalText,
  middleName: optionalText,
  lastName: optionalText,
  organizationName: optionalText,
  /** BCP 47, for example `en-US` or `fr-FR`. */
  languageId: text,
  /** ISO 4217, for example `USD`. */
  currency: text,
  customerGroup: text,
  email: optionalText,
  emailMarketingConsent: z.enum(marketingConsents),
  /** As typed or as E.164; stored as typed, searched as E.164. */
  phone: optionalText,
  phoneMarketingConsent: z.enum(marketingConsents),
  /** ISO 8601 calendar date, `YYYY-MM-DD`. */
  dateOfBirth: optionalText,
  /** A number of an official register, as typed. */
  identificationNumber: optionalText,
  /** In the customer's currency; headquarters decides (null = no limit set). */
  creditLimit: z.number().nullable(),
});

/** The fields of a postal address that are kept, compared and merged one by one. */
export const postalAddressFieldsSchema = z.strictObject({
  purpose: z.enum(addressPurposes),
  isPrimary: z.boolean(),
  name: optionalText,
  /** ISO 3166-1 alpha-2, upper case. */
  countryRegion: text,
  street: optionalText,
  streetNumber: optionalText,
  buildingComplement: optionalText,
  district: optionalText,
  city: optionalText,
  county: optionalText,
  state: optionalText,
  zipCode: optionalText,
});

export const postalAddressSchema = postalAddressFieldsSchema.extend({ addressId: uuidSchema });

/** Who wrote a field last, and in which version of the customer: what a merge compares. */
export const fieldStampSchema = z.strictObject({
  version: z.number().int().nonnegative(),
  /** The channel database or `headquarters`. */
  node: text,
});

/** The customer, whole, as headquarters publishes it and every node keeps it (R4, R9). */
export const customerSchema = customerFieldsSchema.extend({
  /** The permanent identifier: the temporary account id until there is a number, an alias for ever after. */
  customerId: uuidSchema,
  legalEntity: text,
  /** Issued by headquarters; null while the customer is pending. */
  customerAccountNumber: optionalText,
  /** 0 while only an origin knows the customer; headquarters adds 1 for each applied operation. */
  version: z.number().int().nonnegative(),
  deactivated: z.boolean(),
  addresses: z.array(postalAddressSchema),
  /** Path of a field (`email`, `address:<addressId>:city`) → its last writer, where that is not the creation. */
  fieldStamps: z.record(z.string(), fieldStampSchema),
  /** The node that created the customer. */
  createdBy: text,
  /** Identifiers of the last operations in this state, oldest first, at most `recentOperationCountMax`. */
  recentOperations: z.array(uuidSchema),
});

/** How many operations a customer remembers, so that a node knows which of its own are contained. */
export const recentOperationCountMax = 64;

export type CustomerFields = z.infer<typeof customerFieldsSchema>;
export type PostalAddressFields = z.infer<typeof postalAddressFieldsSchema>;
export type PostalAddress = z.infer<typeof postalAddressSchema>;
export type FieldStamp = z.infer<typeof fieldStampSchema>;
export type Customer = z.infer<typeof customerSchema>;
