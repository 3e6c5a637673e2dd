-- What tills send beside customers.

-- Transactions of tills that could not be recorded, with their content, which nobody else has; each once.
CREATE TABLE rejected_offline_transactions (
  register_id text NOT NULL,
  -- SHA-256 of the content: the same again is kept once.
  content_hash bytea NOT NULL,
  -- Null where the content does not even name one.
  transaction_id text,
  problem jsonb NOT NULL,
  content bytea NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (register_id, content_hash)
);

-- Receipts that are to be sent once more, or elsewhere: an outbox of its own, emptied by the P-job.
CREATE TABLE receipt_requests (
  request_id uuid PRIMARY KEY,
  n bigint GENERATED ALWAYS AS IDENTITY,
  transaction_id text NOT NULL,
  receipt_email text NOT NULL,
  receipt_language text NOT NULL CHECK (receipt_language IN ('en', 'fr')),
  recorded_at timestamptz NOT NULL,
  delivered_at timestamptz,
  -- Why headquarters did not take it.
  last_known_error jsonb
);
CREATE INDEX receipt_requests_undelivered ON receipt_requests (n) WHERE delivered_at IS NULL;

-- A fate that changes no customer is noted in the feed of the offline databases as well, as a row without customers:
-- whoever waits for it is woken.
CREATE FUNCTION note_offline_fates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT is_on FROM offline_feed)
    AND EXISTS (SELECT FROM changed WHERE status IN ('completed', 'refused', 'failed')) THEN
    INSERT INTO offline_changes (epoch_number, customer_ids) VALUES ((SELECT max(number) FROM epochs), '{}');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_operation_fates AFTER UPDATE ON customer_operations
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_offline_fates();
CREATE TRIGGER note_transaction_fates AFTER UPDATE ON retail_transactions
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_offline_fates();
