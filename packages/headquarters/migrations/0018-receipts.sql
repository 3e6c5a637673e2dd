-- Receipts by e-mail: notifications of a transaction instead of a customer, written in the transaction that stages it,
-- or when a till asks for one more. Address and language of the first stand in the transaction itself.
ALTER TABLE customer_notifications
  DROP CONSTRAINT customer_notifications_once,
  DROP CONSTRAINT customer_notifications_notification_type_check,
  ADD CONSTRAINT customer_notifications_type CHECK (notification_type IN ('customerCreated', 'customerReceipt')),
  ALTER COLUMN customer_id DROP NOT NULL,
  ADD COLUMN transaction_id text,
  -- Chosen by the till that asked for one more; null: the transaction's own.
  ADD COLUMN request_id uuid,
  -- Where one more goes; forgotten once it has been sent.
  ADD COLUMN recipient text,
  ADD COLUMN language text CHECK (language IN ('en', 'fr')),
  ADD CONSTRAINT customer_notifications_subject CHECK (
    CASE notification_type WHEN 'customerReceipt' THEN transaction_id IS NOT NULL ELSE customer_id IS NOT NULL END);

CREATE UNIQUE INDEX customer_notifications_once ON customer_notifications (customer_id, notification_type)
  WHERE notification_type <> 'customerReceipt';
CREATE UNIQUE INDEX customer_notifications_receipt_once ON customer_notifications (transaction_id)
  WHERE notification_type = 'customerReceipt' AND request_id IS NULL;
CREATE UNIQUE INDEX customer_notifications_request_once ON customer_notifications (request_id)
  WHERE request_id IS NOT NULL;
