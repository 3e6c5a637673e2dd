-- Duplicate reviews, and downloads that were canceled after their tries.

-- Two customers who may be one person, for somebody to decide; one line for a pair, whatever becomes of it. Names,
-- accounts and keys are those that the customers have when the line is read.
CREATE TABLE duplicate_reviews (
  duplicate_review_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- No foreign keys: they would lock customers that are being converted.
  customer_id uuid NOT NULL,
  other_customer_id uuid NOT NULL,
  -- 'email', 'phone' or both.
  matched_fields text[] NOT NULL,
  recorded_at timestamptz NOT NULL,
  dismissed_at timestamptz,
  dismissed_by text,
  CONSTRAINT duplicate_reviews_pair UNIQUE (customer_id, other_customer_id),
  CHECK (customer_id < other_customer_id),
  CHECK ((dismissed_at IS NULL) = (dismissed_by IS NULL))
);
CREATE INDEX duplicate_reviews_other ON duplicate_reviews (other_customer_id);
CREATE INDEX duplicate_reviews_open ON duplicate_reviews (duplicate_review_id) WHERE dismissed_at IS NULL;

-- No review outlives its customers.
CREATE FUNCTION forget_duplicate_reviews() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM duplicate_reviews USING gone
  WHERE gone.customer_id IN (duplicate_reviews.customer_id, duplicate_reviews.other_customer_id);
  RETURN NULL;
END $$;
CREATE TRIGGER forget_duplicate_reviews AFTER DELETE ON customers
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_duplicate_reviews();

-- Place in the change feed up to which duplicates were looked for.
CREATE TABLE duplicate_check (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  position jsonb NOT NULL
);
INSERT INTO duplicate_check (position) VALUES ('{"epochNumber": 0, "xid": "0", "n": "0", "changeId": null}');

-- Rows that a channel database has passed over, since the session that carried them was canceled after its tries; they
-- are packed again, from where it would have gone on.
CREATE TABLE passed_over_downloads (
  channel_database_id text PRIMARY KEY REFERENCES channel_databases ON DELETE CASCADE,
  -- The session that was canceled last.
  download_session_id bigint NOT NULL,
  from_position jsonb NOT NULL,
  to_position jsonb NOT NULL,
  cancel_count integer NOT NULL CHECK (cancel_count > 0),
  -- Null while they are being packed again.
  next_try_at timestamptz
);
