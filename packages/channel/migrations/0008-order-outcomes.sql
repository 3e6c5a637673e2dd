-- Transactions whose fate at headquarters isn't known here yet.
CREATE INDEX retail_transactions_undecided ON retail_transactions (transaction_id)
  WHERE delivered AND (status = 'failed' OR (status = 'uploaded' AND transaction_type = 'customerOrder'));
