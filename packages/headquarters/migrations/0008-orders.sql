-- Transactions of the channels as they arrived, sales orders made of them, and statements of the stores.

-- Numbers of sales orders and invoices of a legal entity, without gaps: taken inside the transaction that uses them.
CREATE TABLE document_numbers (
  legal_entity text NOT NULL REFERENCES legal_entities,
  kind text NOT NULL CHECK (kind IN ('salesOrder', 'invoice')),
  -- `#` stands for a digit, everything else for itself.
  format text NOT NULL,
  next_value bigint NOT NULL CHECK (next_value >= 0),
  largest_value bigint NOT NULL,
  -- How far the numbers jump when the database was restored, so that none known to a store is issued again.
  skip_after_restore bigint NOT NULL CHECK (skip_after_restore >= 0),
  PRIMARY KEY (legal_entity, kind)
);

-- One row: what repaired orders are held with; null: they are not held.
CREATE TABLE order_parameters (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  hold_code_for_repaired_orders text
);
INSERT INTO order_parameters (hold_code_for_repaired_orders) VALUES ('REPAIRED');

CREATE TABLE statements (
  statement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel_id text NOT NULL,
  legal_entity text NOT NULL,
  state text NOT NULL CHECK (state IN (
    'started', 'marked', 'calculated', 'checked', 'aggregated', 'customerOrdersCreated', 'invoiced', 'posted')),
  transaction_count integer NOT NULL DEFAULT 0,
  -- Why the last try did not get beyond `state`.
  last_known_error jsonb,
  retry_count integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  modified_at timestamptz NOT NULL,
  posted_at timestamptz
);
-- One statement of a store is open at a time.
CREATE UNIQUE INDEX statements_open ON statements (channel_id) WHERE state <> 'posted';

-- Every transaction that ever arrived, once.
CREATE TABLE retail_transactions (
  transaction_id text PRIMARY KEY,
  n bigint GENERATED ALWAYS AS IDENTITY,
  transaction_type text NOT NULL CHECK (transaction_type IN ('cashAndCarry', 'customerOrder')),
  channel_database_id text NOT NULL,
  channel_id text NOT NULL,
  legal_entity text NOT NULL,
  receipt_number text NOT NULL,
  customer_id uuid,
  -- As it is now, edits included, and as it arrived.
  document jsonb NOT NULL,
  arrived_document jsonb NOT NULL,
  -- *Pending order status* of a customer order; null of a cash-and-carry sale.
  order_status text CHECK (order_status IN ('blank', 'success', 'failure', 'editing', 'canceled')),
  order_error jsonb,
  retry_count integer NOT NULL DEFAULT 0,
  -- A failed order is tried again by itself from then on.
  retry_at timestamptz,
  edited boolean NOT NULL DEFAULT false,
  known_sales_order_number text,
  -- The statement that a cash-and-carry sale is marked for, or was posted with.
  statement_id bigint REFERENCES statements,
  -- Why it was left out of the last statement.
  posting_error jsonb,
  received_at timestamptz NOT NULL,
  modified_at timestamptz NOT NULL,
  CHECK ((transaction_type = 'customerOrder') = (order_status IS NOT NULL))
);
CREATE INDEX retail_transactions_open_orders ON retail_transactions (n) WHERE order_status IN ('blank', 'failure');
CREATE INDEX retail_transactions_orders ON retail_transactions (n) WHERE order_status IS NOT NULL;
CREATE INDEX retail_transactions_unmarked ON retail_transactions (channel_id, n)
  WHERE transaction_type = 'cashAndCarry' AND statement_id IS NULL;
CREATE INDEX retail_transactions_statement ON retail_transactions (statement_id) WHERE statement_id IS NOT NULL;
CREATE INDEX retail_transactions_customer ON retail_transactions (customer_id) WHERE customer_id IS NOT NULL;

-- What arrived as a transaction and could not be kept as one, with its reason.
CREATE TABLE parked_transactions (
  parked_transaction_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel_database_id text NOT NULL,
  -- SHA-256 of the entry: the same again is parked once.
  entry_hash bytea NOT NULL,
  raw_entry bytea NOT NULL,
  problem jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  UNIQUE (channel_database_id, entry_hash)
);

-- Edits of orders under status Editing: date, field, old, new, by.
CREATE TABLE order_edits (
  order_edit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transaction_id text NOT NULL REFERENCES retail_transactions,
  edited_at timestamptz NOT NULL,
  field text NOT NULL,
  old_value jsonb,
  new_value jsonb,
  edited_by text NOT NULL
);
CREATE INDEX order_edits_transaction ON order_edits (transaction_id, order_edit_id);

CREATE TABLE sales_orders (
  legal_entity text NOT NULL,
  sales_order_number text NOT NULL,
  -- One order per transaction, whatever is delivered twice.
  transaction_id text NOT NULL UNIQUE REFERENCES retail_transactions,
  customer_id uuid NOT NULL,
  customer_account_number text NOT NULL,
  -- The address as it was when the order was made; null: collected in the store.
  delivery_address jsonb,
  requested_delivery_date date,
  currency text NOT NULL,
  lines jsonb NOT NULL,
  total_amount numeric NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'onHold', 'canceled')),
  hold_code text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (legal_entity, sales_order_number)
);
CREATE INDEX sales_orders_customer ON sales_orders (customer_id);

-- Every step of a statement, also those that failed.
CREATE TABLE statement_events (
  statement_event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  statement_id bigint NOT NULL REFERENCES statements,
  state text NOT NULL,
  error jsonb,
  happened_at timestamptz NOT NULL
);
CREATE INDEX statement_events_statement ON statement_events (statement_id, statement_event_id);

-- Transactions that a statement left to the next one, with the reason.
CREATE TABLE statement_exclusions (
  statement_id bigint NOT NULL REFERENCES statements,
  transaction_id text NOT NULL REFERENCES retail_transactions,
  problem jsonb NOT NULL,
  PRIMARY KEY (statement_id, transaction_id)
);

-- One order per customer and currency; null: sales to nobody in particular.
CREATE TABLE statement_orders (
  statement_id bigint NOT NULL REFERENCES statements,
  customer_id uuid,
  currency text NOT NULL,
  customer_account_number text,
  sales_order_number text NOT NULL,
  invoice_number text,
  UNIQUE NULLS NOT DISTINCT (statement_id, customer_id, currency)
);

-- Sales summed up by customer and item.
CREATE TABLE statement_lines (
  statement_id bigint NOT NULL REFERENCES statements,
  customer_id uuid,
  currency text NOT NULL,
  item_id text NOT NULL,
  quantity numeric NOT NULL,
  amount numeric NOT NULL,
  UNIQUE NULLS NOT DISTINCT (statement_id, customer_id, currency, item_id)
);
