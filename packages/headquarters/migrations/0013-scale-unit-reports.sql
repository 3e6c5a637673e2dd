-- What each scale unit said of itself at its last contact; for display only, nothing is decided by it.
CREATE TABLE scale_unit_reports (
  channel_database_id text PRIMARY KEY REFERENCES channel_databases ON DELETE CASCADE,
  -- By the clock of headquarters.
  received_at timestamptz NOT NULL,
  -- The scale unit's clock less that of headquarters, in milliseconds; null where it told no readable time.
  clock_difference_ms bigint,
  report jsonb NOT NULL
);
