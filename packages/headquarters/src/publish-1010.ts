import { recentOperationCountMax } from '@counterfoil/contracts/customer';
import { protocolVersion, type DownloadHeader, type FeedPosition } from '@counterfoil/contracts/exchange';
import { readFeedPage, type FeedRow } from '@counterfoil/data-exchange/change-feed';
import { readEpoch } from '@counterfoil/data-exchange/epochs';
import { encodePackage } from '@counterfoil/data-exchange/package-codec';
import type { Tx } from '@counterfoil/database/database';
import { hasUnpublishedRows, lockedChannelDatabase, recordPublished } from './channel-databases.ts';
import { openSession, openSessionCount, sharedPackage, storePackage, type PackedRange } from './download-sessions.ts';
import type { Headquarters } from './headquarters.ts';
import { servedChannelDatabaseIds } from './served-groups.ts';

/** What one run of 1010 did. */
export interface PublishResult {
  readonly sessions: number;
  readonly rows: number;
}

/**
 * Job 1010 (Customers): packs what is new in the change feed into download sessions, for every channel database that
 * has agreed on a place (SD-12, T21). Running it again packs nothing twice.
 */
export async function publish1010(headquarters: Headquarters, signal?: AbortSignal): Promise<PublishResult> {
  const { clock } = headquarters.seams;
  const giveUpAtMs = clock.monotonicMs() + horizonWaitMs;
  const served = await servedChannelDatabaseIds(headquarters.database, '1010');
  const total = await publishRound(headquarters, served, signal);
  while (
    !signal?.aborted &&
    clock.monotonicMs() < giveUpAtMs &&
    (await hasUnpublishedRows(headquarters.database, headquarters.limits.openSessionCountMax, served))
  ) {
    await clock.sleep(horizonPollMs, signal);
    const more = await publishRound(headquarters, served, signal);
    total.sessions += more.sessions;
    total.rows += more.rows;
  }
  return total;
}

/*
 * Rows that are committed but lie above a transaction that still runs, anywhere on the database server, can't be read
 * yet without risking a gap (R7). They are waited for this long, in milliseconds, then left to the next run.
 */
const horizonWaitMs = 2_000;
const horizonPollMs = 10;

async function publishRound(
  headquarters: Headquarters,
  served: readonly string[],
  signal?: AbortSignal,
): Promise<{ sessions: number; rows: number }> {
  const total = { sessions: 0, rows: 0 };
  for (const channelDatabaseId of served) {
    const published = await publishTo(headquarters, channelDatabaseId, signal);
    total.sessions += published.sessions;
    total.rows += published.rows;
  }
  return total;
}

async function publishTo(
  headquarters: Headquarters,
  channelDatabaseId: string,
  signal?: AbortSignal,
): Promise<PublishResult> {
  const total = { sessions: 0, rows: 0 };
  while (!signal?.aborted) {
    const range = await headquarters.database.transaction('publish 1010', (tx) =>
      publishNext(headquarters, tx, channelDatabaseId),
    );
    if (!range) return total;
    total.sessions++;
    total.rows += range.rowCount;
    /* The first package is fetched while the next one is packed. */
    headquarters.wakeUps.published(channelDatabaseId);
  }
  return total;
}

async function publishNext(headquarters: Headquarters, tx: Tx, channelDatabaseId: string): Promise<PackedRange | null> {
  const database = await lockedChannelDatabase(tx, channelDatabaseId);
  const from = database.publishedPosition;
  if (!from || (await openSessionCount(tx, channelDatabaseId)) >= headquarters.limits.openSessionCountMax) return null;
  const groupId = database.channelDatabaseGroupId;
  const range = (await sharedPackage(tx, groupId, from)) ?? (await packNext(headquarters, tx, groupId, from));
  if (!range) return null;
  await openSession(tx, channelDatabaseId, range, headquarters.seams.clock.now());
  await recordPublished(tx, channelDatabaseId, range.to);
  return range;
}

async function packNext(
  headquarters: Headquarters,
  tx: Tx,
  groupId: string,
  from: FeedPosition,
): Promise<PackedRange | null> {
  const { seams, limits } = headquarters;
  const epoch = await readEpoch(tx);
  const rows = await readFeedPage(tx, {
    after: from,
    presentEpochNumber: epoch.number,
    rowCountMax: limits.downloadRowCountMax,
    recentOperationCountMax,
    plantedBugs: seams.plantedBugs,
  });
  const { lines, to } = fillPackage(rows, limits.downloadTextByteCountMax);
  if (!to) return null;
  const header: DownloadHeader = {
    kind: 'download',
    protocolVersion,
    job: '1010',
    headquartersEpoch: epoch,
    from,
    to,
    rows: lines.length,
  };
  const { bytes } = await encodePackage(header, lines);
  return storePackage(tx, { groupId, from, to, rowCount: lines.length, body: bytes });
}

/** Takes rows in order until the package is full; the rest goes into the next one. */
function fillPackage(rows: readonly FeedRow[], textByteCountMax: number): { lines: string[]; to: FeedPosition | null } {
  const lines: string[] = [];
  let to: FeedPosition | null = null;
  let byteCount = 0;
  for (const row of rows) {
    const added = [row.customerLine, row.outcomeLine].filter((line) => line !== null);
    byteCount += added.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
    if (to && byteCount > textByteCountMax) break;
    lines.push(...added);
    to = row.position;
  }
  return { lines, to };
}
