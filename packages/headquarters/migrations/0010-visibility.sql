-- Which customers reach which channel database.

-- The address books that the customer left with this change, so that channels that showed it learn of it; null for the
-- many changes that leave none.
ALTER TABLE customer_changes ADD COLUMN left_address_books text[];
CREATE INDEX customer_changes_left_address_books ON customer_changes (customer_id)
  WHERE left_address_books IS NOT NULL;

ALTER TABLE download_packages
  -- Only databases with the same visibility share a package; empty: that of all customers.
  ADD COLUMN shared_as text NOT NULL DEFAULT '',
  -- Nodes that get a package of their own instead: something in it concerns them alone, as makers of a customer or of
  -- an operation.
  ADD COLUMN not_for text[] NOT NULL DEFAULT '{}',
  -- Follows a change of address books, for one database.
  ADD COLUMN visibility_pass boolean NOT NULL DEFAULT false;

-- The highest number given to a visibility of this database; never given twice in one incarnation of headquarters.
ALTER TABLE channel_databases ADD COLUMN last_visibility_number integer NOT NULL DEFAULT 0;
