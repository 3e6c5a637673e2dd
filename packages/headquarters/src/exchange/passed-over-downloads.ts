import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { knowsPosition } from '@counterfoil/data-exchange/change-feed';
import { comparePositions, withoutVisibility, withVisibilityOf } from '@counterfoil/data-exchange/feed-position';
import { prepared, type Tx } from '@counterfoil/database/database';

/*
 * A session that was canceled after its tries is passed over by agreement: the next time the channel database comes by,
 * headquarters tells it to stand behind the rows of the session, and packs what follows. Later it tells it to stand
 * before them again. What was applied in between is applied once more, which changes nothing (R5), and no other kind of
 * package is needed. The line is kept until a session that ends behind the rows was applied, so a lost answer only
 * repeats a step.
 */

/** Wait before the rows are packed again for the first time, in milliseconds; doubled after each further cancellation. */
const firstDelayMs = 5 * 60_000;
const delayMaxMs = 24 * 60 * 60_000;

/** A session that was canceled after its tries, with the rows that it carried. */
export interface CanceledDownload {
  readonly channelDatabaseId: string;
  readonly downloadSessionId: string;
  readonly from: FeedPosition;
  readonly to: FeedPosition;
}

interface PassedOverRow {
  from_position: FeedPosition;
  to_position: FeedPosition;
  cancel_count: number;
  next_try_at: string | null;
}

const lockPassedOver = prepared(
  'lock-passed-over-download',
  `SELECT from_position, to_position, cancel_count, next_try_at FROM passed_over_downloads
   WHERE channel_database_id = $1 FOR UPDATE`,
);

const putPassedOver = prepared(
  'put-passed-over-download',
  `INSERT INTO passed_over_downloads (
     channel_database_id, download_session_id, from_position, to_position, cancel_count, next_try_at)
   VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (channel_database_id) DO UPDATE SET
     download_session_id = excluded.download_session_id, from_position = excluded.from_position,
     to_position = excluded.to_position, cancel_count = excluded.cancel_count, next_try_at = excluded.next_try_at`,
);

/** Records that the rows of a canceled session are to be passed over, and when they are packed again. */
export async function passOver(tx: Tx, canceled: CanceledDownload, now: Date): Promise<void> {
  const known = (await tx.query<PassedOverRow>(lockPassedOver, [canceled.channelDatabaseId]))[0];
  const { from, to, cancelCount } = rangeAfter(known, canceled);
  const nextTryAt = known?.next_try_at ?? new Date(now.getTime() + delayMs(cancelCount)).toISOString();
  await tx.query(putPassedOver, [
    canceled.channelDatabaseId,
    canceled.downloadSessionId,
    JSON.stringify(withoutVisibility(from)),
    JSON.stringify(withoutVisibility(to)),
    cancelCount,
    nextTryAt,
  ]);
}

function delayMs(cancelCount: number): number {
  return Math.min(firstDelayMs * 2 ** (cancelCount - 1), delayMaxMs);
}

function rangeAfter(
  known: PassedOverRow | undefined,
  { from, to }: CanceledDownload,
): { from: FeedPosition; to: FeedPosition; cancelCount: number } {
  if (!known) return { from, to, cancelCount: 1 };
  const { from_position, to_position, cancel_count, next_try_at } = known;
  /* Tried again in vain: what had followed the rows may be in the same package now, and is not held up with them. */
  if (next_try_at === null) return { from: from_position, to: to_position, cancelCount: cancel_count + 1 };
  /* Another one while the first one waits. */
  const isEarlier = comparePositions(from, from_position) < 0;
  const isLater = comparePositions(to, to_position) > 0;
  return { from: isEarlier ? from : from_position, to: isLater ? to : to_position, cancelCount: cancel_count };
}

const markTriedAgain = prepared(
  'mark-passed-over-download-tried-again',
  'UPDATE passed_over_downloads SET next_try_at = NULL WHERE channel_database_id = $1',
);
const forgetPassedOver = prepared(
  'forget-passed-over-download',
  'DELETE FROM passed_over_downloads WHERE channel_database_id = $1',
);

/**
 * Where a scale unit that comes by and stands at `appliedPosition` goes on: there, unless it has to pass over the rows of
 * a canceled session, or they are due again.
 */
export async function placeBesideCanceled(
  tx: Tx,
  channelDatabaseId: string,
  appliedPosition: FeedPosition,
  now: Date,
): Promise<FeedPosition> {
  const row = (await tx.query<PassedOverRow>(lockPassedOver, [channelDatabaseId]))[0];
  if (!row) return appliedPosition;
  const { from_position: from, to_position: to, next_try_at: nextTryAt } = row;
  if (!(await knowsPosition(tx, from)) || !(await knowsPosition(tx, to))) {
    /* A restore took the rows away; the scale unit agrees on a place of this history by itself. */
    await tx.query(forgetPassedOver, [channelDatabaseId]);
    return appliedPosition;
  }
  const isBehind = comparePositions(appliedPosition, to) >= 0;
  const isDue = nextTryAt === null || Date.parse(nextTryAt) <= now.getTime();
  if (isDue) {
    if (nextTryAt !== null) await tx.query(markTriedAgain, [channelDatabaseId]);
    return isBehind ? withVisibilityOf(appliedPosition, from) : appliedPosition;
  }
  const isBefore = comparePositions(appliedPosition, from) < 0;
  return isBehind || isBefore ? appliedPosition : withVisibilityOf(appliedPosition, to);
}

const forgetApplied = prepared(
  'forget-applied-passed-over-download',
  `DELETE FROM passed_over_downloads
   WHERE channel_database_id = $1 AND next_try_at IS NULL
     AND ((to_position ->> 'epochNumber')::integer, (to_position ->> 'xid')::xid8, (to_position ->> 'n')::bigint)
       <= ($2::integer, $3::xid8, $4::bigint)`,
);

/** A session was applied up to `position`: the rows that were packed again have arrived when it ends behind them. */
export async function recordPassedOverApplied(
  tx: Tx,
  channelDatabaseId: string,
  { epochNumber, xid, n }: FeedPosition,
): Promise<void> {
  await tx.query(forgetApplied, [channelDatabaseId, epochNumber, xid, n]);
}

const makeDue = prepared(
  'make-passed-over-download-due',
  `UPDATE passed_over_downloads SET next_try_at = least(next_try_at, $2)
   WHERE download_session_id = $1 AND next_try_at IS NOT NULL RETURNING channel_database_id`,
);

/** Lets the rows of a canceled session be packed again now; answers its channel database, null when none waits for it. */
export async function tryPassedOverNow(tx: Tx, downloadSessionId: string, now: Date): Promise<string | null> {
  const rows = await tx.query<{ channel_database_id: string }>(makeDue, [downloadSessionId, now]);
  return rows[0]?.channel_database_id ?? null;
}
