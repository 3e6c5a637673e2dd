import { prepared, type Tx } from '@counterfoil/database/database';
import { listChannelDatabases } from '../exchange/channel-database-list.ts';
import { readScaleUnitReports } from '../exchange/scale-unit-reports.ts';
import { registers } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { backlogCountMax, type OutboxBacklog, type StagedBacklog } from './check-backlog.ts';
import { failureCountMax, failureGroupCountMax, type FailureGroup } from './check-failed-operations.ts';
import type { RegisterFacts } from './check-registers.ts';
import type { EpochFacts, ScaleUnitFacts } from './check-scale-units.ts';
import type { SessionGroup } from './check-sessions.ts';

const selectBacklog = prepared(
  'select-backlog-for-doctor',
  `SELECT waiting.channel_database_id AS "channelDatabaseId",
     coalesce(databases.name, waiting.channel_database_id) AS name, count(*)::integer AS count,
     min(waiting.received_at) AS "oldestReceivedAt"
   FROM (
     SELECT channel_database_id, received_at FROM staged_operations WHERE status = 'uploaded' ORDER BY n LIMIT $1
   ) AS waiting
   LEFT JOIN channel_databases AS databases USING (channel_database_id)
   GROUP BY waiting.channel_database_id, databases.name
   ORDER BY waiting.channel_database_id`,
);

/** What headquarters has received and not decided, by channel database. */
export async function readStagedBacklog(tx: Tx): Promise<StagedBacklog[]> {
  return tx.query<StagedBacklog>(selectBacklog, [backlogCountMax]);
}

const selectFailures = prepared(
  'select-failures-for-doctor',
  `SELECT coalesce(failed.last_known_error ->> 'code', 'unknown') AS code, count(*)::integer AS count
   FROM (
     SELECT last_known_error FROM staged_operations WHERE status = 'failed' ORDER BY n DESC LIMIT $1
   ) AS failed
   GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $2`,
);

/** Failed operations by error, the most frequent first. */
export async function readFailureGroups(tx: Tx): Promise<FailureGroup[]> {
  return tx.query<FailureGroup>(selectFailures, [failureCountMax, failureGroupCountMax]);
}

const selectSessions = prepared(
  'select-sessions-for-doctor',
  `SELECT sessions.channel_database_id AS "channelDatabaseId", databases.name, sessions.state,
     count(*)::integer AS count, min(sessions.created_at) AS "createdAt",
     min(sessions.download_session_id)::text AS "downloadSessionId",
     (array_agg(sessions.error ->> 'code' ORDER BY sessions.download_session_id))[1] AS "errorCode"
   FROM download_sessions AS sessions
   JOIN channel_databases AS databases USING (channel_database_id)
   WHERE sessions.state IN ('available', 'suspended')
   GROUP BY sessions.channel_database_id, databases.name, sessions.state
   ORDER BY sessions.channel_database_id, sessions.state`,
);

/** Download sessions that were not applied, by channel database and state. */
export async function readSessionGroups(tx: Tx): Promise<SessionGroup[]> {
  return tx.query<SessionGroup>(selectSessions);
}

const selectEpoch = prepared(
  'select-present-epoch-for-doctor',
  `SELECT number, began_at AS "beganAt" FROM epochs ORDER BY number DESC LIMIT 1`,
);

/** The present incarnation of headquarters. */
export async function readEpochFacts(tx: Tx): Promise<EpochFacts> {
  const [epoch] = await tx.query<EpochFacts>(selectEpoch);
  if (!epoch) throw new Error('the database has no epoch; it was not opened with openHeadquarters');
  return epoch;
}

/** What scale units said of themselves. */
export interface ReportedFacts {
  readonly scaleUnits: readonly ScaleUnitFacts[];
  readonly outboxes: readonly OutboxBacklog[];
  readonly registers: readonly RegisterFacts[];
}

/** Every channel database with the last report of its scale unit, and the tills that the reports name. */
export async function readReportedFacts(tx: Tx): Promise<ReportedFacts> {
  const reports = await readScaleUnitReports(tx);
  const byDatabase = new Map(reports.map((report) => [report.channelDatabaseId, report]));
  const databases = await listChannelDatabases(tx);
  const names = new Map(databases.map(({ channelDatabaseId, name }) => [channelDatabaseId, name]));
  const tills = new Map((await readSettings(tx, registers)).map((register) => [register.registerId, register]));
  return {
    scaleUnits: databases.map(({ channelDatabaseId, name, registered, lastContactAt }) => {
      const clockDifferenceMs = byDatabase.get(channelDatabaseId)?.clockDifferenceMs ?? null;
      return { channelDatabaseId, name, registered, lastContactAt, clockDifferenceMs };
    }),
    outboxes: reports.map(({ channelDatabaseId, outbox }) => ({
      channelDatabaseId,
      name: names.get(channelDatabaseId) ?? channelDatabaseId,
      ...outbox,
    })),
    /* A register that was taken out of the settings, or lost its offline database, is nobody's concern any more. */
    registers: reports
      .flatMap((report) => report.registers)
      .flatMap((register) => {
        const till = tills.get(register.registerId);
        return till?.supportOffline ? [{ ...register, name: till.name }] : [];
      }),
  };
}
