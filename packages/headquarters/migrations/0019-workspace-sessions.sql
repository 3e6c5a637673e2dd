-- Sessions of people who have signed in to the workspace. Tokens are kept as their SHA-256 only.
CREATE TABLE workspace_sessions (
  session_hash bytea PRIMARY KEY,
  -- Who at the identity provider, and what to call them on the screen.
  subject text NOT NULL,
  name text NOT NULL,
  roles text[] NOT NULL,
  -- Channels that a store manager is bound to; empty for everybody else.
  channel_ids text[] NOT NULL,
  -- What every changing call repeats in a header, so that no other site can make one.
  csrf_token text NOT NULL,
  began_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX workspace_sessions_expiry ON workspace_sessions (expires_at);
