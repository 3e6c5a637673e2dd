import { recentOperationCountMax } from '@counterfoil/contracts/customer';
import { protocolVersion, type DownloadHeader, type FeedPosition } from '@counterfoil/contracts/exchange';
import { isNodeOf } from '@counterfoil/contracts/offline-exchange';
import { readFeedPage, type FeedRow } from '@counterfoil/data-exchange/change-feed';
import { readEpoch } from '@counterfoil/data-exchange/epochs';
import { encodePackage } from '@counterfoil/data-exchange/package-codec';
import type { FeedVisibility } from '@counterfoil/data-exchange/visibility';
import type { Tx } from '@counterfoil/database/database';
import { ownKey, sharedPackage, storePackage, type Audience, type PackedRange } from './download-sessions.ts';
import type { Headquarters } from '../headquarters.ts';

/** For whom the feed is read. */
export interface FeedReader {
  readonly groupId: string;
  readonly channelDatabaseId: string;
  /** Null: all customers. */
  readonly visibility: FeedVisibility | null;
}

/** The package of the feed behind `from`, made for another database before or now; null when there is nothing to read. */
export async function packFeed(
  headquarters: Headquarters,
  tx: Tx,
  reader: FeedReader,
  from: FeedPosition,
): Promise<PackedRange | null> {
  const { groupId, channelDatabaseId, visibility } = reader;
  const visibilityKey = visibility ? JSON.stringify([visibility.addressBooks, visibility.held.toSorted()]) : '';
  const audience = { groupId, channelDatabaseId, visibilityKey };
  return (await sharedPackage(tx, audience, from)) ?? (await packNext(headquarters, tx, { reader, audience, from }));
}

interface FeedPacking {
  readonly reader: FeedReader;
  readonly audience: Audience;
  readonly from: FeedPosition;
}

async function packNext(headquarters: Headquarters, tx: Tx, packing: FeedPacking): Promise<PackedRange | null> {
  const { audience, from } = packing;
  const epoch = await readEpoch(tx);
  const filled = await readPackage(headquarters, tx, packing, epoch.number);
  if (!filled.to) return null;
  const { lines, to, concerned } = filled;
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
  const isOwn = concerned.some((node) => isNodeOf(audience.channelDatabaseId, node));
  return storePackage(tx, {
    groupId: audience.groupId,
    from,
    to,
    rowCount: lines.length,
    body: bytes,
    sharedAs: isOwn ? ownKey(audience) : audience.visibilityKey,
    notFor: isOwn ? [] : concerned,
  });
}

/** Pages of which nothing is for the reader; what is behind them waits for the next package. */
const emptyPageCountMax = 20;

interface FilledPackage {
  readonly lines: readonly string[];
  readonly to: FeedPosition | null;
  /** Nodes that part of it is for, or would be, whatever the address books. */
  readonly concerned: readonly string[];
}

/** Reads on over rows that are not for the reader, so that its place moves over many of them with one package. */
async function readPackage(
  { seams, limits }: Headquarters,
  tx: Tx,
  { reader, from }: FeedPacking,
  presentEpochNumber: number,
): Promise<FilledPackage> {
  const { channelDatabaseId, visibility } = reader;
  const concerned = new Set<string>();
  let to: FeedPosition | null = null;
  for (let count = 0; count < emptyPageCountMax; count++) {
    const rows = await readFeedPage(tx, {
      after: to ?? from,
      presentEpochNumber,
      rowCountMax: limits.downloadRowCountMax,
      recentOperationCountMax,
      plantedBugs: seams.plantedBugs,
      ...(visibility && { visibleIn: { channelDatabaseId, visibility } }),
    });
    const page = fillPackage(rows, limits.downloadTextByteCountMax);
    to = page.to ?? to;
    for (const node of page.concerned) concerned.add(node);
    const isFull = page.lines.length > 0 || rows.length < limits.downloadRowCountMax;
    if (isFull) return { lines: page.lines, to, concerned: [...concerned] };
  }
  return { lines: [], to, concerned: [...concerned] };
}

/** Takes rows in order until the package is full; the rest goes into the next one. */
function fillPackage(rows: readonly FeedRow[], textByteCountMax: number): FilledPackage {
  const lines: string[] = [];
  const concerned: string[] = [];
  let to: FeedPosition | null = null;
  let byteCount = 0;
  for (const row of rows) {
    const added = [row.customerLine, row.outcomeLine, row.withdrawnLine].filter((line) => line !== null);
    byteCount += added.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
    if (to && byteCount > textByteCountMax) break;
    lines.push(...added);
    concerned.push(...row.concerned);
    to = row.position;
  }
  return { lines, to, concerned };
}
