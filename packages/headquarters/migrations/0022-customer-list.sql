-- Browsing the customer master, and the views of it that people keep.

-- When the customer became one at headquarters. Milliseconds, so that a list can go on behind a time that it has told.
ALTER TABLE customers ADD COLUMN created_at timestamptz(3) NOT NULL DEFAULT now();
UPDATE customers SET created_at = created.decided_at
FROM (
  SELECT customer_id, min(decided_at) AS decided_at FROM staged_operations
  WHERE kind = 'create' AND status = 'completed' GROUP BY customer_id
) AS created
WHERE created.customer_id = customers.customer_id AND created.decided_at IS NOT NULL;

-- What lists are filtered by, in bits: a list reads them from the index and looks only at customers that fit. Where a
-- range of bits holds a hash, the customer is looked at as well. 0: organization, 1: deactivated, 2: blocked for loyalty
-- enrollment, 3: has a loyalty card, 4: has an affiliation, 8-15: legal entity, 16-25: customer group, 26-35: the channel
-- database that made it, 36-45: country of the primary address, 46-62: days from 2000 to the one of `created_at` (UTC).
ALTER TABLE customers ADD COLUMN list_marks bigint NOT NULL GENERATED ALWAYS AS (
  (CASE WHEN document ->> 'customerType' = 'organization' THEN 1 ELSE 0 END)::bigint
  | (CASE WHEN document ->> 'deactivated' = 'true' THEN 2 ELSE 0 END)
  | (CASE WHEN document ->> 'blockedForLoyaltyEnrollment' = 'true' THEN 4 ELSE 0 END)
  | (CASE WHEN document #> '{loyaltyCards,0}' IS NOT NULL THEN 8 ELSE 0 END)
  | (CASE WHEN document #> '{affiliations,0}' IS NOT NULL THEN 16 ELSE 0 END)
  | ((hashtext(legal_entity) & 255)::bigint << 8)
  | ((hashtext(coalesce(document ->> 'customerGroup', '')) & 1023)::bigint << 16)
  | ((hashtext(split_part(coalesce(document ->> 'createdBy', ''), '/', 1)) & 1023)::bigint << 26)
  | ((hashtext(coalesce(
      jsonb_path_query_first(document, '$.addresses[*] ? (@.isPrimary == true).countryRegion') #>> '{}', '')) & 1023
    )::bigint << 36)
  | (((created_at AT TIME ZONE 'UTC')::date - DATE '2000-01-01')::bigint << 46)
) STORED;

-- The same indexes as before, with the bits in their leaves, and one more for the newest, which only ever grows at its end.
DROP INDEX customers_name;
CREATE INDEX customers_name ON customers (name_key, customer_id) INCLUDE (list_marks);
ALTER TABLE customers DROP CONSTRAINT customers_account_number;
ALTER TABLE customers ADD CONSTRAINT customers_account_number
  UNIQUE (legal_entity, account_number) INCLUDE (customer_id, list_marks);
CREATE INDEX customers_newest ON customers (created_at, customer_id) INCLUDE (list_marks);

-- Filters, order and columns of a list under a name, of one person or for everybody.
CREATE TABLE saved_views (
  saved_view_id uuid PRIMARY KEY,
  page text NOT NULL,
  name text NOT NULL,
  owner text NOT NULL,
  owner_name text NOT NULL,
  is_shared boolean NOT NULL,
  view jsonb NOT NULL,
  saved_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX saved_views_name ON saved_views (page, owner, name);
CREATE INDEX saved_views_shared ON saved_views (page) WHERE is_shared;

-- With which view a person begins on a page.
CREATE TABLE default_views (
  subject text NOT NULL,
  page text NOT NULL,
  saved_view_id uuid NOT NULL REFERENCES saved_views ON DELETE CASCADE,
  PRIMARY KEY (subject, page)
);
CREATE INDEX default_views_view ON default_views (saved_view_id);
