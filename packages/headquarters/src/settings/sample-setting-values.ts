import { searchCriteria } from '@counterfoil/contracts/channel-configuration';
import type { SettingKind } from './setting-kind.ts';
import {
  addressBooks,
  addressFormats,
  affiliations,
  attributeGroups,
  channelSchemas,
  commerceParameters,
  customerAttributes,
  distributionSchedules,
  loyaltyPrograms,
  offlineProfiles,
  personalTitles,
  products,
  registers,
  schedulerJobs,
  schedulerSubjobs,
  workers,
} from './setting-kinds.ts';
import { sampleProducts } from './sample-products.ts';
import { standardChannelSchema, standardSchedulerJobs, standardSchedulerSubjobs } from './standard-scheduler.ts';

/** The address book that all sample channels share: every sample customer is seen everywhere. */
export const sampleAddressBook = 'SHARED';

const group = 'default';

const titles: readonly (typeof personalTitles.example)[] = [
  { personalTitleId: 'MR', text: { en: 'Mr', fr: 'M.' } },
  { personalTitleId: 'MRS', text: { en: 'Mrs', fr: 'Mme' } },
  { personalTitleId: 'MS', text: { en: 'Ms', fr: 'Mme' } },
  { personalTitleId: 'MX', text: { en: 'Mx', fr: 'Mx' } },
  { personalTitleId: 'DR', text: { en: 'Dr', fr: 'Dr' } },
  { personalTitleId: 'PROF', text: { en: 'Professor', fr: 'Professeur' } },
];

const sampleAffiliations: readonly (typeof affiliations.example)[] = [
  { affiliationId: 'STAFF', text: { en: 'Staff', fr: 'Personnel' }, hiddenInChannels: true },
  { affiliationId: 'STUDENT', text: { en: 'Students', fr: 'Étudiants' }, hiddenInChannels: false },
  { affiliationId: 'CLUB', text: { en: 'Club members', fr: 'Membres du club' }, hiddenInChannels: false },
  { affiliationId: 'SENIOR', text: { en: 'Senior citizens', fr: 'Seniors' }, hiddenInChannels: false },
];

const programs: readonly (typeof loyaltyPrograms.example)[] = [
  { loyaltyProgramId: 'CLUB', text: { en: 'Club', fr: 'Le Club' } },
  { loyaltyProgramId: 'FAMILY', text: { en: 'Family card', fr: 'Carte famille' } },
];

const free = { fixedList: [], minimum: null, maximum: null, defaultValue: null, required: false } as const;

const attributes: (typeof customerAttributes.example)[] = [
  { ...free, attributeId: 'NICKNAME', text: { en: 'Nickname', fr: 'Surnom' }, attributeType: 'text', fixedList: [] },
  {
    ...free,
    attributeId: 'SEGMENT',
    text: { en: 'Segment', fr: 'Segment' },
    attributeType: 'text',
    fixedList: [
      { value: 'STANDARD', text: { en: 'Standard', fr: 'Standard' } },
      { value: 'SILVER', text: { en: 'Silver', fr: 'Argent' } },
      { value: 'GOLD', text: { en: 'Gold', fr: 'Or' } },
    ],
    defaultValue: 'STANDARD',
  },
  {
    ...free,
    attributeId: 'HOUSEHOLD-SIZE',
    text: { en: 'Household size', fr: 'Taille du foyer' },
    attributeType: 'integer',
    fixedList: [],
    minimum: 1,
    maximum: 20,
  },
  {
    ...free,
    attributeId: 'SHOE-SIZE',
    text: { en: 'Shoe size', fr: 'Pointure' },
    attributeType: 'decimal',
    fixedList: [],
    minimum: 15,
    maximum: 60,
  },
  {
    ...free,
    attributeId: 'HAS-CHILDREN',
    text: { en: 'Has children', fr: 'A des enfants' },
    attributeType: 'boolean',
    fixedList: [],
    defaultValue: false,
  },
];

const attributeGroup: typeof attributeGroups.example = {
  attributeGroupId: 'CUSTOMER',
  text: { en: 'Customer', fr: 'Client' },
  attributes: attributes.map(({ attributeId }) => attributeId),
};

const formats: (typeof addressFormats.example)[] = [
  { countryRegion: 'US', zipCodeFormats: ['#####', '#####-####'], zipCodeRequired: false },
  { countryRegion: 'FR', zipCodeFormats: ['#####'], zipCodeRequired: false },
];

const profiles: readonly (typeof offlineProfiles.example)[] = [
  { ...offlineProfiles.example, offlineProfileId: 'STANDARD', name: 'Standard' },
  {
    ...offlineProfiles.example,
    offlineProfileId: 'ADVANCED',
    name: 'Advanced offline switching',
    timeoutMs: 2_000,
    reconnectIntervalMs: 10_000,
    manualSwitchBeforeSignInAllowed: true,
    advancedOfflineSwitching: true,
    healthCheckIntervalMs: 60_000,
  },
];

const tills = [
  { channelId: 'HOUSTON', name: 'Houston, till', count: 3 },
  { channelId: 'PARIS', name: 'Paris, caisse', count: 2 },
] as const;

/* The last till of each store stands by the door and has no offline database. */
const sampleRegisters: (typeof registers.example)[] = tills.flatMap(({ channelId, name, count }) =>
  Array.from({ length: count }, (_, index) => ({
    registerId: `${channelId}-${index + 1}`,
    channelId,
    name: `${name} ${index + 1}`,
    supportOffline: index + 1 < count,
    offlineProfileId: index === 0 ? 'STANDARD' : 'ADVANCED',
  })),
);

const staff: (typeof workers.example)[] = [
  { workerId: '000110', name: 'Grace Okafor', languageId: 'en-US', role: 'storeManager', channelIds: ['HOUSTON'] },
  { workerId: '000120', name: 'Luis Romero', languageId: 'en-US', role: 'cashier', channelIds: ['HOUSTON'] },
  { workerId: '000160', name: 'Simone Martin', languageId: 'fr-FR', role: 'storeManager', channelIds: ['PARIS'] },
  { workerId: '000170', name: 'Élodie Garnier', languageId: 'fr-FR', role: 'cashier', channelIds: ['PARIS'] },
  {
    workerId: '000190',
    name: 'Amara Diallo',
    languageId: 'fr-FR',
    role: 'storeManager',
    channelIds: ['HOUSTON', 'PARIS', 'CALLCENTER'],
  },
];

const schedules: (typeof distributionSchedules.example)[] = [
  {
    distributionScheduleId: 'CUSTOMERS',
    name: 'Customers',
    direction: 'download',
    active: true,
    schedulerJobs: ['1010'],
    channelDatabaseGroups: [group],
  },
  {
    distributionScheduleId: 'CONFIGURATION',
    name: 'Configuration',
    direction: 'download',
    active: true,
    schedulerJobs: ['1040', '1050', '1060', '1070', '1090', '1110'],
    channelDatabaseGroups: [group],
  },
  {
    distributionScheduleId: 'TRANSACTIONS',
    name: 'Channel transactions',
    direction: 'upload',
    active: true,
    schedulerJobs: ['P-0001'],
    channelDatabaseGroups: [group],
  },
];

/** A kind of documents with the sample retailer's. */
export interface SampleDocuments {
  readonly kind: { readonly name: string; readonly key: readonly string[] };
  readonly values: readonly object[];
}

/** The documents of the sample retailer; those in tables of their own are beside them in the sample settings. */
export const sampleDocuments: readonly SampleDocuments[] = [
  of(addressBooks, [
    { addressBookId: sampleAddressBook, name: 'All channels' },
    { addressBookId: 'ONLINE', name: 'Online store' },
  ]),
  of(personalTitles, titles),
  of(affiliations, sampleAffiliations),
  of(loyaltyPrograms, programs),
  of(customerAttributes, attributes),
  of(attributeGroups, [attributeGroup]),
  of(commerceParameters, [
    {
      customerAttributeGroupId: attributeGroup.attributeGroupId,
      searchCriteria: [...searchCriteria],
      recommendedAddressCountMax: 50,
    },
  ]),
  of(addressFormats, formats),
  of(offlineProfiles, profiles),
  of(registers, sampleRegisters),
  of(workers, staff),
  of(products, sampleProducts),
  of(channelSchemas, [standardChannelSchema]),
  of(schedulerSubjobs, standardSchedulerSubjobs),
  of(schedulerJobs, standardSchedulerJobs),
  of(distributionSchedules, schedules),
];

function of<Value extends object>(kind: SettingKind<Value>, values: readonly Value[]): SampleDocuments {
  return { kind, values };
}
