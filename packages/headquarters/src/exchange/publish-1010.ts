import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { withoutVisibility, withVisibilityOf } from '@counterfoil/data-exchange/feed-position';
import { feedVisibility, passTowards, type AddressBooks } from '@counterfoil/data-exchange/visibility';
import type { Tx } from '@counterfoil/database/database';
import { hasUnpublishedRows, lockedChannelDatabase, recordPublished } from './channel-databases.ts';
import { addressBooksOf } from '../visibility/channel-visibility.ts';
import { openSession, openSessions } from './download-sessions.ts';
import type { Headquarters } from '../headquarters.ts';
import { packFeed } from './pack-change-feed.ts';
import { servedChannelDatabaseIds } from './served-groups.ts';
import { packPass, type PassStep } from '../visibility/visibility-pass.ts';

/** What one run of 1010 did. */
export interface PublishResult {
  readonly sessions: number;
  readonly rows: number;
}

/**
 * Job 1010 (Customers): packs what is new in the change feed into download sessions, for every channel database that
 * has agreed on a place, as far as its address books let it (SD-12, T21, WD-12); and after these have changed, the
 * customers that became visible or no longer are. Running it again packs nothing twice.
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
    const published = await headquarters.database.transaction('publish 1010', (tx) =>
      publishNext(headquarters, tx, channelDatabaseId),
    );
    if (!published) return total;
    if (!published.range) continue;
    total.sessions++;
    total.rows += published.range.rowCount;
    /* The first package is fetched while the next one is packed. */
    headquarters.wakeUps.published(channelDatabaseId);
  }
  return total;
}

async function publishNext(headquarters: Headquarters, tx: Tx, channelDatabaseId: string): Promise<Published | null> {
  const database = await lockedChannelDatabase(tx, channelDatabaseId);
  const from = database.publishedPosition;
  if (!from) return null;
  const open = await openSessions(tx, channelDatabaseId);
  if (open.count >= headquarters.limits.openSessionCountMax) return null;
  const groupId = database.channelDatabaseGroupId;
  const place = { channelDatabaseId, groupId, from, isPassLast: open.isPassLast };
  const published = await packNext(headquarters, tx, place, await addressBooksOf(tx, channelDatabaseId));
  if (!published) return null;
  if (published.range) await openSession(tx, channelDatabaseId, published.range, headquarters.seams.clock.now());
  await recordPublished(tx, channelDatabaseId, published.to);
  return published;
}

/** What is packed next for a database, and where that leads; without a package it only leads on. */
type Published = PassStep;

interface Place {
  readonly channelDatabaseId: string;
  readonly groupId: string;
  readonly from: FeedPosition;
  readonly isPassLast: boolean;
}

/** The feed and the customers of a change of address books take turns, so that neither waits for all of the other. */
async function packNext(
  headquarters: Headquarters,
  tx: Tx,
  place: Place,
  addressBooks: AddressBooks,
): Promise<Published | null> {
  const { channelDatabaseId, groupId, from } = place;
  const visibility = passTowards(from.visibility, addressBooks);
  const begins = visibility !== from.visibility;
  if (visibility && (begins || !place.isPassLast)) return packPass(headquarters, tx, place, visibility);
  const reader = { groupId, channelDatabaseId, visibility: feedVisibility(from.visibility) };
  const range = await packFeed(headquarters, tx, reader, withoutVisibility(from));
  if (range) return { range, to: withVisibilityOf(from, range.to) };
  return visibility && packPass(headquarters, tx, place, visibility);
}
