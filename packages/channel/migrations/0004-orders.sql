-- Transactions and customer orders of the channels: an outbox of its own, kept beyond delivery until the backup
-- horizon (R11).
CREATE TABLE retail_transactions (
  -- Unique online and offline (WD-39).
  transaction_id text PRIMARY KEY,
  operation_id uuid NOT NULL UNIQUE,
  epoch_number integer NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  n bigint GENERATED ALWAYS AS IDENTITY,
  transaction_type text NOT NULL CHECK (transaction_type IN ('cashAndCarry', 'customerOrder')),
  channel_id text NOT NULL,
  receipt_number text NOT NULL,
  -- The permanent identifier, by which the customer is found for ever.
  customer_id uuid,
  way text NOT NULL CHECK (way IN ('sync', 'async', 'fallback')),
  document jsonb NOT NULL,
  -- SHA-256 of the request, so that a repeated key with other content is refused.
  content_hash bytea NOT NULL,
  -- 'givenUp': refused to the user while it was unknown whether headquarters had made it; headquarters is told.
  status text NOT NULL CHECK (status IN ('pending', 'uploaded', 'completed', 'refused', 'givenUp', 'failed')),
  delivered boolean NOT NULL DEFAULT false,
  sales_order_number text,
  last_known_error jsonb,
  recorded_at timestamptz NOT NULL,
  delivered_at timestamptz,
  CONSTRAINT retail_transactions_receipt UNIQUE (channel_id, receipt_number)
);
CREATE INDEX retail_transactions_undelivered ON retail_transactions (epoch_number, xid, n) WHERE NOT delivered;
CREATE INDEX retail_transactions_delivered ON retail_transactions (epoch_number, xid, n) WHERE delivered;
CREATE INDEX retail_transactions_customer ON retail_transactions (customer_id) WHERE customer_id IS NOT NULL;
