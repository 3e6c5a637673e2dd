import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { StagedStatus } from './synchronization-status/status-filter.ts';

/** Where headquarters stands, in exact counts. */
export interface HeadquartersStatus {
  readonly customers: number;
  readonly staged: Readonly<Record<StagedStatus, number>>;
  /** The last row of the change feed; null while it is empty. */
  readonly feedHead: FeedPosition | null;
  readonly configurationVersion: number;
  readonly suspendedDownloadSessions: number;
}

interface StatusRow {
  customer_count: string;
  uploaded_count: string;
  completed_count: string;
  refused_count: string;
  failed_count: string;
  feed_head: FeedPosition | null;
  configuration_version: string;
  suspended_count: string;
}

const selectStatus = prepared(
  'select-headquarters-status',
  `SELECT customers.customer_count, staged.uploaded_count, staged.completed_count, staged.refused_count,
     staged.failed_count, feed.feed_head, configuration.version AS configuration_version,
     sessions.suspended_count
   FROM (SELECT count(*) AS customer_count FROM customers) AS customers
   CROSS JOIN (
     SELECT count(*) FILTER (WHERE status = 'uploaded') AS uploaded_count,
       count(*) FILTER (WHERE status = 'completed') AS completed_count,
       count(*) FILTER (WHERE status = 'refused') AS refused_count,
       count(*) FILTER (WHERE status = 'failed') AS failed_count
     FROM staged_operations
   ) AS staged
   CROSS JOIN (
     SELECT (
       SELECT jsonb_build_object(
         'epochNumber', epoch_number, 'xid', xid::text, 'n', n::text, 'changeId', change_id)
       FROM customer_changes ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1) AS feed_head
   ) AS feed
   CROSS JOIN (
     SELECT 1 + coalesce(sum(version - 1), 0) AS version FROM settings_versions
   ) AS configuration
   CROSS JOIN (
     SELECT count(*) AS suspended_count FROM download_sessions WHERE state = 'suspended'
   ) AS sessions`,
);

/** Counts customers and staged operations as they are; it reads both tables whole, so it is not for every second. */
export async function headquartersStatus(tx: Tx): Promise<HeadquartersStatus> {
  const row = (await tx.query<StatusRow>(selectStatus))[0];
  if (!row) throw new Error('the configuration has no version; the database was not migrated');
  return {
    customers: Number(row.customer_count),
    staged: {
      uploaded: Number(row.uploaded_count),
      completed: Number(row.completed_count),
      refused: Number(row.refused_count),
      failed: Number(row.failed_count),
    },
    feedHead: row.feed_head,
    configurationVersion: Number(row.configuration_version),
    suspendedDownloadSessions: Number(row.suspended_count),
  };
}
