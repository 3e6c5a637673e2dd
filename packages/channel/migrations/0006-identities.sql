-- External identities by which customers are found, and customers that a person has to compare.

-- Signed-in identities of the web shop. Written with the document itself, so that the two never differ; null for the
-- many customers without one, who cost the index nothing.
ALTER TABLE customers ADD COLUMN external_identities jsonb
  GENERATED ALWAYS AS (nullif(document -> 'externalIdentities', '[]'::jsonb)) STORED;
CREATE INDEX customers_external_identities ON customers USING gin (external_identities jsonb_path_ops)
  WHERE external_identities IS NOT NULL;

-- Several customers have the verified e-mail address of a shopper, who got a customer of their own: which of them are
-- one person is for somebody to say. A review without its customer (its creation was refused) is not shown.
CREATE TABLE duplicate_reviews (
  review_id uuid PRIMARY KEY,
  legal_entity text NOT NULL,
  -- The customer that was made for the shopper.
  customer_id uuid NOT NULL,
  -- The customers that have the same e-mail address.
  candidate_ids uuid[] NOT NULL,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX duplicate_reviews_recorded ON duplicate_reviews (recorded_at, review_id);
