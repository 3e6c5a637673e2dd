import { prepared, type Database } from '@counterfoil/database/database';
import { insertSamplePins } from './sample-pins.ts';
import { sampleAddressBook, sampleDocuments } from './sample-setting-values.ts';
import { keyOf, type SettingValue } from './setting-kind.ts';

/** Identifiers of the sample retailer that `npm start` brings. */
export const sampleSettings = {
  legalEntity: 'USRT',
  channelDatabases: ['houston', 'paris', 'online'],
  channels: { houston: 'HOUSTON', paris: 'PARIS', online: 'ONLINE' },
  /** The one of them that has a web shop. */
  onlineStore: 'online',
  /** Belongs to headquarters and has no channel database. */
  callCenter: 'CALLCENTER',
  addressBook: sampleAddressBook,
} as const;

const statements = [
  `INSERT INTO legal_entities (legal_entity, name, country_region, currency, language_id)
   VALUES ('USRT', 'Contoso Retail USA', 'US', 'USD', 'en-US'), ('FRRT', 'Contoso Retail France', 'FR', 'EUR', 'fr-FR')
   ON CONFLICT DO NOTHING`,
  `INSERT INTO customer_groups (legal_entity, customer_group, name, financial_dimensions)
   VALUES ('USRT', '30', 'Retail customers', '{"BusinessUnit": "002", "CostCenter": "STORES"}'),
     ('USRT', '40', 'Internet customers', '{"BusinessUnit": "003", "CostCenter": "WEB"}'),
     ('FRRT', '30', 'Clients des magasins', '{"BusinessUnit": "012", "CostCenter": "STORES"}'),
     ('FRRT', '40', 'Clients en ligne', '{"BusinessUnit": "013", "CostCenter": "WEB"}')
   ON CONFLICT DO NOTHING`,
  `INSERT INTO number_sequences (
     number_sequence_id, kind, legal_entity, format, next_value, largest_value, continuous, preallocation_count,
     skip_after_restore)
   VALUES ('USRT', 'customerAccount', 'USRT', 'C-#########', 1, 999999999, false, 1000, 100000),
     ('FRRT', 'customerAccount', 'FRRT', 'F-#########', 1, 999999999, true, 1, 1000),
     ('LOYALTY', 'loyaltyCard', NULL, '&&-########', 1, 999999999, false, 100, 10000)
   ON CONFLICT DO NOTHING`,
  `INSERT INTO functionality_profiles (functionality_profile_id, kind, name, create_customer_in_async_mode)
   VALUES ('POS-SYNC', 'pos', 'Stores, synchronous', false), ('POS-ASYNC', 'pos', 'Stores, asynchronous', true),
     ('ONLINE', 'online', 'Online store', true)
   ON CONFLICT DO NOTHING`,
  `INSERT INTO channel_database_groups (channel_database_group_id, name) VALUES ('default', 'Default') ON CONFLICT DO NOTHING`,
  `INSERT INTO channel_databases (channel_database_id, channel_database_group_id, name)
   VALUES ('houston', 'default', 'Houston'), ('paris', 'default', 'Paris'), ('online', 'default', 'Online store')
   ON CONFLICT DO NOTHING`,
  `INSERT INTO channels (
     channel_id, channel_type, name, legal_entity, functionality_profile_id, channel_database_id,
     country_region, currency, language_id, customer_group, address_books)
   VALUES ('HOUSTON', 'store', 'Houston', 'USRT', 'POS-SYNC', 'houston', 'US', 'USD', 'en-US', '30', '{SHARED}'),
     ('PARIS', 'store', 'Paris', 'USRT', 'POS-ASYNC', 'paris', 'FR', 'EUR', 'fr-FR', '30', '{SHARED}'),
     ('ONLINE', 'online', 'Online store', 'USRT', 'ONLINE', 'online', 'US', 'USD', 'en-US', '40', '{SHARED}'),
     ('CALLCENTER', 'callCenter', 'Call center', 'USRT', NULL, NULL, 'US', 'USD', 'en-US', '30', '{SHARED}')
   ON CONFLICT DO NOTHING`,
].map((text, index) => prepared(`insert-sample-settings-${index + 1}`, text));

const insertDocuments = prepared(
  'insert-sample-setting-documents',
  `INSERT INTO setting_documents (kind, key, document)
   SELECT kind, key, document FROM unnest($1::text[], $2::text[], $3::jsonb[]) AS sample (kind, key, document)
   ON CONFLICT DO NOTHING`,
);

/** Kinds, keys and documents as three columns. */
function documentColumns(): [string[], string[], string[]] {
  const rows = sampleDocuments.flatMap(({ kind, values }) =>
    values.map((value) => [kind.name, keyOf(kind, value as SettingValue).join(), JSON.stringify(value)] as const),
  );
  return [rows.map(([name]) => name), rows.map(([, key]) => key), rows.map(([, , document]) => document)];
}

/** Puts the settings of the sample retailer into an empty headquarters; what is there already stays as it is. */
export async function insertSampleSettings(database: Database): Promise<void> {
  await database.transaction('insert sample settings', async (tx) => {
    for (const statement of statements) await tx.query(statement);
    await tx.query(insertDocuments, documentColumns());
    await insertSamplePins(tx);
  });
}
