-- What each job published of the settings to each channel database: what a channel acts on, never newer settings.
CREATE TABLE published_configurations (
  channel_database_id text NOT NULL REFERENCES channel_databases ON DELETE CASCADE,
  job text NOT NULL,
  -- Version of the settings at which this part was published.
  version bigint NOT NULL,
  -- Up to this version of the settings nothing changed for this channel database.
  checked_version bigint NOT NULL,
  part jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  -- A *Full data sync* was asked for: the part is published again even if nothing of it has changed.
  forced boolean NOT NULL DEFAULT false,
  -- What the channel database last said it acts on; 0 before it said anything.
  acting_version bigint NOT NULL DEFAULT 0,
  -- Null where that was never published from here, or was replaced before it was reported.
  acting_part jsonb,
  acting_since timestamptz,
  PRIMARY KEY (channel_database_id, job)
);

-- A session that carries settings, not customers; it has no package and ends when the channel acts on that version.
ALTER TABLE download_sessions ADD COLUMN configuration_version bigint;
CREATE INDEX download_sessions_configuration ON download_sessions (channel_database_id, job)
  WHERE configuration_version IS NOT NULL AND state = 'available';

-- How often *Full data sync* of customers was asked for; until the channel database has begun the last one, the two agree
-- on the start of the change feed.
ALTER TABLE channel_databases ADD COLUMN full_data_sync integer NOT NULL DEFAULT 0;

-- Which job carries the changed setting, and the version that the change made; null where no job does.
ALTER TABLE settings_audit ADD COLUMN job text, ADD COLUMN version bigint;
CREATE INDEX settings_audit_job ON settings_audit (job, version) WHERE job IS NOT NULL;

-- Each job has a version of its own now.
DROP TABLE configuration_version;
