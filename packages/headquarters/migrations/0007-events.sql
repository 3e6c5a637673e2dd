-- Notifications, event subscriptions, imports.

-- E-mails to customers, written in the transaction that makes the customer and sent by a job. No personal data: name
-- and address are those that the customer has when it is sent.
CREATE TABLE customer_notifications (
  notification_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  notification_type text NOT NULL CHECK (notification_type IN ('customerCreated')),
  customer_id uuid NOT NULL,
  -- Where the customer was created; empty for headquarters itself.
  channel_id text NOT NULL,
  email_notification_profile_id text NOT NULL,
  -- 'parked' ones have used up their tries, 'dropped' ones have nobody to go to any more.
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'parked', 'dropped')),
  try_count integer NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL,
  -- Why the last try failed: a problem of the error register.
  last_error jsonb,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT customer_notifications_once UNIQUE (customer_id, notification_type)
);
CREATE INDEX customer_notifications_pending ON customer_notifications (next_try_at, notification_id)
  WHERE state = 'pending';
CREATE INDEX customer_notifications_parked ON customer_notifications (notification_id) WHERE state = 'parked';

-- How far each subscription of another system has come; the subscription itself is a setting.
CREATE TABLE event_deliveries (
  event_subscription_id text PRIMARY KEY,
  -- Signing secret, sealed with the key of the configuration (AES-256-GCM); null until one was made.
  sealed_secret bytea,
  -- Place in the change feed behind the last delivered row.
  position jsonb NOT NULL,
  failure_count integer NOT NULL DEFAULT 0,
  next_try_at timestamptz,
  -- Null unless deliveries rest until somebody resumes them.
  suspended_at timestamptz,
  last_error jsonb,
  last_delivered_at timestamptz,
  delivered_count bigint NOT NULL DEFAULT 0
);
