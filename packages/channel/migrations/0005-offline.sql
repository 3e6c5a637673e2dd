-- Offline databases of registers.

-- Changes of customers are noted only once a register with an offline database has exchanged with this channel database.
CREATE TABLE offline_feed (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  is_on boolean NOT NULL DEFAULT false
);
INSERT INTO offline_feed DEFAULT VALUES;

-- Which customers changed, in commit order: read below the oldest transaction that still runs, never by `n >` alone.
CREATE TABLE offline_changes (
  epoch_number integer NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  n bigint GENERATED ALWAYS AS IDENTITY,
  -- Names the row, so that a history that went another way after a restore is noticed.
  change_id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- One row for a statement that wrote many customers.
  customer_ids uuid[] NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (epoch_number, xid, n)
);

-- Whoever writes customers: the note is in the same transaction.
CREATE FUNCTION note_offline_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT is_on FROM offline_feed) THEN
    INSERT INTO offline_changes (epoch_number, customer_ids)
    SELECT (SELECT max(number) FROM epochs), array_agg(customer_id)
    FROM (SELECT customer_id, (row_number() OVER () - 1) / 200 AS chunk FROM changed) AS numbered
    GROUP BY chunk;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_offline_inserts AFTER INSERT ON customers
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_offline_changes();
CREATE TRIGGER note_offline_updates AFTER UPDATE ON customers
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_offline_changes();
CREATE TRIGGER note_offline_deletes AFTER DELETE ON customers
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_offline_changes();

-- The offline database of each register as it stood at its last exchange (Register offline status).
CREATE TABLE offline_databases (
  register_id text PRIMARY KEY,
  last_exchange_at timestamptz,
  mode text,
  -- As told by the till, after what it delivered in that exchange.
  undelivered integer NOT NULL DEFAULT 0,
  oldest_recorded_at timestamptz,
  customers integer NOT NULL DEFAULT 0,
  held_operations integer NOT NULL DEFAULT 0,
  configuration_version bigint NOT NULL DEFAULT 0,
  -- Where the till stood when it asked; null: at the beginning.
  cursor jsonb,
  -- Full data syncs asked for, and the last one that the till began.
  full_synchronization bigint NOT NULL DEFAULT 0,
  began_full_synchronization bigint NOT NULL DEFAULT 0,
  -- When, with the filter on, the till first reported that it holds no customer data; null while it does.
  purged_at timestamptz,
  -- The till came with an empty offline database though it had had one: what it had not delivered is lost (R12).
  storage_lost_at timestamptz,
  storage_lost_count integer NOT NULL DEFAULT 0,
  undelivered_lost integer NOT NULL DEFAULT 0
);

-- The incarnations of offline databases, each with its own gapless sequence.
CREATE TABLE device_epochs (
  register_id text NOT NULL REFERENCES offline_databases,
  epoch_id uuid NOT NULL,
  number integer NOT NULL,
  acknowledged_sequence bigint NOT NULL DEFAULT 0,
  began_at timestamptz NOT NULL,
  PRIMARY KEY (register_id, epoch_id)
);

-- What came from tills: written in the transaction that puts the operation into the outbox.
CREATE TABLE offline_inbox (
  register_id text NOT NULL,
  device_epoch_id uuid NOT NULL,
  device_sequence bigint NOT NULL,
  -- Null where the entry does not even name one.
  operation_id uuid,
  -- Why the entry can't go any further; null: it is an operation of the outbox.
  problem jsonb,
  -- The entry as it came, where it was rejected.
  rejected_content bytea,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (register_id, device_epoch_id, device_sequence),
  FOREIGN KEY (register_id, device_epoch_id) REFERENCES device_epochs
);
CREATE INDEX offline_inbox_rejected ON offline_inbox (register_id, operation_id) WHERE problem IS NOT NULL;
