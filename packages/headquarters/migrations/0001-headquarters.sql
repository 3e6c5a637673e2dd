-- The customer master, its staging inbox, its change feed and the settings of the whole retailer.

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

CREATE TABLE legal_entities (
  legal_entity text PRIMARY KEY,
  name text NOT NULL,
  country_region text NOT NULL,
  currency text NOT NULL,
  language_id text NOT NULL
);

CREATE TABLE customer_groups (
  legal_entity text NOT NULL REFERENCES legal_entities,
  customer_group text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (legal_entity, customer_group)
);

-- Customer account numbers of a legal entity (WD-14).
CREATE TABLE number_sequences (
  legal_entity text PRIMARY KEY REFERENCES legal_entities,
  -- `#` stands for a digit, everything else for itself.
  format text NOT NULL,
  next_value bigint NOT NULL CHECK (next_value >= 0),
  largest_value bigint NOT NULL,
  -- Without gaps: taken inside the conversion's transaction. With gaps: preallocated in blocks.
  continuous boolean NOT NULL,
  preallocation_count integer NOT NULL CHECK (preallocation_count > 0),
  -- How far the sequence jumps when the database was restored, so that no number known to a store is issued again.
  skip_after_restore bigint NOT NULL CHECK (skip_after_restore >= 0)
);

CREATE TABLE functionality_profiles (
  functionality_profile_id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('pos', 'online')),
  name text NOT NULL,
  create_customer_in_async_mode boolean NOT NULL DEFAULT false
);

CREATE TABLE channel_database_groups (
  channel_database_group_id text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE channel_databases (
  channel_database_id text PRIMARY KEY,
  channel_database_group_id text NOT NULL REFERENCES channel_database_groups,
  name text NOT NULL,
  -- JSON Web Key (Ed25519, public part) of the scale unit that owns the database; null until it has registered.
  public_key jsonb,
  registration_code_hash bytea,
  -- What the scale unit said of itself when it last came by.
  channel_epoch_number integer,
  channel_epoch_id uuid,
  last_upload_package bigint NOT NULL DEFAULT 0,
  configuration_version bigint NOT NULL DEFAULT 0,
  last_contact_at timestamptz,
  -- How far the change feed has been packed for this database; null until the two have agreed on a place.
  published_position jsonb,
  -- What the database has applied.
  applied_position jsonb
);

CREATE TABLE channels (
  channel_id text PRIMARY KEY,
  channel_type text NOT NULL CHECK (channel_type IN ('store', 'online')),
  name text NOT NULL,
  legal_entity text NOT NULL REFERENCES legal_entities,
  functionality_profile_id text NOT NULL REFERENCES functionality_profiles,
  channel_database_id text NOT NULL REFERENCES channel_databases,
  country_region text NOT NULL,
  currency text NOT NULL,
  language_id text NOT NULL,
  customer_group text NOT NULL
);

-- One row; raised by every change of a setting that a channel acts on.
CREATE TABLE configuration_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL
);
INSERT INTO configuration_version (version) VALUES (1);

-- The staging inbox: every operation that ever arrived, once (R2), with its fate.
CREATE TABLE staged_operations (
  operation_id uuid PRIMARY KEY,
  n bigint GENERATED ALWAYS AS IDENTITY,
  customer_id uuid NOT NULL,
  kind text NOT NULL,
  channel_database_id text NOT NULL,
  operation jsonb,
  -- What arrived, byte for byte, where it could not be stored as JSON.
  raw_entry bytea,
  -- The operation of the same customer that must be decided first.
  follows uuid,
  known_account_number text,
  status text NOT NULL CHECK (status IN ('uploaded', 'completed', 'refused', 'failed')),
  last_known_error jsonb,
  received_at timestamptz NOT NULL,
  decided_at timestamptz
);
CREATE INDEX staged_operations_uploaded ON staged_operations (n) WHERE status = 'uploaded';
CREATE INDEX staged_operations_failed ON staged_operations (n) WHERE status = 'failed';
CREATE INDEX staged_operations_customer ON staged_operations (customer_id);

-- The customer, whole: one document, with its search keys beside it. Children can't be apart from their parent (R4, R9).
CREATE TABLE customers (
  customer_id uuid PRIMARY KEY,
  legal_entity text NOT NULL,
  account_number text NOT NULL,
  version integer NOT NULL,
  name_key text NOT NULL,
  email_key text,
  phone_key text,
  document jsonb NOT NULL,
  CONSTRAINT customers_account_number UNIQUE (legal_entity, account_number)
);
CREATE INDEX customers_name ON customers USING gin (name_key gin_trgm_ops);
CREATE INDEX customers_email ON customers (email_key) WHERE email_key IS NOT NULL;
CREATE INDEX customers_phone ON customers (phone_key) WHERE phone_key IS NOT NULL;

-- Both values of every real conflict (R6).
CREATE TABLE merge_conflicts (
  merge_conflict_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  field text NOT NULL,
  held_value jsonb,
  held_by text NOT NULL,
  offered_value jsonb,
  offered_by text NOT NULL,
  kept text NOT NULL,
  policy text NOT NULL,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX merge_conflicts_customer ON merge_conflicts (customer_id);

-- The change feed, read in commit order: (epoch, xid, n) below the oldest transaction still running (R7).
CREATE TABLE customer_changes (
  epoch_number integer NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  n bigint GENERATED ALWAYS AS IDENTITY,
  change_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  -- 'completed' changed the customer; 'refused' and 'failed' only tell the origin.
  decision text NOT NULL,
  PRIMARY KEY (epoch_number, xid, n)
);

-- Packages of job 1010, made once and shared by the databases of a group that stand at the same place.
CREATE TABLE download_packages (
  package_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel_database_group_id text NOT NULL,
  from_position jsonb NOT NULL,
  to_position jsonb NOT NULL,
  row_count integer NOT NULL,
  body bytea NOT NULL
);
CREATE INDEX download_packages_from ON download_packages (channel_database_group_id, from_position);

CREATE TABLE download_sessions (
  download_session_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel_database_id text NOT NULL REFERENCES channel_databases,
  job text NOT NULL,
  package_id bigint REFERENCES download_packages,
  state text NOT NULL CHECK (state IN ('available', 'applied', 'suspended', 'canceled')),
  row_count integer NOT NULL,
  byte_count integer NOT NULL,
  try_count integer NOT NULL DEFAULT 0,
  error jsonb,
  created_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX download_sessions_open ON download_sessions (channel_database_id, download_session_id)
  WHERE state IN ('available', 'suspended');
CREATE INDEX download_sessions_package ON download_sessions (package_id);

CREATE TABLE upload_sessions (
  upload_session_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel_database_id text NOT NULL,
  job text NOT NULL,
  package_number bigint,
  state text NOT NULL CHECK (state IN ('applied', 'failed')),
  row_count integer NOT NULL,
  byte_count integer NOT NULL,
  try_count integer NOT NULL,
  error jsonb,
  ended_at timestamptz NOT NULL
);
CREATE INDEX upload_sessions_database ON upload_sessions (channel_database_id, upload_session_id);

-- Bearer tokens of the API; only their hash is kept.
CREATE TABLE access_tokens (
  token_hash bytea PRIMARY KEY,
  role text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);
