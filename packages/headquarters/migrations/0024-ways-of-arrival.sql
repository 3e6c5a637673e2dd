-- Which way an operation came first, for the preview of a switch of *Create customer in async mode*.
ALTER TABLE staged_operations ADD COLUMN in_real_time boolean NOT NULL DEFAULT false;
-- The last week of millions: arrivals are in the order of time, so a few pages tell where it begins.
CREATE INDEX staged_operations_received ON staged_operations USING brin (received_at);
