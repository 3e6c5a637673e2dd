-- How many customers became accounts when, and how long it took, without reading the whole inbox.
CREATE INDEX staged_operations_created ON staged_operations (decided_at) INCLUDE (received_at)
  WHERE kind = 'create' AND status = 'completed';
