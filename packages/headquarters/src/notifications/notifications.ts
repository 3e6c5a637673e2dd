import type { Customer } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import type { EmailNotificationProfile } from '../settings/kinds/email-notification-profiles.ts';
import { emailNotificationProfiles } from '../settings/kinds/email-notification-profiles.ts';

/** `parked` ones have used up their tries or were refused; `dropped` ones have nobody to go to any more. */
export const notificationStates = ['pending', 'sent', 'parked', 'dropped'] as const;
export type NotificationState = (typeof notificationStates)[number];

/** An e-mail that is due, with what it is made of; null where that is no longer there. */
export interface DueNotification {
  readonly notificationId: string;
  readonly notificationType: string;
  readonly customerId: string;
  readonly tryCount: number;
  readonly customer: Customer | null;
  readonly profile: EmailNotificationProfile | null;
  /** Where the customer was created: the name of the channel, or of the legal entity. */
  readonly channelName: string;
  readonly legalEntityName: string;
}

interface DueRow {
  notification_id: string;
  notification_type: string;
  customer_id: string;
  try_count: number;
  customer: Customer | null;
  profile: EmailNotificationProfile | null;
  channel_name: string;
  legal_entity_name: string;
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
       WHERE state = 'pending' AND next_try_at <= $1
       ORDER BY next_try_at, notification_id
       LIMIT $3
       FOR UPDATE SKIP LOCKED)
     RETURNING notification_id, notification_type, customer_id, channel_id, email_notification_profile_id, try_count
   )
   SELECT due.notification_id, due.notification_type, due.customer_id, due.try_count,
     customers.document - 'image' AS customer, profile.document AS profile,
     coalesce(channels.name, legal_entities.name, '') AS channel_name,
     coalesce(legal_entities.name, '') AS legal_entity_name
   FROM due
   LEFT JOIN customers ON customers.customer_id = due.customer_id
   LEFT JOIN channels ON channels.channel_id = due.channel_id
   LEFT JOIN legal_entities ON legal_entities.legal_entity = customers.legal_entity
   LEFT JOIN setting_documents AS profile
     ON profile.kind = '${emailNotificationProfiles.name}' AND profile.key = due.email_notification_profile_id
   ORDER BY due.notification_id`,
);

/** Takes at most `countMax` e-mails that are due at `now`; unless told otherwise they are due again at `nextTryAt`. */
export async function claimDueNotifications(
  database: Database,
  options: { readonly now: Date; readonly nextTryAt: Date; readonly countMax: number },
): Promise<DueNotification[]> {
  const { now, nextTryAt, countMax } = options;
  const rows = await database.execute<DueRow>('claim notifications', claimDue, [now, nextTryAt, countMax]);
  return rows.map((row) => ({
    notificationId: row.notification_id,
    notificationType: row.notification_type,
    customerId: row.customer_id,
    tryCount: row.try_count,
    customer: row.customer,
    profile: row.profile,
    channelName: row.channel_name,
    legalEntityName: row.legal_entity_name,
  }));
}

const endStatement = prepared(
  'end-notification',
  `UPDATE customer_notifications SET state = $2, last_error = $3, ended_at = $4
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
  `SELECT 1 FROM customer_notifications WHERE state = 'pending' AND next_try_at <= $1 LIMIT 1`,
);

/** Whether any e-mail is due. */
export async function hasDueNotifications(tx: Tx, now: Date): Promise<boolean> {
  return (await tx.query(hasDue, [now])).length > 0;
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
     next_try_at AS "nextTryAt", last_error AS "lastError", created_at AS "createdAt", ended_at AS "endedAt"
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
