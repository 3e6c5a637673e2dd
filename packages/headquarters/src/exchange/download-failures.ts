import type { DownloadReport } from '@counterfoil/contracts/agreement';
import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { prepared, type Tx } from '@counterfoil/database/database';
import { forgetPlace, lockedChannelDatabase } from './channel-databases.ts';
import type { Headquarters } from '../headquarters.ts';
import { passOver } from './passed-over-downloads.ts';
import { commerceSchedulerParameters } from '../settings/setting-kinds.ts';

type TryRule = (typeof commerceSchedulerParameters)['example'];

const selectTryRule = prepared(
  'select-try-rule',
  `SELECT document AS rule FROM setting_documents WHERE kind = '${commerceSchedulerParameters.name}'`,
);

/** What the Commerce scheduler parameters say of failures; the limits of the program while nobody has set them. */
async function tryRule(tx: Tx, { limits }: Headquarters): Promise<TryRule> {
  const row = (await tx.query<{ rule: TryRule }>(selectTryRule))[0];
  return row?.rule ?? { tryCount: limits.tryCountMax, whenTryCountReached: 'suspend' };
}

const failSession = prepared(
  'fail-download-session',
  `UPDATE download_sessions
   SET try_count = try_count + 1, error = $3,
       state = CASE WHEN try_count + 1 >= $4 AND NOT $5 THEN 'suspended' ELSE 'available' END
   WHERE download_session_id = $1 AND channel_database_id = $2 AND state = 'available'
   RETURNING state, package_id`,
);

const selectRange = prepared(
  'select-range-of-download-package',
  `SELECT from_position AS "from", to_position AS "to" FROM download_packages
   WHERE package_id = $1 AND NOT visibility_pass`,
);

/** A session that failed, with what its channel database says of it. */
export interface FailedDownload {
  readonly channelDatabaseId: string;
  readonly downloadSessionId: string;
  readonly report: Extract<DownloadReport, { result: 'failed' }>;
}

/**
 * Counts a failure. After *Try count* of them the session is suspended, or, where the Commerce scheduler parameters
 * say so, its rows are to be passed over: then answers true, and the caller cancels what is open, since the channel
 * database has to come by before it goes on (WD-31).
 */
export async function recordFailure(headquarters: Headquarters, tx: Tx, failed: FailedDownload): Promise<boolean> {
  const { channelDatabaseId, downloadSessionId, report } = failed;
  const { clock, plantedBugs } = headquarters.seams;
  /* Before its sessions, as whoever cancels them. */
  await lockedChannelDatabase(tx, channelDatabaseId);
  const { tryCount, whenTryCountReached } = await tryRule(tx, headquarters);
  const [session] = await tx.query<{ state: string; package_id: string | null }>(failSession, [
    downloadSessionId,
    channelDatabaseId,
    JSON.stringify({ code: report.code, detail: report.detail }),
    tryCount,
    plantedBugs.has('retry without bound'),
  ]);
  if (session?.state !== 'suspended' || whenTryCountReached === 'suspend') return false;
  const { package_id: packageId } = session;
  return passOverRows(tx, { channelDatabaseId, downloadSessionId, packageId }, clock.now());
}

/**
 * The rows of a session are to be passed over, and packed again later; the caller cancels what is open. Answers false,
 * and changes nothing, for a package that follows a change of address books: it has no rows of the feed to pass over.
 */
export async function passOverRows(
  tx: Tx,
  session: { channelDatabaseId: string; downloadSessionId: string; packageId: string | null },
  now: Date,
): Promise<boolean> {
  const { channelDatabaseId, downloadSessionId, packageId } = session;
  const [range] = await tx.query<{ from: FeedPosition; to: FeedPosition }>(selectRange, [packageId]);
  if (!range) return false;
  await passOver(tx, { channelDatabaseId, downloadSessionId, ...range }, now);
  await forgetPlace(tx, channelDatabaseId);
  return true;
}
