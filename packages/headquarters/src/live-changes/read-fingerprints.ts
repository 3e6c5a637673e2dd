import type { LiveTopic } from '@counterfoil/contracts/administration/live-changes';
import { prepared, type Tx } from '@counterfoil/database/database';

/** Topics whose facts the database holds; `overview` is made of others. */
type StoredTopic = Exclude<LiveTopic, 'overview' | 'demonstration'>;

/** What each topic looks like at one moment: another text means that something of it has changed. */
export type Fingerprints = Readonly<Record<StoredTopic, string>>;

/** Without a sign of life for so long a channel database counts as not connected; three heartbeats, in milliseconds. */
export const connectedWithinMs = 15_000;

/** Newest rows that are looked at where a transaction with a lower number may commit after one with a higher. */
const newestCountMax = 50;
/** Waiting rows that are counted: beyond that the ends of the queue tell that it moves. */
const waitingCountMax = 200;

/** Highest number, and a sum that a row which commits late changes as well. */
function newestOf(table: string, column: string): string {
  return `(SELECT concat_ws('.', max(id), sum(id)) FROM (
     SELECT ${column} AS id FROM ${table} ORDER BY ${column} DESC LIMIT ${newestCountMax}) AS newest)`;
}

/** How many rows wait, at most `waitingCountMax`, by a partial index on `column`. */
function waitingOf(table: string, column: string, condition: string): string {
  return `(SELECT concat_ws('.', min(id), count(*)) FROM (
     SELECT ${column} AS id FROM ${table} WHERE ${condition} ORDER BY ${column} LIMIT ${waitingCountMax}) AS waiting)`;
}

/*
 * One statement, every part of it on an index or on a table that is as long as the retailer has jobs, channels or tills:
 * its cost doesn't grow with customers or operations. The change feed is read in commit order: its last row below every
 * transaction that still runs, and what lies above. A trigger that notifies would tell sooner, but NOTIFY takes one lock
 * on the whole database at commit and would put the conversions of all processes into a row.
 */
const selectFingerprints = prepared(
  'select-fingerprints-of-live-topics',
  `WITH RECURSIVE job_names AS (
     (SELECT job FROM batch_job_runs ORDER BY job LIMIT 1)
     UNION ALL
     SELECT (SELECT job FROM batch_job_runs WHERE batch_job_runs.job > job_names.job ORDER BY job LIMIT 1)
     FROM job_names WHERE job_names.job IS NOT NULL
   ), present AS (
     SELECT max(number) AS number FROM epochs
   ), feed AS (
     SELECT concat_ws('/',
       (SELECT concat_ws('.', epoch_number, xid, n) FROM customer_changes
        WHERE epoch_number = (SELECT number FROM present) AND xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1),
       (SELECT concat_ws('.', epoch_number, xid, n) FROM customer_changes
        ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1),
       (SELECT count(*) FROM (
          SELECT 1 FROM customer_changes
          WHERE epoch_number = (SELECT number FROM present) AND xid >= pg_snapshot_xmin(pg_current_snapshot())
          LIMIT ${waitingCountMax}) AS unsettled)) AS place
   ), audited AS (
     SELECT ${newestOf('settings_audit', 'settings_audit_id')} AS place
   ), uploads AS (
     SELECT concat_ws('/', ${newestOf('upload_sessions', 'upload_session_id')},
       (SELECT sum(try_count) FROM (
          SELECT try_count FROM upload_sessions ORDER BY upload_session_id DESC LIMIT ${newestCountMax}) AS tries)
     ) AS place
   )
   SELECT
     (SELECT concat_ws('/', audited.place,
        (SELECT concat_ws('.', count(*), sum(version)) FROM settings_versions),
        (SELECT concat_ws('.', count(*), max(set_at)) FROM worker_pin_verifiers)) FROM audited) AS settings,
     concat_ws('/',
       (SELECT md5(string_agg(concat_ws('.', job, recurrence, changed_at), ',' ORDER BY job))
        FROM batch_job_recurrences),
       (SELECT md5(string_agg(concat_ws('.', job, withheld_at), ',' ORDER BY job)) FROM batch_job_withholdings),
       (SELECT md5(string_agg(newest.line, ',' ORDER BY job_names.job))
        FROM job_names CROSS JOIN LATERAL (
          SELECT concat_ws('.', run_id, state, ended_at, runs, result, cancel_asked_at) AS line FROM batch_job_runs
          WHERE batch_job_runs.job = job_names.job ORDER BY started_at DESC, run_id DESC LIMIT 1) AS newest),
       (SELECT md5(string_agg(concat_ws('.', run_id, result, cancel_asked_at), ',' ORDER BY run_id))
        FROM batch_job_runs WHERE state = 'running')) AS jobs,
     concat_ws('/', ${newestOf('download_sessions', 'download_session_id')},
       (SELECT concat_ws('.', count(*), count(*) FILTER (WHERE state = 'suspended'), sum(try_count),
          sum(download_session_id))
        FROM download_sessions WHERE state IN ('available', 'suspended')),
       (SELECT place FROM uploads)) AS sessions,
     concat_ws('/', (SELECT place FROM feed), (SELECT place FROM uploads),
       (SELECT max(n) FROM staged_operations),
       ${waitingOf('staged_operations', 'n', "status = 'uploaded'")},
       ${waitingOf('staged_operations', 'n', "status = 'failed'")},
       ${newestOf('operation_corrections', 'operation_correction_id')},
       ${waitingOf('parked_transactions', 'parked_transaction_id', "state = 'parked'")}
     ) AS "synchronizationStatus",
     (SELECT place FROM feed) AS customers,
     (SELECT md5(string_agg(concat_ws('.', feature_id, enabled, changed_at, scheduled_for, missing_prerequisites), ','
        ORDER BY feature_id)) FROM feature_states) AS features,
     concat_ws('/',
       (SELECT md5(string_agg(concat_ws('.', channel_database_id, name, last_contact_at > $1, public_key IS NULL,
          registration_code_hash IS NULL, channel_epoch_number, last_upload_package, configuration_version,
          full_data_sync, published_position, applied_position), ',' ORDER BY channel_database_id))
        FROM channel_databases),
       (SELECT md5(string_agg(concat_ws('.', channel_database_id, report -> 'outbox',
          jsonb_path_query_array(report, '$.registers[*].undelivered')), ',' ORDER BY channel_database_id))
        FROM scale_unit_reports),
       (SELECT concat_ws('.', count(*), sum(version), sum(acting_version), count(*) FILTER (WHERE forced))
        FROM published_configurations)) AS channels,
     concat_ws('/',
       (SELECT concat_ws('.', count(*), max(n), max(revoked_at)) FROM devices),
       (SELECT concat_ws('.', count(*), max(made_at), max(used_at)) FROM activation_codes)) AS devices,
     concat_ws('/', ${newestOf('customer_notifications', 'notification_id')},
       ${waitingOf('customer_notifications', 'notification_id', "state = 'parked'")},
       (SELECT concat_ws('.', min(next_try_at), count(*)) FROM (
          SELECT next_try_at FROM customer_notifications WHERE state = 'pending'
          ORDER BY next_try_at, notification_id LIMIT ${waitingCountMax}) AS pending),
       (SELECT concat_ws('.', count(*), sum(delivered_count), sum(failure_count), max(suspended_at))
        FROM event_deliveries)) AS notifications,
     concat_ws('/', (SELECT place FROM audited),
       (SELECT concat_ws('.', max(n), sum(n), sum(length(outcome))) FROM (
          SELECT n, outcome FROM action_audit ORDER BY n DESC LIMIT ${newestCountMax}) AS newest)) AS audit,
     concat_ws('/', ${newestOf('duplicate_reviews', 'duplicate_review_id')},
       ${waitingOf('duplicate_reviews', 'duplicate_review_id', 'dismissed_at IS NULL')},
       ${newestOf('merge_conflicts', 'merge_conflict_id')}) AS duplicates,
     concat_ws('/', ${newestOf('alerts', 'alert_id')},
       (SELECT md5(string_agg(concat_ws('.', alert_id, raise_count, acknowledged_at, mail_state), ','
          ORDER BY alert_id)) FROM alerts WHERE cleared_at IS NULL),
       (SELECT max(cleared_at) FROM alerts WHERE cleared_at IS NOT NULL)) AS alerts`,
);

/** How every topic looks now. Costs about a millisecond, however many customers and operations there are. */
export async function readFingerprints(tx: Tx, now: Date): Promise<Fingerprints> {
  const [row] = await tx.query<Fingerprints>(selectFingerprints, [new Date(now.getTime() - connectedWithinMs)]);
  if (!row) throw new Error('the fingerprints are one row');
  return row;
}
