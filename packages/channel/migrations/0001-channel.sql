-- What a scale unit keeps: its outbox, the customers of its channels, and its place in headquarters' change feed.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Incarnations of this database, oldest first; the highest number is the present one (R11).
CREATE TABLE epochs (
  number integer PRIMARY KEY,
  epoch_id uuid NOT NULL UNIQUE,
  reason text NOT NULL,
  system_identifier text NOT NULL,
  timeline integer NOT NULL,
  began_at timestamptz NOT NULL
);

-- The outbox: every operation recorded here, kept beyond its delivery until the backup horizon (R11).
CREATE TABLE customer_operations (
  operation_id uuid PRIMARY KEY,
  epoch_number integer NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  n bigint GENERATED ALWAYS AS IDENTITY,
  customer_id uuid NOT NULL,
  kind text NOT NULL,
  -- How it was meant to travel: 'sync', 'async', or 'fallback' after a communication exception.
  way text NOT NULL CHECK (way IN ('sync', 'async', 'fallback')),
  operation jsonb NOT NULL,
  -- SHA-256 of the request, so that a repeated key with other content is refused.
  content_hash bytea NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'uploaded', 'completed', 'refused', 'failed')),
  -- Whether headquarters, in the epoch this database knows of, has acknowledged it.
  delivered boolean NOT NULL DEFAULT false,
  last_known_error jsonb,
  recorded_at timestamptz NOT NULL,
  decided_at timestamptz
);
CREATE INDEX customer_operations_undelivered ON customer_operations (epoch_number, xid, n) WHERE NOT delivered;
CREATE INDEX customer_operations_customer ON customer_operations (customer_id);

-- The customers as staff see them: what headquarters published with this database's own undecided operations on top.
CREATE TABLE customers (
  customer_id uuid PRIMARY KEY,
  legal_entity text NOT NULL,
  -- Null while the customer is pending.
  account_number text,
  -- Headquarters' version of `base`, in the incarnation of headquarters that published it.
  version integer NOT NULL,
  headquarters_epoch_number integer NOT NULL,
  name_key text NOT NULL,
  email_key text,
  phone_key text,
  document jsonb NOT NULL,
  -- What headquarters published last, where own undecided operations stand on top of it; otherwise null.
  base jsonb,
  -- Display only: when the account number arrived here.
  account_number_at timestamptz
);
CREATE INDEX customers_account_number ON customers (account_number) WHERE account_number IS NOT NULL;
CREATE INDEX customers_name ON customers USING gin (name_key gin_trgm_ops);
CREATE INDEX customers_email ON customers (email_key) WHERE email_key IS NOT NULL;
CREATE INDEX customers_phone ON customers (phone_key) WHERE phone_key IS NOT NULL;

-- One row: where this database stands with headquarters.
CREATE TABLE headquarters_link (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  headquarters_epoch_number integer NOT NULL DEFAULT 0,
  headquarters_epoch_id uuid,
  -- Place in the change feed that has been applied; moves only in the transaction that applies the rows.
  applied_position jsonb NOT NULL,
  last_upload_package bigint NOT NULL DEFAULT 0,
  last_exchange_at timestamptz
);

-- One row: the settings that this channel database acts on, with their version.
CREATE TABLE channel_configuration (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL,
  document jsonb NOT NULL
);

-- Bearer tokens of the Commerce API; only their hash is kept.
CREATE TABLE access_tokens (
  token_hash bytea PRIMARY KEY,
  role text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);
