import { prepared } from '@counterfoil/database/database';
import { z } from 'zod';
import { defineSettingKind, type Translated } from '../setting-kind.ts';
import { idSchema, nameSchema, reference } from './shapes.ts';

/** What has to be known before *Filter shared customer data tables* is switched on, and as long as it is (SD-25). */
export const filterWarning: Translated = {
  en:
    'Filter shared customer data tables: when it is on, customer records are taken out of what is sent to offline ' +
    'databases, and tills create no customer while they are offline. It does not stop the jobs: every job that carries ' +
    'customers, 1010 first of all, must also be excluded from offline databases.',
  fr:
    'Filtrer les tables de données client partagées : une fois activé, les enregistrements de clients sont retirés de ' +
    'ce qui est envoyé aux bases hors connexion, et les caisses ne créent aucun client hors connexion. Les tâches ne ' +
    "s'arrêtent pas pour autant : chaque tâche qui transporte des clients, la 1010 d'abord, doit aussi être exclue des " +
    'bases hors connexion.',
};

/** What the databases of a group are made by. */
export const channelSchemas = defineSettingKind({
  name: 'channel-schemas',
  title: { en: 'Commerce channel schema', fr: 'schéma de canal Commerce' },
  description:
    '*Filter shared customer data tables* keeps every customer row out of offline databases; no customer is created ' +
    'offline then. The warning of it is in the answer whenever a schema is read, and when it is switched on.',
  key: ['channelSchemaId'],
  schema: z.strictObject({
    channelSchemaId: idSchema,
    name: nameSchema,
    /** *Filter shared customer data tables*. */
    filterSharedCustomerDataTables: z.boolean(),
  }),
  storage: { documents: true },
  job: '1070',
  example: { channelSchemaId: 'AX7', name: 'AX7', filterSharedCustomerDataTables: false },
  warnings: () => [filterWarning],
});

/** Channel databases that are sent the same. */
export const channelDatabaseGroups = defineSettingKind({
  name: 'channel-database-groups',
  title: { en: 'channel database group', fr: 'groupe de bases de canal' },
  description: 'Channel databases that get the same packages, all of one Commerce channel schema.',
  key: ['channelDatabaseGroupId'],
  schema: z.strictObject({ channelDatabaseGroupId: idSchema, name: nameSchema, channelSchemaId: idSchema }),
  storage: {
    table: 'channel_database_groups',
    columns: {
      channelDatabaseGroupId: 'channel_database_group_id',
      name: 'name',
      channelSchemaId: 'channel_schema_id',
    },
  },
  job: '1070',
  example: { channelDatabaseGroupId: 'default', name: 'Default', channelSchemaId: 'AX7' },
  refersTo: ['channel-schemas'],
  references: ({ channelSchemaId }) => reference('channelSchemaId', 'channel-schemas', channelSchemaId),
});

/** The databases of scale units. */
export const channelDatabases = defineSettingKind({
  name: 'channel-databases',
  title: { en: 'channel database', fr: 'base de données de canal' },
  description:
    'One per scale unit, which registers with a one-time code; `GET /channel-databases` tells how each fares.',
  key: ['channelDatabaseId'],
  schema: z.strictObject({ channelDatabaseId: idSchema, channelDatabaseGroupId: idSchema, name: nameSchema }),
  storage: {
    table: 'channel_databases',
    columns: {
      channelDatabaseId: 'channel_database_id',
      channelDatabaseGroupId: 'channel_database_group_id',
      name: 'name',
    },
  },
  job: '1070',
  example: { channelDatabaseId: 'houston', channelDatabaseGroupId: 'default', name: 'Houston' },
  refersTo: ['channel-database-groups'],
  references: ({ channelDatabaseGroupId }) =>
    reference('channelDatabaseGroupId', 'channel-database-groups', channelDatabaseGroupId),
  usedBy: [
    {
      statement: prepared(
        'find-scale-unit-of-channel-database',
        'SELECT 1 FROM channel_databases WHERE channel_database_id = $1 AND public_key IS NOT NULL',
      ),
      title: { en: 'a registered scale unit', fr: "une unité d'échelle enregistrée" },
    },
    {
      statement: prepared(
        'find-download-session-of-channel-database',
        'SELECT 1 FROM download_sessions WHERE channel_database_id = $1 LIMIT 1',
      ),
      title: { en: 'download sessions', fr: 'des sessions de téléchargement' },
    },
  ],
});
