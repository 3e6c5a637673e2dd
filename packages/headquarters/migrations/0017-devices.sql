-- Tills that are devices of their own, the codes that activate them, and the PINs of those who sign in at them.

-- Who may activate a till for a register, once. Only the hash is kept; it stays when the code was used, so that a till
-- whose answer was lost is answered again.
CREATE TABLE activation_codes (
  code_hash bytea PRIMARY KEY,
  register_id text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX activation_codes_register ON activation_codes (register_id) WHERE used_at IS NULL;

CREATE TABLE devices (
  device_id uuid PRIMARY KEY,
  -- In the order of activation.
  n bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  register_id text NOT NULL,
  -- Public, of ES256: verifies the proofs of the till's calls.
  signing_key jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'revoked')),
  activation_code_hash bytea NOT NULL REFERENCES activation_codes,
  activated_at timestamptz NOT NULL,
  -- The scale unit's channel database by which the code came.
  activated_by text NOT NULL,
  revoked_at timestamptz,
  revoked_by text,
  CONSTRAINT devices_revoked CHECK (
    (state = 'revoked') = (revoked_at IS NOT NULL) AND (state = 'revoked') = (revoked_by IS NOT NULL))
);
-- A register has one till at a time.
CREATE UNIQUE INDEX devices_active ON devices (register_id) WHERE state = 'active';

-- Under this key a till keeps the key of its local database beside the database: the same for every till of the register.
CREATE TABLE register_recovery_keys (
  register_id text PRIMARY KEY,
  recovery_key bytea NOT NULL CHECK (octet_length(recovery_key) = 32),
  made_at timestamptz NOT NULL
);

-- Beside the workers and not in their documents, so that no reading and no audit of them shows it.
CREATE TABLE worker_pin_verifiers (
  worker_id text PRIMARY KEY,
  -- Who comes back under the same identifier gets a new PIN.
  kind text NOT NULL DEFAULT 'workers' CHECK (kind = 'workers'),
  FOREIGN KEY (kind, worker_id) REFERENCES setting_documents (kind, key) ON DELETE CASCADE,
  verifier jsonb NOT NULL,
  set_at timestamptz NOT NULL,
  set_by text NOT NULL
);

-- Products are carried by a job of their own, in the schedules that carry staff.
UPDATE setting_documents
SET document = jsonb_set(document, '{schedulerJobs}', document -> 'schedulerJobs' || '["1040"]')
WHERE kind = 'distribution-schedules' AND document ->> 'direction' = 'download'
  AND document -> 'schedulerJobs' ? '1060' AND NOT document -> 'schedulerJobs' ? '1040'
  AND NOT EXISTS (
    SELECT 1 FROM setting_documents AS other
    WHERE other.kind = 'distribution-schedules' AND other.document ->> 'direction' = 'download'
      AND other.document -> 'schedulerJobs' ?| ARRAY['1040', '9999']);
