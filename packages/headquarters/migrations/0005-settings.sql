-- Settings of the retailer, feature states, and what each job published of them to each channel database.

-- Settings that nothing else of the database joins: one document each, of a kind that the code declares.
CREATE TABLE setting_documents (
  kind text NOT NULL,
  -- Empty for a kind of which there is only one.
  key text NOT NULL,
  document jsonb NOT NULL,
  PRIMARY KEY (kind, key)
);

-- The version of the settings that each job carries to channels; a job without a row stands at 1.
CREATE TABLE settings_versions (
  job text PRIMARY KEY,
  version bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);

ALTER TABLE customer_groups ADD COLUMN financial_dimensions jsonb NOT NULL DEFAULT '{}';

ALTER TABLE functionality_profiles
  ADD COLUMN create_customer_order_in_async_mode boolean NOT NULL DEFAULT false,
  ADD COLUMN create_customer_order_with_async_fallback boolean NOT NULL DEFAULT false,
  ADD COLUMN create_customer_order_wait_timeout_ms integer NOT NULL DEFAULT 5000,
  ADD COLUMN generate_loyalty_card_number boolean NOT NULL DEFAULT true,
  ADD COLUMN search_all_stores_by_default boolean NOT NULL DEFAULT false,
  ADD COLUMN locked_fields_for_async_customers boolean NOT NULL DEFAULT true;

-- The schema of which all databases of the group are.
ALTER TABLE channel_database_groups ADD COLUMN channel_schema_id text NOT NULL DEFAULT 'AX7';
INSERT INTO setting_documents (kind, key, document)
VALUES ('channel-schemas', 'AX7', '{"channelSchemaId": "AX7", "name": "AX7", "filterSharedCustomerDataTables": false}');

-- A call center belongs to headquarters: it has no channel database and no functionality profile.
ALTER TABLE channels
  DROP CONSTRAINT channels_channel_type_check,
  ADD CONSTRAINT channels_channel_type_check CHECK (channel_type IN ('store', 'online', 'callCenter')),
  ALTER COLUMN functionality_profile_id DROP NOT NULL,
  ALTER COLUMN channel_database_id DROP NOT NULL,
  ADD CONSTRAINT channels_call_center CHECK (
    (channel_type = 'callCenter') = (channel_database_id IS NULL)
    AND (channel_type = 'callCenter') = (functionality_profile_id IS NULL)),
  ADD COLUMN address_books text[] NOT NULL DEFAULT '{}';

-- Only features that somebody has switched or scheduled; the others stand as their stage says.
CREATE TABLE feature_states (
  feature_id text PRIMARY KEY,
  enabled boolean NOT NULL,
  -- Since when it is on or off, and by whom; null while only scheduled so far.
  changed_at timestamptz,
  changed_by text,
  -- The day on which it is to be switched on, and who asked for it.
  scheduled_for date,
  scheduled_by text,
  -- Prerequisites that were off when the day had come.
  missing_prerequisites text[] NOT NULL DEFAULT '{}'
);
