import type { LocalDatabase, LocalTx } from './local-database.ts';

/*
 * What an offline database holds. Each version is a list of statements that leads on from the one before; the number of
 * versions is kept in SQLite's own `user_version`.
 */
const versions: readonly (readonly string[])[] = [
  [
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
       last_exchange_at TEXT,
       -- Version of the keys by which all customers are found here.
       search_key_version INTEGER NOT NULL
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
    `CREATE INDEX outbox_customer ON outbox (customer_id)`,
    `CREATE INDEX outbox_status ON outbox (status, n)`,
    `CREATE TABLE customers (
       customer_id TEXT PRIMARY KEY,
       document TEXT NOT NULL,
       -- What the channel sent last, where own operations stand on top of it; otherwise null.
       base TEXT,
       -- Whether the channel has ever sent it.
       is_from_channel INTEGER NOT NULL
     ) STRICT`,
    // Compared as bytes of UTF-8: in code point order, as on every node.
    `CREATE TABLE customer_search_keys (
       kind TEXT NOT NULL,
       key TEXT NOT NULL,
       customer_id TEXT NOT NULL,
       PRIMARY KEY (kind, key, customer_id)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX customer_search_keys_customer ON customer_search_keys (customer_id)`,
    `CREATE TRIGGER forget_customer_search_keys AFTER DELETE ON customers BEGIN
       DELETE FROM customer_search_keys WHERE customer_id = old.customer_id;
     END`,
  ],
];

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
