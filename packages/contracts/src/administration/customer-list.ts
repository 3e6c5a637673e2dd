import { z } from 'zod';
import { uuidSchema } from '../customer.ts';

/** Rows of *All customers* in one answer, at most. */
export const customerListCountMax = 200;

/** By what *All customers* is sorted; `newest` is by when somebody became a customer at headquarters. */
export const customerSorts = ['name', 'accountNumber', 'newest'] as const;
export type CustomerSort = (typeof customerSorts)[number];

const identifier = z.string().min(1).max(60);
const date = z.iso.date();

/** What *All customers* is filtered by; every one that is given must fit. */
export const customerFiltersSchema = z.strictObject({
  legalEntity: identifier.optional(),
  customerType: z.enum(['person', 'organization']).optional(),
  /** Of the primary address, ISO 3166-1 alpha-2. */
  countryRegion: z
    .string()
    .regex(/^[A-Z]{2}$/u)
    .optional(),
  customerGroup: identifier.optional(),
  /** The channel database where the customer was made, or `headquarters`. */
  createdBy: identifier.optional(),
  affiliation: identifier.optional(),
  /** First day on which somebody became a customer at headquarters (UTC). */
  createdFrom: date.optional(),
  /** Last day (UTC). */
  createdThrough: date.optional(),
  hasLoyaltyCard: z.boolean().optional(),
  isBlockedForLoyaltyEnrollment: z.boolean().optional(),
  isDeactivated: z.boolean().optional(),
});
export type CustomerFilters = z.infer<typeof customerFiltersSchema>;

/** By what the search box searches; `text` lets headquarters tell by the form of what was typed. */
export const searchedBy = [
  'text',
  'name',
  'email',
  'phone',
  'accountNumber',
  'loyaltyCard',
  'identificationNumber',
  'address',
] as const;
export type SearchedBy = (typeof searchedBy)[number];

const cursor = z.string().max(3_000);

/** What *All customers* shows. A search puts the best first, whatever `sort` says. */
export const shownCustomersSchema = z.strictObject({
  sort: z.enum(customerSorts).default('name'),
  filters: customerFiltersSchema.default({}),
  /** Begins at the names from this on; only where sorted by name. */
  namesFrom: z.string().max(60).optional(),
  search: z.strictObject({ by: z.enum(searchedBy), for: z.string().min(1).max(250) }).optional(),
});
export type ShownCustomers = z.infer<typeof shownCustomersSchema>;

/** `POST /customers/list` */
export const customerListSchema = shownCustomersSchema.extend({
  /** `nextCursor` of the page before. */
  cursor: cursor.optional(),
  /** `nextCursor` that this page had before, when it is read again: it ends there. */
  until: cursor.optional(),
  limit: z.number().int().min(1).max(customerListCountMax).default(100),
});
export type CustomerListRequest = z.input<typeof customerListSchema>;

/** One row of *All customers*. */
export const listedCustomerSchema = z.strictObject({
  customerId: uuidSchema,
  name: z.string(),
  customerAccountNumber: z.string().nullable(),
  legalEntity: z.string(),
  customerType: z.enum(['person', 'organization']),
  customerGroup: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** Of the primary address. */
  city: z.string().nullable(),
  countryRegion: z.string().nullable(),
  affiliations: z.array(z.string()),
  loyaltyCardNumber: z.string().nullable(),
  createdBy: z.string(),
  /** When it became a customer at headquarters, ISO 8601. */
  createdAt: z.string(),
  deactivated: z.boolean(),
  blockedForLoyaltyEnrollment: z.boolean(),
  /** Of a search: why the customer was found. */
  foundBy: z.array(z.string()),
});
export type ListedCustomer = z.infer<typeof listedCustomerSchema>;

/** Answer of `POST /customers/list`. */
export const customerListAnswerSchema = z.strictObject({
  customers: z.array(listedCustomerSchema),
  /** Null after the last customer. */
  nextCursor: z.string().nullable(),
  /** Fewer came than were asked for because so many had to be looked at; more may follow. */
  isCutShort: z.boolean(),
  /** Nobody has what was searched for: these have a similar name. */
  isTypoTolerant: z.boolean(),
  /** How far the change feed had come: later ones are new (`POST /customers/count`). */
  feedPlace: z.string(),
});
export type CustomerListAnswer = z.infer<typeof customerListAnswerSchema>;

/** `POST /customers/count` */
export const customerCountSchema = z.strictObject({
  filters: customerFiltersSchema.default({}),
  /** `feedPlace` of an answer: how many customers are new since. */
  since: z
    .string()
    .regex(/^\d{1,18}$/u)
    .optional(),
});
export type CustomerCountRequest = z.input<typeof customerCountSchema>;

/** Answer of `POST /customers/count`. */
export const customerCountAnswerSchema = z.strictObject({
  count: z.number().int(),
  /** Else it is an estimate: counting as many would take too long. */
  isExact: z.boolean(),
  /** Customers that came since, at most `newCountMax`; null where nobody asked. */
  newCount: z.number().int().nullable(),
});
export type CustomerCountAnswer = z.infer<typeof customerCountAnswerSchema>;

const optionSchema = z.strictObject({ value: z.string(), name: z.string() });

/** `GET /customers/filter-options`: what the filters of *All customers* offer. */
export const customerFilterOptionsSchema = z.strictObject({
  legalEntities: z.array(optionSchema),
  customerGroups: z.array(optionSchema),
  affiliations: z.array(optionSchema),
  channelDatabases: z.array(optionSchema),
  /** Of legal entities and channels; any other can be asked for too. */
  countryRegions: z.array(z.string()),
});
export type CustomerFilterOptions = z.infer<typeof customerFilterOptionsSchema>;
