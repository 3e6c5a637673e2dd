-- Activated tills, their connections, and the workers who have signed in at them.

CREATE TABLE devices (
  device_id uuid PRIMARY KEY,
  register_id text NOT NULL,
  -- Public, a JSON Web Key of P-256.
  signing_key jsonb NOT NULL,
  -- Never taken back: a till that is to be answered again is activated again, as another device.
  revoked boolean NOT NULL DEFAULT false,
  activated_at timestamptz NOT NULL
);

-- One-time; only the SHA-256 is kept.
CREATE TABLE device_challenges (
  challenge_hash bytea PRIMARY KEY,
  device_id uuid NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX device_challenges_expires_at ON device_challenges (expires_at);

-- The one connection of a device, with which sequence numbers were used in it. Every call writes its row, so there is
-- room for the new version on the same page.
CREATE TABLE device_connections (
  device_id uuid PRIMARY KEY,
  connection_id uuid NOT NULL,
  -- The channel's incarnation: after a restore the window is one of the past, so the connection ends.
  epoch_id uuid NOT NULL,
  highest_sequence bigint NOT NULL DEFAULT 0,
  -- From the left: whether the sequence 1, 2, 3 ... 64 below the highest was used.
  used bit(64) NOT NULL DEFAULT B'0'::bit(64),
  opened_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Of workers, each at one device; only the SHA-256 of a session is kept.
CREATE TABLE worker_sessions (
  session_hash bytea PRIMARY KEY,
  device_id uuid NOT NULL,
  worker_id text NOT NULL,
  -- Of the PIN that was entered: every new PIN has another, and ends the session.
  pin_salt text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX worker_sessions_expires_at ON worker_sessions (expires_at);

-- Tries to sign in by operator id, known or not, since the last right PIN.
CREATE TABLE sign_in_attempts (
  worker_id text PRIMARY KEY,
  count integer NOT NULL,
  last_at timestamptz NOT NULL
);
