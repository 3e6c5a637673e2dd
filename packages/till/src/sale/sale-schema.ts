/*
 * What a till keeps beside its customers: the open transaction, finished transactions until the scale unit has them and
 * beyond, shifts, printed numbers, wrong PINs, and facts about the till itself. Part of the schema of the offline
 * database; amounts are decimal texts, times ISO 8601 for display.
 */
export const saleStatements: readonly string[] = [
  // The last number taken of each kind that is printed; taken in the transaction that uses it, so without a gap.
  `CREATE TABLE printed_numbers (
     kind TEXT PRIMARY KEY CHECK (kind IN ('transaction', 'receipt', 'shift')),
     last_number INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE open_transaction (
     only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
     transaction_id TEXT NOT NULL,
     -- Null until a checkout has asked for it.
     receipt_number TEXT,
     customer_id TEXT,
     -- Lines with their products, as JSON.
     lines TEXT NOT NULL,
     -- The checkout that was sent and not answered, as JSON; null: none.
     attempt TEXT
   ) STRICT`,
  `CREATE TABLE transactions (
     n INTEGER PRIMARY KEY AUTOINCREMENT,
     transaction_id TEXT NOT NULL UNIQUE,
     receipt_number TEXT NOT NULL UNIQUE,
     transaction_type TEXT NOT NULL,
     customer_id TEXT,
     -- The RetailTransaction as it is sent.
     document TEXT NOT NULL,
     -- What the receipt shows beside it.
     receipt TEXT NOT NULL,
     status TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'completed', 'refused', 'failed', 'rejected')),
     sales_order_number TEXT,
     last_known_error TEXT,
     recorded_at TEXT NOT NULL
   ) STRICT`,
  `CREATE INDEX transactions_status ON transactions (status, n)`,
  `CREATE INDEX transactions_customer ON transactions (customer_id, n)`,
  // A number of a transaction that was voided is used up.
  `CREATE TABLE voided_transactions (
     transaction_id TEXT PRIMARY KEY,
     voided_at TEXT NOT NULL,
     worker_id TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE shifts (
     shift_number INTEGER PRIMARY KEY,
     shift_id TEXT NOT NULL UNIQUE,
     opened_at TEXT NOT NULL,
     opened_by TEXT NOT NULL,
     starting_amount TEXT NOT NULL,
     closed_at TEXT,
     counted_amount TEXT,
     transaction_count INTEGER NOT NULL,
     sales_total TEXT NOT NULL,
     cash_total TEXT NOT NULL
   ) STRICT`,
  `CREATE UNIQUE INDEX shifts_open ON shifts ((1)) WHERE closed_at IS NULL`,
  `CREATE TABLE sign_in_failures (
     worker_id TEXT PRIMARY KEY,
     failure_count INTEGER NOT NULL,
     -- What is left of the block, in milliseconds in which the program ran; null: none.
     blocked_left_ms INTEGER
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE till_facts (
     name TEXT PRIMARY KEY,
     value TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
];
