import type { ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';

/** A change of a setting, by whom. Values are JSON; `null` means "there was none". */
export interface SettingChange {
  /** Subject of the caller. */
  readonly changedBy: string;
  /** For example `functionality profile POS-SYNC`. */
  readonly setting: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  /** The job that carries the setting to channels, and the version of its settings that the change made. */
  readonly job?: ConfigurationJob | null;
  readonly version?: number | null;
}

const insertChange = prepared(
  'insert-setting-change',
  `INSERT INTO settings_audit (changed_by, changed_at, setting, old_value, new_value, job, version)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

/** Records a change of a setting, in the transaction that makes it. */
export async function recordSettingChange(tx: Tx, change: SettingChange, now: Date): Promise<void> {
  await tx.query(insertChange, [
    change.changedBy,
    now,
    change.setting,
    JSON.stringify(change.oldValue),
    JSON.stringify(change.newValue),
    change.job ?? null,
    change.version ?? null,
  ]);
}

/** A recorded change, with its place in the list. */
export interface RecordedSettingChange extends SettingChange {
  readonly n: string;
  /** ISO 8601. */
  readonly changedAt: string;
}

interface ChangeRow {
  n: string;
  changed_by: string;
  changed_at: string;
  setting: string;
  old_value: unknown;
  new_value: unknown;
}

const selectChanges = prepared(
  'select-setting-changes',
  `SELECT settings_audit_id AS n, changed_by, changed_at, setting, old_value, new_value
   FROM settings_audit
   WHERE ($1::bigint IS NULL OR settings_audit_id < $1) AND ($3::text IS NULL OR setting = $3)
   ORDER BY settings_audit_id DESC
   LIMIT $2`,
);

/** The latest changes of settings before the place `before`, newest first; of one `setting` by its name in the audit. */
export async function settingChanges(
  tx: Tx,
  before: string | undefined,
  countMax: number,
  setting?: string,
): Promise<RecordedSettingChange[]> {
  const rows = await tx.query<ChangeRow>(selectChanges, [before ?? null, countMax, setting ?? null]);
  return rows.map((row) => ({
    n: row.n,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    setting: row.setting,
    oldValue: row.old_value,
    newValue: row.new_value,
  }));
}
