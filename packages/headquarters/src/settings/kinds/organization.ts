import { prepared } from '@counterfoil/database/database';
import { z } from 'zod';
import { defineSettingKind } from '../setting-kind.ts';
import { findSetting } from '../setting-store.ts';
import { functionalityProfiles } from './profiles.ts';
import { duplicates, idSchema, idsSchema, nameSchema, reference, references, regionProblems } from './shapes.ts';

/** Companies; every customer belongs to one. */
export const legalEntities = defineSettingKind({
  name: 'legal-entities',
  title: { en: 'legal entity', fr: 'entité juridique' },
  description: 'Companies. A customer account, its number sequence and its group belong to one of them.',
  key: ['legalEntity'],
  schema: z.strictObject({
    legalEntity: idSchema,
    name: nameSchema,
    /** ISO 3166-1 alpha-2. */
    countryRegion: idSchema,
    /** ISO 4217. */
    currency: idSchema,
    languageId: idSchema,
  }),
  storage: {
    table: 'legal_entities',
    columns: {
      legalEntity: 'legal_entity',
      name: 'name',
      countryRegion: 'country_region',
      currency: 'currency',
      languageId: 'language_id',
    },
  },
  job: '1070',
  example: {
    legalEntity: 'USRT',
    name: 'Contoso Retail USA',
    countryRegion: 'US',
    currency: 'USD',
    languageId: 'en-US',
  },
  check: regionProblems,
  usedBy: [
    {
      statement: prepared('find-customer-of-legal-entity', 'SELECT 1 FROM customers WHERE legal_entity = $1 LIMIT 1'),
      title: { en: 'customers', fr: 'des clients' },
    },
    {
      statement: prepared(
        'find-number-sequence-of-legal-entity',
        'SELECT 1 FROM number_sequences WHERE legal_entity = $1 LIMIT 1',
      ),
      title: { en: 'number sequences', fr: 'des souches de numéros' },
    },
  ],
});

/** Stores, online stores and call centers. */
export const channels = defineSettingKind({
  name: 'channels',
  title: { en: 'channel', fr: 'canal' },
  description:
    'Stores, online stores and call centers. A call center belongs to headquarters: it has no channel database and no ' +
    'functionality profile. `countryRegion` is that of the operating unit and the first country of new addresses. ' +
    'Customers of the address books reach the channel, and new customers get them; none: all customers.',
  key: ['channelId'],
  schema: z.strictObject({
    channelId: idSchema,
    channelType: z.enum(['store', 'online', 'callCenter']),
    name: nameSchema,
    legalEntity: idSchema,
    functionalityProfileId: idSchema.nullable(),
    channelDatabaseId: idSchema.nullable(),
    countryRegion: idSchema,
    currency: idSchema,
    languageId: idSchema,
    customerGroup: idSchema,
    addressBooks: idsSchema,
  }),
  storage: {
    table: 'channels',
    columns: {
      channelId: 'channel_id',
      channelType: 'channel_type',
      name: 'name',
      legalEntity: 'legal_entity',
      functionalityProfileId: 'functionality_profile_id',
      channelDatabaseId: 'channel_database_id',
      countryRegion: 'country_region',
      currency: 'currency',
      languageId: 'language_id',
      customerGroup: 'customer_group',
      addressBooks: 'address_books',
    },
  },
  job: '1070',
  example: {
    channelId: 'HOUSTON',
    channelType: 'store',
    name: 'Houston',
    legalEntity: 'USRT',
    functionalityProfileId: 'POS-SYNC',
    channelDatabaseId: 'houston',
    countryRegion: 'US',
    currency: 'USD',
    languageId: 'en-US',
    customerGroup: '30',
    addressBooks: ['SHARED'],
  },
  refersTo: ['legal-entities', 'functionality-profiles', 'channel-databases', 'customer-groups', 'address-books'],
  references: (channel) => [
    ...reference('legalEntity', 'legal-entities', channel.legalEntity),
    ...reference('functionalityProfileId', 'functionality-profiles', channel.functionalityProfileId),
    ...reference('channelDatabaseId', 'channel-databases', channel.channelDatabaseId),
    { field: 'customerGroup', kind: 'customer-groups', key: [channel.legalEntity, channel.customerGroup] },
    ...references('addressBooks', 'address-books', channel.addressBooks),
  ],
  check: (channel) => [
    ...regionProblems(channel),
    ...duplicates('addressBooks', channel.addressBooks),
    ...(['functionalityProfileId', 'channelDatabaseId'] as const).flatMap((field) => {
      if ((channel[field] === null) === (channel.channelType === 'callCenter')) return [];
      return [{ code: channel[field] === null ? 'field_required' : 'call_center_without_channel_database', field }];
    }),
  ],
  alsoRaises: (before, after) => {
    /* A channel takes its registers, staff and prices along to another channel database, and its legal entity's groups. */
    if (before && after && before.channelDatabaseId !== after.channelDatabaseId)
      return ['1010', '1040', '1060', '1090'];
    return [
      ...(before?.legalEntity === after?.legalEntity ? [] : ['1010' as const]),
      ...(before?.currency === after?.currency ? [] : ['1040' as const]),
    ];
  },
  verify: async (channel, { tx }) => {
    if (channel.functionalityProfileId === null) return [];
    const profile = await findSetting(tx, functionalityProfiles, [channel.functionalityProfileId]);
    const wanted = channel.channelType === 'store' ? 'pos' : 'online';
    if (!profile || profile.kind === wanted) return [];
    return [
      { code: 'functionality_profile_kind_wrong', field: 'functionalityProfileId', parameters: { kind: wanted } },
    ];
  },
});
