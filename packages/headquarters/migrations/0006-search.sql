-- Keys by which customers are found.

-- Keys are compared as bytes, so that they lie in the same order on every server and in every node.
DROP INDEX customers_name, customers_email, customers_phone;
ALTER TABLE customers
  ALTER COLUMN name_key TYPE text COLLATE "C",
  ALTER COLUMN email_key TYPE text COLLATE "C",
  -- Digits, last one first: a number is found from its end.
  ALTER COLUMN phone_key TYPE text COLLATE "C" USING reverse(ltrim(phone_key, '+')),
  -- The name again, the first name in front.
  ADD COLUMN given_name_key text COLLATE "C",
  -- Separated by spaces: as an array of JSON it would take longer to read than to index.
  ADD COLUMN address_words text;
CREATE INDEX customers_name ON customers (name_key, customer_id);
CREATE INDEX customers_given_name ON customers (given_name_key, customer_id) WHERE given_name_key IS NOT NULL;
CREATE INDEX customers_email ON customers (email_key, customer_id) WHERE email_key IS NOT NULL;
CREATE INDEX customers_phone ON customers (phone_key, customer_id) WHERE phone_key IS NOT NULL;
CREATE INDEX customers_address ON customers USING gin (string_to_array(address_words, ' '));

-- The keys that few customers have: further words of names, secondary contacts, cards, identification numbers. Those
-- that nearly all have are columns, which costs a fraction of a row each.
CREATE TABLE customer_search_keys (
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL
);
CREATE INDEX customer_search_keys_key ON customer_search_keys (kind, key, customer_id);
CREATE INDEX customer_search_keys_customer ON customer_search_keys (customer_id);

-- No key outlives its customer. A foreign key would look for the customer at every key that is written.
CREATE FUNCTION forget_customer_search_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM customer_search_keys USING gone WHERE customer_search_keys.customer_id = gone.customer_id;
  RETURN NULL;
END $$;
CREATE TRIGGER forget_customer_search_keys AFTER DELETE ON customers
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_customer_search_keys();

-- One row: the version of the keys that all customers have, and how far a later version has been made.
CREATE TABLE search_key_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version integer NOT NULL,
  rebuilding_version integer NOT NULL DEFAULT 0,
  -- All customers up to this one have the keys of the version that is being made.
  rebuilt_through uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'
);
INSERT INTO search_key_version (version) VALUES (0);
