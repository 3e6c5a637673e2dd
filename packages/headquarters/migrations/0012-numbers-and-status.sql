-- Number sequences in full; traces and filters of the synchronization status.

-- Operations that headquarters made itself: who asked, and for what, so that a repetition is recognised.
CREATE TABLE headquarters_requests (
  operation_id uuid PRIMARY KEY,
  -- SHA-256 of the request, in hexadecimal.
  content_hash text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL
);

-- A number sequence has a name, a kind and a scope. Those from before are of the customer accounts of a legal entity.
ALTER TABLE number_sequences
  ADD COLUMN number_sequence_id text,
  ADD COLUMN kind text NOT NULL DEFAULT 'customerAccount' CHECK (kind IN ('customerAccount', 'loyaltyCard')),
  -- Of one loyalty program only; null: of all of them.
  ADD COLUMN loyalty_program_id text,
  -- A warning is given when fewer numbers are left.
  ADD COLUMN warn_below_count bigint NOT NULL DEFAULT 1000 CHECK (warn_below_count >= 0),
  ADD CONSTRAINT number_sequences_program CHECK (kind = 'loyaltyCard' OR loyalty_program_id IS NULL);
UPDATE number_sequences SET number_sequence_id = legal_entity;
ALTER TABLE number_sequences
  DROP CONSTRAINT number_sequences_pkey,
  ALTER COLUMN number_sequence_id SET NOT NULL,
  -- Null: shared by all legal entities.
  ALTER COLUMN legal_entity DROP NOT NULL,
  ADD PRIMARY KEY (number_sequence_id),
  ADD CONSTRAINT number_sequences_scope UNIQUE NULLS NOT DISTINCT (kind, legal_entity, loyalty_program_id);

-- The trace of where a customer is.
CREATE INDEX customer_changes_customer ON customer_changes (customer_id);
-- Up to where in the change feed a session carried customers; packages go once they are applied everywhere.
ALTER TABLE download_sessions ADD COLUMN to_position jsonb;
UPDATE download_sessions SET to_position = download_packages.to_position
FROM download_packages WHERE download_packages.package_id = download_sessions.package_id;
CREATE INDEX download_sessions_created ON download_sessions (channel_database_id, created_at);

-- Few operations are refused; they are found by what was typed.
CREATE INDEX staged_operations_refused ON staged_operations (n) WHERE status = 'refused';
CREATE INDEX upload_sessions_ended ON upload_sessions (channel_database_id, ended_at);
