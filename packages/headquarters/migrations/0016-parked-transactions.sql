-- What became of a parked transaction, with who decided it; what arrived stays as it was.
ALTER TABLE parked_transactions
  -- The number that the entry bears, where it can be read: by it the channel asks for its fate.
  ADD COLUMN transaction_id text,
  ADD COLUMN state text NOT NULL DEFAULT 'parked' CHECK (state IN ('parked', 'restaged', 'dismissed')),
  -- The transaction that was staged in its place.
  ADD COLUMN restaged_transaction_id text REFERENCES retail_transactions,
  ADD COLUMN decided_by text,
  ADD COLUMN decided_at timestamptz,
  -- Why it was dismissed.
  ADD COLUMN dismissal_reason text,
  ADD CHECK ((state = 'parked') = (decided_at IS NULL) AND (state = 'parked') = (decided_by IS NULL)),
  ADD CHECK ((state = 'restaged') = (restaged_transaction_id IS NOT NULL)),
  ADD CHECK ((state = 'dismissed') = (dismissal_reason IS NOT NULL));
CREATE INDEX parked_transactions_open ON parked_transactions (parked_transaction_id) WHERE state = 'parked';
CREATE INDEX parked_transactions_transaction ON parked_transactions (channel_database_id, transaction_id)
  WHERE transaction_id IS NOT NULL;
