import { z } from 'zod';

/** Longest text of a field, in UTF-16 code units; every tier refuses more (`field_too_long`). */
export const textLengthMax = {
  name: 100,
  organizationName: 200,
  street: 250,
  short: 60,
  email: 254,
  phone: 40,
  notes: 2_000,
  /** A thumbnail as a data URL. */
  image: 48 * 1024,
} as const;

/** Most postal addresses of one customer; more is refused (`too_many_addresses`, LK-19). */
export const addressCountMax = 500;

/** Most entries of each other list of one customer; more is refused (`too_many_entries`). */
export const listedCountMax = 100;

/** What a postal address is for; the default is `home` for a person, `business` for an organization. */
export const addressPurposes = ['home', 'business', 'delivery', 'invoice', 'other'] as const;

/** How a customer wants receipts (the reference product's *Receipt option*). */
export const receiptOptions = ['standard', 'email', 'both', 'none'] as const;

/** What a secondary contact is. */
export const contactTypes = ['email', 'phone', 'url'] as const;

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
  /** Identifier of a personal title, for example `DR`; the list is a setting (SD-18). */
  personalTitle: optionalText,
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
  receiptOption: z.enum(receiptOptions),
  /** Where receipts go; null means the primary e-mail address. Never taken from the default customer (LK-17). */
  receiptEmail: optionalText,
  notes: optionalText,
  /** A thumbnail as a data URL (PNG, JPEG or WebP); no original is kept. */
  image: optionalText,
  /** No loyalty card in any channel (WD-17). */
  blockedForLoyaltyEnrollment: z.boolean(),
  /** In the customer's currency; headquarters decides (null = no limit set). */
  creditLimit: z.number().nullable(),
});

/** The fields of a secondary e-mail address, phone number or web address (SD-19, LK-16). */
export const contactFieldsSchema = z.strictObject({
  contactType: z.enum(contactTypes),
  /** The e-mail address, phone number or URL itself. */
  locator: text,
  /** What the customer calls it, for example "work". */
  label: optionalText,
  marketingConsent: z.enum(marketingConsents),
});

export const contactSchema = contactFieldsSchema.extend({ contactId: uuidSchema });

/** A value of a customer attribute; its type is that of the attribute's definition (LK-20). */
export const attributeValueSchema = z.union([text, z.number(), z.boolean()]);

/** A card of a loyalty program; the number is headquarters' unless one was given (WD-17). */
export const loyaltyCardFieldsSchema = z.strictObject({
  loyaltyProgramId: text,
  /** Null while headquarters has not issued one. */
  cardNumber: optionalText,
  /** The channel where the customer enrolled. */
  enrollmentChannelId: text,
});

export const loyaltyCardSchema = loyaltyCardFieldsSchema.extend({ loyaltyCardId: uuidSchema });

/** A signed-in identity of the web shop that is this customer (WD-21). */
export const externalIdentitySchema = z.strictObject({ providerId: text, externalIdentityId: text });

/** Who asked for a marketing consent, and when (ISO 8601, for display and proof only). */
export const consentRecordSchema = z.strictObject({ channelId: text, recordedAt: text });

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
  /** Secondary contacts; the primary ones are fields. */
  contacts: z.array(contactSchema),
  /** Identifiers, in the order in which they were added (SD-17). */
  affiliations: z.array(text),
  /** Identifiers of the address books that decide which channels hold the customer (WD-12). */
  addressBooks: z.array(text),
  /** Identifier of a customer attribute → its value. */
  attributes: z.record(z.string(), attributeValueSchema),
  loyaltyCards: z.array(loyaltyCardSchema),
  externalIdentities: z.array(externalIdentitySchema),
  /** Name of a dimension → value; headquarters takes them from the group of the default customer (LK-17). */
  financialDimensions: z.record(z.string(), text),
  /** `email`, `phone` or `contact:<contactId>` → where and when its present consent was given. */
  consentRecords: z.record(z.string(), consentRecordSchema),
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
export type ContactFields = z.infer<typeof contactFieldsSchema>;
export type Contact = z.infer<typeof contactSchema>;
export type AttributeValue = z.infer<typeof attributeValueSchema>;
export type LoyaltyCardFields = z.infer<typeof loyaltyCardFieldsSchema>;
export type LoyaltyCard = z.infer<typeof loyaltyCardSchema>;
export type ExternalIdentity = z.infer<typeof externalIdentitySchema>;
export type FieldStamp = z.infer<typeof fieldStampSchema>;
export type Customer = z.infer<typeof customerSchema>;
