import { emailNotificationProfiles } from '../settings/kinds/email-notification-profiles.ts';

/**
 * The part of the statement that writes customers which gives each new one with an e-mail address its "Customer created"
 * e-mail (WD-22), in the same transaction and without another round trip. `input` names the rows of the customers with
 * `customer_id`, `channel_id`, `document` and `is_new`; `now` is the parameter with the time. Without an active profile
 * it reads one index and no customer.
 */
export function writeNotifications(input: string, now: string): string {
  return `profiles AS MATERIALIZED (
     SELECT key, document -> 'channelIds' AS channel_ids
     FROM setting_documents
     WHERE kind = '${emailNotificationProfiles.name}' AND (document ->> 'active')::boolean
   ), notified AS (
     INSERT INTO customer_notifications (
       notification_type, customer_id, channel_id, email_notification_profile_id, next_try_at, created_at)
     SELECT DISTINCT ON (${input}.customer_id)
       'customerCreated', ${input}.customer_id, ${input}.channel_id, profiles.key, ${now}::timestamptz, ${now}::timestamptz
     FROM profiles
     JOIN ${input} ON profiles.channel_ids = '[]' OR profiles.channel_ids ? ${input}.channel_id
     WHERE ${input}.is_new AND ${input}.document ->> 'email' IS NOT NULL
     ORDER BY ${input}.customer_id, profiles.channel_ids = '[]', profiles.key
     ON CONFLICT DO NOTHING
   )`;
}

/**
 * The part of the statement that stages transactions which gives each new one with an address for its receipt its
 * "Customer receipt" e-mail, in the same transaction. `input` names the rows with `transaction_id`, `customer_id`,
 * `channel_id`, `order_status` and `document`; `now` is the parameter with the time. Whose e-mail it is, is found out
 * when it is sent.
 */
export function writeReceiptNotifications(input: string, now: string): string {
  return `receipts AS (
     INSERT INTO customer_notifications (
       notification_type, customer_id, transaction_id, channel_id, email_notification_profile_id, next_try_at, created_at)
     SELECT 'customerReceipt', customer_id, transaction_id, channel_id, '', ${now}::timestamptz, ${now}::timestamptz
     FROM ${input}
     WHERE document ->> 'receiptEmail' IS NOT NULL AND order_status IS DISTINCT FROM 'canceled'
     ON CONFLICT DO NOTHING
   )`;
}
