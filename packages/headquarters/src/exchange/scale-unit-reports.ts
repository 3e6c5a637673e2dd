import type { ScaleUnitReport } from '@counterfoil/contracts/agreement';
import { prepared, type Tx } from '@counterfoil/database/database';

/** What a scale unit said of itself last. */
export interface KeptReport extends ScaleUnitReport {
  readonly channelDatabaseId: string;
  /** ISO 8601, by the clock of headquarters. */
  readonly receivedAt: string;
  /** The scale unit's clock less that of headquarters, in milliseconds; null where its time was not readable. */
  readonly clockDifferenceMs: number | null;
}

const upsertReport = prepared(
  'save-scale-unit-report',
  `INSERT INTO scale_unit_reports (channel_database_id, received_at, clock_difference_ms, report)
   VALUES ($1, $2, $3, $4)
   ON CONFLICT (channel_database_id) DO UPDATE SET received_at = excluded.received_at,
     clock_difference_ms = excluded.clock_difference_ms, report = excluded.report`,
);

/** Keeps what a scale unit says of itself, in place of what it said before. */
export async function recordScaleUnitReport(
  tx: Tx,
  channelDatabaseId: string,
  report: ScaleUnitReport,
  now: Date,
): Promise<void> {
  const differenceMs = Date.parse(report.reportedAt) - now.getTime();
  await tx.query(upsertReport, [
    channelDatabaseId,
    now,
    Number.isFinite(differenceMs) ? differenceMs : null,
    JSON.stringify(report),
  ]);
}

const selectReports = prepared(
  'select-scale-unit-reports',
  `SELECT channel_database_id, received_at, clock_difference_ms, report FROM scale_unit_reports
   ORDER BY channel_database_id`,
);

interface ReportRow {
  channel_database_id: string;
  received_at: string;
  clock_difference_ms: string | null;
  report: ScaleUnitReport;
}

/** The last report of every scale unit that made one. */
export async function readScaleUnitReports(tx: Tx): Promise<KeptReport[]> {
  return (await tx.query<ReportRow>(selectReports)).map((row) => ({
    ...row.report,
    channelDatabaseId: row.channel_database_id,
    receivedAt: row.received_at,
    clockDifferenceMs: row.clock_difference_ms === null ? null : Number(row.clock_difference_ms),
  }));
}
