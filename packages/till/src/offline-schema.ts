import { searchKeyVersion } from '@counterfoil/customer/search/search-keys';
import type { LocalDatabase, LocalTx } from './local-database.ts';
import { saleStatements } from './sale/sale-schema.ts';

/* The tables of the first version. Identifiers of customers are 16 bytes, in the order of their texts. */
const tables: readonly string[] = [
  `CREATE TABLE device (
     only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
     register_id TEXT NOT NULL,
     epoch_number INTEGER NOT NULL,
     epoch_id TEXT NOT NULL,
     next_sequence INTEGER NOT NULL,
     acknowledged_sequence INTEGER NOT NULL,
     -- The incarnation of the channel database, as JSON; null before the first contact.
     channel_epoch TEXT,
     cursor TEXT,
     customer_data TEXT NOT NULL,
     full_synchronization INTEGER NOT NULL,
     last_exchange_at TEXT
   ) STRICT`,
  `CREATE TABLE configuration (
     only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
     version INTEGER NOT NULL,
     document TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE outbox (
     n INTEGER PRIMARY KEY AUTOINCREMENT,
     operation_id TEXT NOT NULL UNIQUE,
     customer_id TEXT NOT NULL,
     epoch_id TEXT NOT NULL,
     sequence INTEGER NOT NULL,
     -- Null once the content was removed because customer data is kept off this till.
     operation TEXT,
     status TEXT NOT NULL
       CHECK (status IN ('pending', 'delivered', 'completed', 'refused', 'failed', 'rejected')),
     last_known_error TEXT,
     recorded_at TEXT NOT NULL,
     decided_at TEXT,
     UNIQUE (epoch_id, sequence)
   ) STRICT`,
  `CREATE TABLE customers (
     customer_id BLOB NOT NULL,
     -- Without what every customer has (storedDocument).
     document TEXT NOT NULL,
     -- What the channel sent last, where own operations stand on top of it; otherwise null.
     base TEXT,
     -- Whether the channel has ever sent it.
     is_from_channel INTEGER NOT NULL
   ) STRICT`,
  // Compared as bytes of UTF-8: in code point order, as on every node. Kinds are numbered by keyKinds.
  `CREATE TABLE customer_search_keys (
     kind INTEGER NOT NULL,
     key TEXT NOT NULL,
     customer_id BLOB NOT NULL,
     PRIMARY KEY (kind, key, customer_id)
   ) STRICT, WITHOUT ROWID`,
  // The first words of the names' keys, each once: few enough to be tried by hundreds for one misspelt word.
  `CREATE TABLE name_words (
     word TEXT PRIMARY KEY,
     key_count INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
  // What is known of all customers together, so that nobody counts them.
  `CREATE TABLE held_customers (
     only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
     customer_count INTEGER NOT NULL,
     -- Version of the keys by which all customers are found here.
     search_key_version INTEGER NOT NULL,
     -- Legal entity → the country by which phone numbers were read for the keys, as JSON.
     countries TEXT NOT NULL
   ) STRICT`,
  `INSERT INTO held_customers (only_row, customer_count, search_key_version, countries)
   VALUES (1, 0, ${searchKeyVersion}, '{}')`,
  ...saleStatements,
];

const firstWord = (key: string): string => `substr(${key}, 1, instr(${key} || ' ', ' ') - 1)`;

/* What the tables need to be used, made once they are filled where they are filled all at once. */
const indexesAndTriggers: readonly string[] = [
  `CREATE INDEX outbox_customer ON outbox (customer_id)`,
  `CREATE INDEX outbox_status ON outbox (status, n)`,
  `CREATE UNIQUE INDEX customers_customer_id ON customers (customer_id)`,
  `CREATE TRIGGER count_new_customer AFTER INSERT ON customers BEGIN
     UPDATE held_customers SET customer_count = customer_count + 1;
   END`,
  `CREATE TRIGGER count_deleted_customer AFTER DELETE ON customers BEGIN
     UPDATE held_customers SET customer_count = customer_count - 1;
   END`,
  `CREATE TRIGGER count_new_name_word AFTER INSERT ON customer_search_keys WHEN new.kind = 0 BEGIN
     INSERT INTO name_words (word, key_count) VALUES (${firstWord('new.key')}, 1)
     ON CONFLICT (word) DO UPDATE SET key_count = key_count + 1;
   END`,
  `CREATE TRIGGER count_deleted_name_word AFTER DELETE ON customer_search_keys WHEN old.kind = 0 BEGIN
     UPDATE name_words SET key_count = key_count - 1 WHERE word = ${firstWord('old.key')};
     DELETE FROM name_words WHERE word = ${firstWord('old.key')} AND key_count = 0;
   END`,
];

/** Fills the words of names from the keys, where the triggers were not there yet. */
export const fillNameWords = `INSERT INTO name_words (word, key_count)
  SELECT ${firstWord('key')}, count(*) FROM customer_search_keys WHERE kind = 0 GROUP BY 1`;

/** The schema as a builder of whole files makes it: tables, then their content, then everything that keeps it right. */
export const offlineSchema = { tables, indexesAndTriggers } as const;

/*
 * What an offline database holds. Each version is a list of statements that leads on from the one before; the number of
 * versions is kept in SQLite's own `user_version`.
 */
const versions: readonly (readonly string[])[] = [[...tables, ...indexesAndTriggers]];

/** The version of the schema that this program writes and reads. */
export const offlineSchemaVersion = versions.length;

/** Brings the schema of an offline database up to date. Throws when the database is newer than the program. */
export async function migrateOffline(database: LocalDatabase): Promise<void> {
  await database.transaction('migrate offline database', async (tx) => {
    const [row] = await tx.all<{ user_version: number }>('PRAGMA user_version');
    const present = row?.user_version ?? 0;
    if (present > versions.length) throw new Error('the offline database is newer than the program: update the till');
    if (present < versions.length) await applyMissing(tx, present);
  });
}

async function applyMissing(tx: LocalTx, present: number): Promise<void> {
  for (const statement of versions.slice(present).flat()) await tx.run(statement);
  await tx.run(`PRAGMA user_version = ${versions.length}`);
}
