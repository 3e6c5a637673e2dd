import { z } from 'zod';
import { searchCriteria } from './channel-configuration.ts';
import { customerSchema, uuidSchema } from './customer.ts';
import { problemSchema } from './customer-operation.ts';

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
/** Most customers in one answer; `nextCursor` leads to the next ones. */
export const searchResultCountMax = 50;

/** What a customer is found by. */
export type SearchKind = (typeof searchCriteria)[number];

const searchText = (lengthMax: number): z.ZodOptional<z.ZodString> => z.string().max(lengthMax).optional();

/** What to look for; every criterion given must match. */
export const customerSearchSchema = z
  .strictObject({
    /** Of one search box: an e-mail address, digits of a phone, account or card, or else a name. */
    text: searchText(250),
    name: searchText(200),
    email: searchText(254),
    /** In any format, or its last digits. */
    phone: searchText(40),
    accountNumber: searchText(60),
    loyaltyCard: searchText(60),
    identificationNumber: searchText(60),
    /** Words of street, city and postal code. */
    address: searchText(250),
    legalEntity: searchText(60),
    /** `nextCursor` of the answer before, with the same criteria. */
    cursor: searchText(2_000),
  })
  .refine((search) => (['text', ...searchCriteria] as const).some((criterion) => search[criterion]?.trim()), {
    message:
      'give a text, a name, an e-mail address, a phone number, an account, card or identification number, or an address',
  });

/** Why a customer was found; `contactId` names the secondary contact. */
export const searchMatchSchema = z.strictObject({
  field: z.enum([...searchCriteria, 'contact']),
  contactId: uuidSchema.optional(),
});

/** Why the customer at the same place of `customers` was found. */
export const searchHitSchema = z.strictObject({ customerId: uuidSchema, matches: z.array(searchMatchSchema) });

/** A customer of another legal entity: that there is one, and no more than its name and account (WD-07). */
export const foreignCustomerSchema = z.strictObject({
  legalEntity: z.string(),
  name: z.string(),
  customerAccountNumber: z.string().nullable(),
  matches: z.array(searchMatchSchema),
});

/** Customers found, best match first. */
export const customerSearchAnswerSchema = z.strictObject({
  customers: z.array(customerSchema),
  hits: z.array(searchHitSchema).default([]),
  /** Leads to the next ones; null when these were the last. */
  nextCursor: z.string().nullable().default(null),
  /** Nobody has what was typed: these have a similar name. */
  isTypoTolerant: z.boolean().default(false),
  otherLegalEntities: z.array(foreignCustomerSchema).default([]),
});

export type RealTimeAnswer = z.infer<typeof realTimeAnswerSchema>;
export type CustomerSearch = z.infer<typeof customerSearchSchema>;
export type CustomerSearchAnswer = z.infer<typeof customerSearchAnswerSchema>;
export type SearchMatch = z.infer<typeof searchMatchSchema>;
export type SearchHit = z.infer<typeof searchHitSchema>;
export type ForeignCustomer = z.infer<typeof foreignCustomerSchema>;
