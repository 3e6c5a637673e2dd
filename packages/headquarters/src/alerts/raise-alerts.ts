import type { AlertRule } from '@counterfoil/contracts/administration/alerts';
import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import type { FoundCondition } from './find-conditions.ts';

/** A condition that comes back within this time after it has gone is the same alert, of which nobody is told again. */
export const quietMs = 60 * 60_000;
/** How long alerts that have gone are kept. */
const keptMs = 90 * 24 * 60 * 60_000;

/** What a run of the rules changed, in alerts. */
export interface RaisedAlerts {
  readonly raised: number;
  readonly raisedAgain: number;
  readonly cleared: number;
}

/** A condition with the rule that looked for it. */
export interface RuledCondition extends FoundCondition {
  readonly rule: AlertRule;
}

const foundTable = `jsonb_to_recordset($1::jsonb)
  AS found (rule text, condition text, subject text, message jsonb, remedy jsonb, mail text)`;

const clearGone = prepared(
  'clear-alerts-that-are-gone',
  `UPDATE alerts SET cleared_at = $2, mail_state = CASE mail_state WHEN 'pending' THEN 'none' ELSE mail_state END
   WHERE cleared_at IS NULL AND NOT EXISTS (
     SELECT FROM ${foundTable} WHERE found.rule = alerts.alert_rule_id AND found.subject = alerts.subject)`,
);

const seeAgain = prepared(
  'see-open-alerts-again',
  `UPDATE alerts SET last_seen_at = $2, condition = found.condition, message = found.message, remedy = found.remedy
   FROM ${foundTable}
   WHERE cleared_at IS NULL AND alert_rule_id = found.rule AND alerts.subject = found.subject`,
);

/* Of several that have gone, the latest; where one is open none is raised again. */
const raiseAgain = prepared(
  'raise-recent-alerts-again',
  `UPDATE alerts SET cleared_at = NULL, last_seen_at = $2, raise_count = raise_count + 1,
     condition = found.condition, message = found.message, remedy = found.remedy
   FROM ${foundTable}
   WHERE alerts.alert_id = (
     SELECT latest.alert_id FROM alerts AS latest
     WHERE latest.alert_rule_id = found.rule AND latest.subject = found.subject
     ORDER BY latest.alert_id DESC LIMIT 1)
     AND alerts.cleared_at > $3`,
);

const raiseNew = prepared(
  'raise-new-alerts',
  `INSERT INTO alerts (alert_rule_id, condition, subject, message, remedy, raised_at, last_seen_at, mail_state)
   SELECT rule, condition, subject, message, remedy, $2, $2, mail FROM ${foundTable}
   ON CONFLICT (alert_rule_id, subject) WHERE cleared_at IS NULL DO NOTHING`,
);

const deleteOld = prepared('delete-old-alerts', 'DELETE FROM alerts WHERE cleared_at < $1');

/**
 * Keeps the alerts equal to what was found: clears what is gone, raises what is new. Whatever flaps stays one line, and
 * is written about once: a mail is due only for a line that is new. `canWrite`: whether there is a mail server.
 */
export async function raiseAlerts(
  database: Database,
  conditions: readonly RuledCondition[],
  { now, canWrite }: { readonly now: Date; readonly canWrite: boolean },
): Promise<RaisedAlerts> {
  const found = JSON.stringify(conditions.map((condition) => recordOf(condition, canWrite)));
  return database.transaction('raise alerts', async (tx: Tx) => {
    const cleared = await tx.affected(clearGone, [found, now]);
    await tx.query(seeAgain, [found, now]);
    const raisedAgain = await tx.affected(raiseAgain, [found, now, new Date(now.getTime() - quietMs)]);
    const raised = await tx.affected(raiseNew, [found, now]);
    await tx.query(deleteOld, [new Date(now.getTime() - keptMs)]);
    return { raised, raisedAgain, cleared };
  });
}

function recordOf({ rule, subject, message, remedy }: RuledCondition, canWrite: boolean): object {
  const mail = canWrite && rule.emailAddresses.length > 0 ? 'pending' : 'none';
  return { rule: rule.alertRuleId, condition: rule.condition, subject, message, remedy, mail };
}
