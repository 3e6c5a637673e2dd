import type { Customer } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Product } from '@counterfoil/contracts/products';
import type { ReceiptRequest, RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import type { EmailNotificationProfile } from '../settings/kinds/email-notification-profiles.ts';
import { emailNotificationProfiles } from '../settings/kinds/email-notification-profiles.ts';
import { products } from '../settings/kinds/products.ts';

/** `parked` ones have used up their tries or were refused; `dropped` ones have nobody to go to any more. */
export const notificationStates = ['pending', 'sent', 'parked', 'dropped'] as const;
export type NotificationState = (typeof notificationStates)[number];

/** An e-mail that is due, with what it is made of; null where that is no longer there. */
export interface DueNotification {
  readonly notificationId: string;
  readonly notificationType: string;
  /** Null of a receipt of a sale to nobody in particular. */
  readonly customerId: string | null;
  readonly tryCount: number;
  readonly customer: Customer | null;
  readonly profile: EmailNotificationProfile | null;
  /** Where the customer was created or the sale was made: the name of the channel, or of the legal entity. */
  readonly channelName: string;
  readonly legalEntityName: string;
  /** What a receipt is about; null of other e-mails. */
  readonly receipt: ReceiptNotification | null;
}

/** A receipt that is due. */
export interface ReceiptNotification {
  readonly transaction: RetailTransaction;
  /** Of one that a till asked for; null: the transaction's own. */
  readonly requestId: string | null;
  readonly recipient: string;
  readonly language: Language;
  /** Of the items on it that the catalogue knows. */
  readonly descriptions: Readonly<Record<string, Product['description']>>;
}

interface DueRow {
  notification_id: string;
  notification_type: string;
  customer_id: string | null;
  try_count: number;
  customer: Customer | null;
  profile: EmailNotificationProfile | null;
  channel_name: string;
  legal_entity_name: string;
  transaction: RetailTransaction | null;
  request_id: string | null;
  recipient: string | null;
  language: Language | null;
  descriptions: Record<string, Product['description']> | null;
}

/**
 * How long a receipt waits for the account number of its customer, in milliseconds; then it says that the number is
 * pending. Conversion takes seconds, unless somebody has to correct the customer.
 */
export const receiptNumberWaitMs = 10 * 60_000;

/* Whether an e-mail may go out; `asOf` is the parameter with the time before which receipts don't wait any more. */
const isReady = (asOf: string): string => `(
  notification_type <> 'customerReceipt' OR customer_notifications.customer_id IS NULL
  OR customer_notifications.created_at < ${asOf}::timestamptz
  OR EXISTS (
    SELECT FROM customers
    WHERE customers.customer_id = customer_notifications.customer_id AND account_number IS NOT NULL))`;

function waitedSince(now: Date): Date {
  return new Date(now.getTime() - receiptNumberWaitMs);
}

/*
 * The try is counted and the next one put off before the e-mail goes out: an e-mail that ends the process is not sent
 * without bound.
 */
const claimDue = prepared(
  'claim-due-notifications',
  `WITH due AS (
     UPDATE customer_notifications SET try_count = try_count + 1, next_try_at = $2
     WHERE notification_id IN (
       SELECT notification_id FROM customer_notifications
       WHERE state = 'pending' AND next_try_at <= $1 AND ${isReady('$4')}
       ORDER BY next_try_at, notification_id
       LIMIT $3
       FOR UPDATE SKIP LOCKED)
     RETURNING notification_id, notification_type, customer_id, channel_id, email_notification_profile_id, try_count,
       transaction_id, request_id, recipient, language
   )
   SELECT due.notification_id, due.notification_type, due.customer_id, due.try_count,
     customers.document - 'image' AS customer, profile.document AS profile,
     coalesce(channels.name, legal_entities.name, '') AS channel_name,
     coalesce(legal_entities.name, '') AS legal_entity_name, sale.document AS transaction, due.request_id,
     coalesce(due.recipient, sale.document ->> 'receiptEmail') AS recipient,
     coalesce(due.language, sale.document ->> 'receiptLanguage') AS language, catalogue.descriptions
   FROM due
   LEFT JOIN retail_transactions AS sale ON sale.transaction_id = due.transaction_id
   LEFT JOIN customers ON customers.customer_id = due.customer_id
   LEFT JOIN channels ON channels.channel_id = due.channel_id
   LEFT JOIN legal_entities ON legal_entities.legal_entity = coalesce(sale.legal_entity, customers.legal_entity)
   LEFT JOIN LATERAL (
     SELECT document FROM setting_documents
     WHERE kind = '${emailNotificationProfiles.name}' AND CASE
       WHEN due.notification_type <> 'customerReceipt' THEN key = due.email_notification_profile_id
       ELSE (document ->> 'active')::boolean
         AND (document -> 'channelIds' = '[]' OR document -> 'channelIds' ? due.channel_id) END
     ORDER BY document -> 'channelIds' = '[]', key LIMIT 1
   ) AS profile ON true
   LEFT JOIN LATERAL (
     SELECT jsonb_object_agg(key, document -> 'description') AS descriptions FROM setting_documents
     WHERE kind = '${products.name}'
       AND key IN (SELECT line ->> 'itemId' FROM jsonb_array_elements(sale.document -> 'lines') AS line)
   ) AS catalogue ON true
   ORDER BY due.notification_id`,
);

/** Takes at most `countMax` e-mails that are due at `now`; unless told otherwise they are due again at `nextTryAt`. */
export async function claimDueNotifications(
  database: Database,
  options: { readonly now: Date; readonly nextTryAt: Date; readonly countMax: number },
): Promise<DueNotification[]> {
  const { now, nextTryAt, countMax } = options;
  const rows = await database.execute<DueRow>('claim notifications', claimDue, [
    now,
    nextTryAt,
    countMax,
    waitedSince(now),
  ]);
  return rows.map((row) => ({
    notificationId: row.notification_id,
    notificationType: row.notification_type,
    customerId: row.customer_id,
    tryCount: row.try_count,
    customer: row.customer,
    profile: row.profile,
    channelName: row.channel_name,
    legalEntityName: row.legal_entity_name,
    receipt: receiptOf(row),
  }));
}

function receiptOf({ transaction, recipient, ...row }: DueRow): ReceiptNotification | null {
  if (!transaction || recipient === null) return null;
  return {
    transaction,
    recipient,
    requestId: row.request_id,
    language: row.language ?? 'en',
    descriptions: row.descriptions ?? {},
  };
}

const endStatement = prepared(
  'end-notification',
  `UPDATE customer_notifications SET state = $2, last_error = $3, ended_at = $4,
     recipient = CASE WHEN $2 = 'parked' THEN recipient END
   WHERE notification_id = $1 AND state = 'pending'`,
);

/** The e-mail was sent, dropped, or parked with its reason. */
export async function endNotification(
  database: Database,
  notificationId: string,
  end: { readonly state: Exclude<NotificationState, 'pending'>; readonly problem: Problem | null; readonly now: Date },
): Promise<void> {
  const error = end.problem && JSON.stringify(end.problem);
  await database.execute('end notification', endStatement, [notificationId, end.state, error, end.now]);
}

const putOffStatement = prepared(
  'put-off-notification',
  `UPDATE customer_notifications SET last_error = $2, next_try_at = $3 WHERE notification_id = $1 AND state = 'pending'`,
);

/** This e-mail could not be sent now. */
export async function putOffNotification(
  database: Database,
  notificationId: string,
  problem: Problem,
  nextTryAt: Date,
): Promise<void> {
  await database.execute('put off notification', putOffStatement, [notificationId, JSON.stringify(problem), nextTryAt]);
}

/* The server took nothing, so these are no tries; but nobody wants to be welcomed days later. */
const giveBackStatement = prepared(
  'give-back-notifications',
  `UPDATE customer_notifications
   SET try_count = try_count - 1, next_try_at = $3, last_error = $2,
     state = CASE WHEN created_at < $4 THEN 'parked' ELSE state END,
     ended_at = CASE WHEN created_at < $4 THEN $3 ELSE ended_at END
   WHERE notification_id = ANY($1::bigint[]) AND state = 'pending'`,
);

/** The mail server is away: these are due again at once, and those from before `parkedBefore` are parked. */
export async function giveBackNotifications(
  database: Database,
  notificationIds: readonly string[],
  options: { readonly problem: Problem; readonly now: Date; readonly parkedBefore: Date },
): Promise<void> {
  const { problem, now, parkedBefore } = options;
  const parameters = [notificationIds, JSON.stringify(problem), now, parkedBefore];
  await database.execute('give back notifications', giveBackStatement, parameters);
}

const hasDue = prepared(
  'has-due-notifications',
  `SELECT 1 FROM customer_notifications
   WHERE state = 'pending' AND next_try_at <= $1 AND ${isReady('$2')} LIMIT 1`,
);

/** Whether any e-mail is due. */
export async function hasDueNotifications(tx: Tx, now: Date): Promise<boolean> {
  return (await tx.query(hasDue, [now, waitedSince(now)])).length > 0;
}

/** An e-mail as administrators see it. */
export interface ListedNotification {
  readonly notificationId: string;
  readonly notificationType: string;
  readonly customerAccountNumber: string | null;
  readonly channelId: string;
  readonly emailNotificationProfileId: string;
  readonly state: NotificationState;
  readonly tryCount: number;
  readonly nextTryAt: string;
  readonly lastError: Problem | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

const listStatement = prepared(
  'list-notifications',
  `SELECT notification_id AS "notificationId", notification_type AS "notificationType",
     customers.account_number AS "customerAccountNumber", channel_id AS "channelId",
     email_notification_profile_id AS "emailNotificationProfileId", state, try_count AS "tryCount",
     next_try_at AS "nextTryAt", last_error AS "lastError",
     customer_notifications.created_at AS "createdAt", ended_at AS "endedAt"
   FROM customer_notifications LEFT JOIN customers USING (customer_id)
   WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR notification_id < $2)
   ORDER BY notification_id DESC
   LIMIT $3`,
);

/** E-mails before the place `before`, newest first; of one state where one is named. */
export async function listNotifications(
  tx: Tx,
  options: {
    readonly state?: NotificationState | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
  },
): Promise<ListedNotification[]> {
  const { state = null, before = null, countMax } = options;
  return tx.query<ListedNotification>(listStatement, [state, before, countMax]);
}

const retryStatement = prepared(
  'retry-notifications',
  `UPDATE customer_notifications SET state = 'pending', try_count = 0, next_try_at = $2, ended_at = NULL
   WHERE state = 'parked' AND ($1::bigint IS NULL OR notification_id = $1)
   RETURNING notification_id`,
);

/** Parked e-mails are tried again: one (error `notification_unknown`), or all of them. Answers how many. */
export async function retryNotifications(
  database: Database,
  notificationId: string | null,
  now: Date,
): Promise<number> {
  const rows = await database.execute('retry notifications', retryStatement, [notificationId, now]);
  if (rows.length === 0 && notificationId !== null) throw refuse('notification_unknown');
  return rows.length;
}

const requestReceipts = prepared(
  'insert-receipt-requests',
  `INSERT INTO customer_notifications (
     notification_type, customer_id, transaction_id, request_id, recipient, language, channel_id,
     email_notification_profile_id, next_try_at, created_at)
   SELECT 'customerReceipt', sale.customer_id, sale.transaction_id, request_id, receipt_email, receipt_language,
     sale.channel_id, '', $3::timestamptz, $3::timestamptz
   FROM jsonb_to_recordset($1::jsonb) AS input (
     request_id uuid, transaction_id text, receipt_email text, receipt_language text)
   JOIN retail_transactions AS sale USING (transaction_id)
   WHERE sale.channel_database_id = $2
   ON CONFLICT DO NOTHING`,
);

const selectKnownSales = prepared(
  'select-sales-of-receipt-requests',
  'SELECT transaction_id FROM retail_transactions WHERE transaction_id = ANY ($1::text[]) AND channel_database_id = $2',
);

/** Has receipts sent once more, each request once; answers the transactions among them that this scale unit has here. */
export async function requestReceiptNotifications(
  tx: Tx,
  requests: readonly ReceiptRequest[],
  { channelDatabaseId, now }: { readonly channelDatabaseId: string; readonly now: Date },
): Promise<Set<string>> {
  const input = requests.map(({ requestId, transactionId, receiptEmail, receiptLanguage }) => ({
    request_id: requestId,
    transaction_id: transactionId,
    receipt_email: receiptEmail,
    receipt_language: receiptLanguage,
  }));
  await tx.query(requestReceipts, [JSON.stringify(input), channelDatabaseId, now]);
  const ids = requests.map(({ transactionId }) => transactionId);
  const known = await tx.query<{ transaction_id: string }>(selectKnownSales, [ids, channelDatabaseId]);
  return new Set(known.map((row) => row.transaction_id));
}
