import { prepared, type Database } from '@counterfoil/database/database';

/** Identifiers of the sample retailer that `npm start` brings. */
export const sampleSettings = {
  legalEntity: 'USRT',
  channelDatabases: ['houston', 'paris', 'online'],
  channels: { houston: 'HOUSTON', paris: 'PARIS', online: 'ONLINE' },
} as const;

const statements = [
  `INSERT INTO legal_entities (legal_entity, name, country_region, currency, language_id)
   VALUES ('USRT', 'Contoso Retail USA', 'US', 'USD', 'en-US'), ('FRRT', 'Contoso Retail France', 'FR', 'EUR', 'fr-FR')
   ON CONFLICT DO NOTHING`,
  `INSERT INTO customer_groups (legal_entity, customer_group, name)
   VALUES ('USRT', '30', 'Retail customers'), ('USRT', '40', 'Internet customers'),
     ('FRRT', '30', 'Clients des magasins'), ('FRRT', '40', 'Clients en ligne')
   ON CONFLICT DO NOTHING`,
  `INSERT INTO number_sequences (
     legal_entity, format, next_value, largest_value, continuous, preallocation_count, skip_after_restore)
   VALUES ('USRT', 'C-#########', 1, 999999999, false, 1000, 100000),
     ('FRRT', 'F-#########', 1, 999999999, true, 1, 1000)
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
     country_region, currency, language_id, customer_group)
   VALUES ('HOUSTON', 'store', 'Houston', 'USRT', 'POS-SYNC', 'houston', 'US', 'USD', 'en-US', '30'),
     ('PARIS', 'store', 'Paris', 'USRT', 'POS-ASYNC', 'paris', 'FR', 'EUR', 'fr-FR', '30'),
     ('ONLINE', 'online', 'Online store', 'USRT', 'ONLINE', 'online', 'US', 'USD', 'en-US', '40')
   ON CONFLICT DO NOTHING`,
].map((text, index) => prepared(`insert-sample-settings-${index + 1}`, text));

/** Puts the settings of the sample retailer into an empty headquarters; what is there already stays as it is. */
export async function insertSampleSettings(database: Database): Promise<void> {
  await database.transaction('insert sample settings', async (tx) => {
    for (const statement of statements) await tx.query(statement);
  });
}
