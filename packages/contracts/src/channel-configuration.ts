import { z } from 'zod';
import { receiptOptions } from './customer.ts';
import { publishedDeviceSchema } from './devices.ts';
import { productSchema } from './products.ts';
import { translatedSchema } from './translated.ts';
import { pinVerifierSchema, workerRoles } from './worker-sessions.ts';

/** How a job is triggered: a cron expression, `continuous`, or `off`. */
export const recurrenceSchema = z.string().min(1).max(120);

/**
 * The jobs that carry settings to channels, each with its part of a channel's configuration: 1010 customer groups and
 * default customers, 1040 products, 1050 loyalty, 1060 staff, 1070 channel configuration, 1090 registers, 1110 global configuration.
 */
export const configurationJobs = ['1010', '1040', '1050', '1060', '1070', '1090', '1110'] as const;

const id = z.string().min(1).max(60);
const name = z.string().min(1).max(100);
/** What a store's or online store's functionality profile switches (SD-04, WD-15). */
export const functionalityProfileOptionsSchema = z.strictObject({
  /** *Create customer in async mode*. */
  createCustomerInAsyncMode: z.boolean(),
  /** *Create customer order in async mode*. */
  createCustomerOrderInAsyncMode: z.boolean(),
  /** Try in real time, then go on asynchronously (the reference product's *async fallback* of orders). */
  createCustomerOrderWithAsyncFallback: z.boolean(),
  /** How long the Real-time Service is waited for before an order falls back, in milliseconds. */
  createCustomerOrderWaitTimeoutMs: z.number().int().min(100).max(60_000),
  /** *Generate loyalty card number*: without it, the number has to be given. */
  generateLoyaltyCardNumber: z.boolean(),
  /** *Default customer search mode*: ask headquarters at every search (WD-10). */
  searchAllStoresByDefault: z.boolean(),
  /** *Allow certain UI elements to be unmodifiable by an async customer* (LK-08). */
  lockedFieldsForAsyncCustomers: z.boolean(),
});

/** What a new customer takes from the store's default customer (LK-17). The receipt e-mail address is never taken. */
export const defaultCustomerSchema = z.strictObject({
  customerAccountNumber: z.string(),
  customerType: z.enum(['person', 'organization']),
  customerGroup: z.string(),
  receiptOption: z.enum(receiptOptions),
  currency: z.string(),
  languageId: z.string(),
  affiliations: z.array(z.string()),
  addressBooks: z.array(z.string()),
});

/** A channel with what it creates customers by. */
export const channelSettingsSchema = z.strictObject({
  channelId: z.string(),
  channelType: z.enum(['store', 'online']),
  name: z.string(),
  legalEntity: z.string(),
  functionalityProfileId: z.string(),
  ...functionalityProfileOptionsSchema.shape,
  countryRegion: z.string(),
  currency: z.string(),
  languageId: z.string(),
  customerGroup: z.string(),
  /** Customers of these address books reach the channel, and new customers get them; none: all customers (WD-12). */
  addressBooks: z.array(z.string()),
});

/** When a till leaves the network and comes back (LK-30, WD-01). */
export const offlineProfileSchema = z.strictObject({
  offlineProfileId: id,
  name,
  /** A request of the till that takes longer sends it offline, in milliseconds. */
  timeoutMs: z.number().int().min(100).max(120_000),
  /** Tries to reconnect this often, in milliseconds. */
  reconnectIntervalMs: z.number().int().min(1_000).max(3_600_000),
  manualSwitchAllowed: z.boolean(),
  /** *Allow manual switch to offline before sign in*. */
  manualSwitchBeforeSignInAllowed: z.boolean(),
  advancedOfflineSwitching: z.boolean(),
  /** *System health check interval*, in milliseconds. */
  healthCheckIntervalMs: z.number().int().min(1_000).max(3_600_000),
  pauseOfflineSynchronization: z.boolean(),
});

/** A till of a store. */
export const registerSchema = z.strictObject({
  registerId: id,
  channelId: id,
  name,
  /** *Support offline*: the till has an offline database. */
  supportOffline: z.boolean(),
  offlineProfileId: id.nullable(),
});

/** Somebody who works at a till. */
export const workerSchema = z.strictObject({
  workerId: id,
  name,
  languageId: z.string(),
  role: z.enum(workerRoles),
  channelIds: z.array(id),
});

/** Somebody who works at a till, as job 1060 carries them; without a verifier they can't sign in. */
export const staffMemberSchema = workerSchema.extend({ pinVerifier: pinVerifierSchema.nullable().default(null) });

export const personalTitleSchema = z.strictObject({ personalTitleId: id, text: translatedSchema });

export const affiliationSchema = z.strictObject({
  affiliationId: id,
  text: translatedSchema,
  /** *Hide in channels*: it still counts for prices (WD-18). */
  hiddenInChannels: z.boolean(),
});

export const loyaltyProgramSchema = z.strictObject({ loyaltyProgramId: id, text: translatedSchema });

/** A customer attribute (LK-20). */
export const customerAttributeSchema = z.strictObject({
  attributeId: id,
  text: translatedSchema,
  attributeType: z.enum(['text', 'integer', 'decimal', 'boolean']),
  /** Only these texts; empty: any. */
  fixedList: z.array(z.strictObject({ value: z.string().min(1).max(60), text: translatedSchema })),
  /** Of numbers; null: no bound. */
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  defaultValue: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  required: z.boolean(),
});

export const customerGroupSchema = z.strictObject({
  legalEntity: z.string(),
  customerGroup: id,
  name,
  /** Name of a dimension → value; new customers of channels whose default customer is in the group get them (LK-17). */
  financialDimensions: z.record(z.string().min(1).max(60), z.string().max(60)),
});

/** What a customer can be searched by, in the order in which staff see it (WD-09). */
export const searchCriteria = [
  'name',
  'phone',
  'email',
  'accountNumber',
  'loyaltyCard',
  'identificationNumber',
  'address',
] as const;

/** Parameters of all channels (LK-21, WD-09). */
export const commerceParametersSchema = z.strictObject({
  /** Attributes of a customer; the *customer attribute group*. */
  customerAttributeGroupId: id.nullable(),
  searchCriteria: z.array(z.enum(searchCriteria)),
  /** How many addresses a customer should not exceed; more is warned of (LK-19). */
  recommendedAddressCountMax: z.number().int().positive(),
});

/** What the addresses of a country or region look like (LK-11). */
export const addressFormatSchema = z.strictObject({
  /** ISO 3166-1 alpha-2. */
  countryRegion: z.string(),
  /** `#` stands for a digit, `&` for a letter, everything else for itself; none: any postcode. */
  zipCodeFormats: z.array(z.string().min(1).max(20)).max(20),
  zipCodeRequired: z.boolean(),
});

/** A version for each job; a job that the sender doesn't know stands at 0. */
export const configurationVersionsSchema = z.record(
  z.enum(configurationJobs),
  z.number().int().nonnegative().default(0),
);

const configuration1010Schema = z.strictObject({
  customerGroups: z.array(customerGroupSchema),
  /** By channel; a channel without one uses its own currency, language and group. */
  defaultCustomers: z.record(z.string(), defaultCustomerSchema),
});

const configuration1050Schema = z.strictObject({ loyaltyPrograms: z.array(loyaltyProgramSchema) });

const configuration1040Schema = z.strictObject({ products: z.array(productSchema).default([]) });

const configuration1060Schema = z.strictObject({ workers: z.array(staffMemberSchema) });

const configuration1070Schema = z.strictObject({
  legalEntities: z.array(z.strictObject({ legalEntity: z.string(), countryRegion: z.string() })),
  channels: z.array(channelSettingsSchema),
  offlineProfiles: z.array(offlineProfileSchema),
  /** *Filter shared customer data tables*: no customer row in offline databases, no creation offline (SD-25). */
  filterSharedCustomerDataTables: z.boolean(),
  /** Jobs and subjobs of which nothing goes to offline databases (LK-23). */
  excludedFromOfflineDatabases: z.strictObject({ jobs: z.array(z.string()), subjobs: z.array(z.string()) }),
});

const configuration1090Schema = z.strictObject({
  registers: z.array(registerSchema),
  /** Activated tills, and those revoked last, which are no longer to be answered. None for offline databases. */
  devices: z.array(publishedDeviceSchema).default([]),
});

const configuration1110Schema = z.strictObject({
  /** Identifiers of the features that are on. */
  features: z.array(z.string()),
  commerceParameters: commerceParametersSchema,
  personalTitles: z.array(personalTitleSchema),
  affiliations: z.array(affiliationSchema),
  addressBooks: z.array(z.strictObject({ addressBookId: id, name })),
  /** Those of the customer attribute group, in its order. */
  customerAttributes: z.array(customerAttributeSchema),
  /** Of the countries and regions that have any. */
  addressFormats: z.array(addressFormatSchema),
});

/** What each job carries. */
export const configurationPartSchemas = {
  '1010': configuration1010Schema,
  '1040': configuration1040Schema,
  '1050': configuration1050Schema,
  '1060': configuration1060Schema,
  '1070': configuration1070Schema,
  '1090': configuration1090Schema,
  '1110': configuration1110Schema,
} as const;

/** The settings of one channel database, with the version of each part by which both sides know it. */
export const channelConfigurationSchema = z.strictObject({
  /** Grows whenever any part does. */
  version: z.number().int().nonnegative(),
  /** Version of the part that each job carries; 0: never published, or by a version that did not know the job. */
  versions: configurationVersionsSchema,
  channelDatabaseId: z.string(),
  /** Recurrence of the P-job, so that a scale unit knows whether it uploads by itself. */
  pJobRecurrence: recurrenceSchema,
  ...configuration1010Schema.shape,
  ...configuration1040Schema.shape,
  ...configuration1050Schema.shape,
  ...configuration1060Schema.shape,
  ...configuration1070Schema.shape,
  ...configuration1090Schema.shape,
  ...configuration1110Schema.shape,
});

export type ConfigurationJob = (typeof configurationJobs)[number];
export type ConfigurationPart<Job extends ConfigurationJob> = z.infer<(typeof configurationPartSchemas)[Job]>;
export type FunctionalityProfileOptions = z.infer<typeof functionalityProfileOptionsSchema>;
export type DefaultCustomer = z.infer<typeof defaultCustomerSchema>;
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;
export type OfflineProfile = z.infer<typeof offlineProfileSchema>;
export type Register = z.infer<typeof registerSchema>;
export type StaffMember = z.infer<typeof staffMemberSchema>;
export type CustomerAttribute = z.infer<typeof customerAttributeSchema>;
export type AddressFormat = z.infer<typeof addressFormatSchema>;
export type CommerceParameters = z.infer<typeof commerceParametersSchema>;
export type ChannelConfiguration = z.infer<typeof channelConfigurationSchema>;

/** Every profile option off: the reference product's defaults (SD-04). */
export const defaultProfileOptions: FunctionalityProfileOptions = {
  createCustomerInAsyncMode: false,
  createCustomerOrderInAsyncMode: false,
  createCustomerOrderWithAsyncFallback: false,
  createCustomerOrderWaitTimeoutMs: 5_000,
  generateLoyaltyCardNumber: true,
  searchAllStoresByDefault: false,
  lockedFieldsForAsyncCustomers: true,
};

export const defaultCommerceParameters: CommerceParameters = {
  customerAttributeGroupId: null,
  searchCriteria: [...searchCriteria],
  recommendedAddressCountMax: 50,
};

/** What a channel database acts on before headquarters was first reached: nothing. */
export function emptyConfiguration(channelDatabaseId: string): ChannelConfiguration {
  return {
    version: 0,
    versions: { '1010': 0, '1040': 0, '1050': 0, '1060': 0, '1070': 0, '1090': 0, '1110': 0 },
    channelDatabaseId,
    pJobRecurrence: 'off',
    customerGroups: [],
    defaultCustomers: {},
    products: [],
    loyaltyPrograms: [],
    workers: [],
    legalEntities: [],
    channels: [],
    offlineProfiles: [],
    filterSharedCustomerDataTables: false,
    excludedFromOfflineDatabases: { jobs: [], subjobs: [] },
    registers: [],
    devices: [],
    features: [],
    commerceParameters: defaultCommerceParameters,
    personalTitles: [],
    affiliations: [],
    addressBooks: [],
    customerAttributes: [],
    addressFormats: [],
  };
}
