import type { AlertCondition, alertMailStates } from '@counterfoil/contracts/administration/alerts';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Sentence } from '../configuration/configuration-sentences.ts';

/** An alert as it is kept. */
export interface KeptAlert {
  readonly alertId: string;
  readonly alertRuleId: string;
  readonly condition: AlertCondition;
  readonly subject: string;
  readonly message: Sentence;
  readonly remedy: Sentence;
  readonly raisedAt: string;
  readonly lastSeenAt: string;
  readonly clearedAt: string | null;
  readonly raiseCount: number;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly mailState: (typeof alertMailStates)[number];
}

const alertColumns = `alert_id AS "alertId", alert_rule_id AS "alertRuleId", condition, subject, message, remedy,
  raised_at AS "raisedAt", last_seen_at AS "lastSeenAt", cleared_at AS "clearedAt", raise_count AS "raiseCount",
  acknowledged_at AS "acknowledgedAt", acknowledged_by AS "acknowledgedBy", mail_state AS "mailState"`;

const selectAlerts = prepared(
  'select-alerts',
  `SELECT ${alertColumns} FROM alerts
   WHERE ($1::boolean IS NULL OR (cleared_at IS NULL) = $1) AND ($2::bigint IS NULL OR alert_id < $2)
   ORDER BY alert_id DESC LIMIT $3`,
);

/** Alerts before the place `before`, newest first: those that are so, those that have gone, or both. */
export async function listAlerts(
  tx: Tx,
  filter: { readonly isOpen?: boolean; readonly before?: string | undefined; readonly countMax: number },
): Promise<KeptAlert[]> {
  const { isOpen = null, before = null, countMax } = filter;
  return tx.query<KeptAlert>(selectAlerts, [isOpen, before, countMax]);
}

const countUnacknowledged = prepared(
  'count-unacknowledged-alerts',
  'SELECT count(*)::integer AS count FROM alerts WHERE cleared_at IS NULL AND acknowledged_at IS NULL',
);

/** How many alerts are so at present and nobody has acknowledged. */
export async function unacknowledgedAlertCount(tx: Tx): Promise<number> {
  return (await tx.query<{ count: number }>(countUnacknowledged))[0]?.count ?? 0;
}

const acknowledge = prepared(
  'acknowledge-alert',
  `UPDATE alerts SET acknowledged_at = coalesce(acknowledged_at, $2), acknowledged_by = coalesce(acknowledged_by, $3)
   WHERE alert_id = $1 RETURNING alert_id`,
);

/** Somebody has seen the alert; whoever did so first stays named. Answers false when there is no such alert. */
export async function acknowledgeAlert(
  tx: Tx,
  alertId: string,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<boolean> {
  return (await tx.query<object>(acknowledge, [alertId, now, by])).length > 0;
}

const selectPendingMails = prepared(
  'select-alerts-to-write-about',
  `SELECT ${alertColumns} FROM alerts WHERE mail_state = 'pending' ORDER BY alert_rule_id, alert_id LIMIT 1000`,
);

/** Alerts whose e-mail has not been sent. */
export async function alertsToWriteAbout(tx: Tx): Promise<KeptAlert[]> {
  return tx.query<KeptAlert>(selectPendingMails);
}

const endMails = prepared(
  'end-alert-mails',
  `UPDATE alerts SET mail_state = $2 WHERE alert_id = ANY ($1::bigint[]) AND mail_state = 'pending'`,
);

/** The e-mail about these alerts was sent, or never will be. */
export async function endAlertMails(
  tx: Tx,
  alertIds: readonly string[],
  state: 'sent' | 'failed' | 'none',
): Promise<void> {
  await tx.query(endMails, [alertIds, state]);
}
