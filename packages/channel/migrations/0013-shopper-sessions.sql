-- Shoppers who have signed in to the web shop; only the SHA-256 of a session is kept.
CREATE TABLE shopper_sessions (
  session_hash bytea PRIMARY KEY,
  -- Whoever signed in is this customer as long as the customer is here and has the identity.
  customer_id uuid NOT NULL,
  channel_id text NOT NULL,
  provider_id text NOT NULL,
  external_identity_id text NOT NULL,
  -- By the identity provider at this sign-in; null where it told of none.
  verified_email text,
  began_at timestamptz NOT NULL,
  -- Not in any index, so that marking it writes none.
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX shopper_sessions_expires_at ON shopper_sessions (expires_at);
