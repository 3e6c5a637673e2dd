-- Customers that were here and are no longer visible by the address books of the channels. Nothing is kept of them but
-- what their identifier stands for, so that transactions go on to find their customer.
CREATE TABLE withdrawn_customers (
  customer_id uuid PRIMARY KEY,
  legal_entity text NOT NULL,
  account_number text,
  -- Headquarters' version as of which the customer was withdrawn, in the incarnation that did so.
  headquarters_epoch_number integer NOT NULL,
  version integer NOT NULL,
  -- The customer is still here: own operations on it are not decided yet (R6).
  kept boolean NOT NULL
);
CREATE INDEX withdrawn_customers_account_number ON withdrawn_customers (account_number);
CREATE INDEX withdrawn_customers_kept ON withdrawn_customers (customer_id) WHERE kept;
