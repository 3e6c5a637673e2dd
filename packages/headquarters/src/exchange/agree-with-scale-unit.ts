import type { Agreement, AgreementRequest } from '@counterfoil/contracts/agreement';
import { feedStart, protocolVersion, type Epoch, type FeedPosition } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { knowsPosition } from '@counterfoil/data-exchange/change-feed';
import { knowsEpoch } from '@counterfoil/data-exchange/epochs';
import { samePosition, withVisibilityOf } from '@counterfoil/data-exchange/feed-position';
import { prepared, type Tx } from '@counterfoil/database/database';
import {
  forgetPlace,
  lockedChannelDatabase,
  nextVisibilityNumber,
  recordAgreement,
  type ChannelDatabase,
} from './channel-databases.ts';
import { addressBooksOf } from '../visibility/channel-visibility.ts';
import { recordActingConfiguration } from '../configuration/acting-configuration.ts';
import { cancelOpenSessions } from './download-sessions.ts';
import { recordScaleUnitReport } from './scale-unit-reports.ts';
import { placeBesideCanceled } from './passed-over-downloads.ts';
import { noticeRestored, presentEpoch, type Headquarters } from '../headquarters.ts';

/**
 * First word of every contact: the two databases find out whether one of them was restored from a backup since they
 * last met, and from where they go on (R11).
 * Errors: `protocol_unsupported`, `scale_unit_unknown`.
 */
export async function agreeWithScaleUnit(
  headquarters: Headquarters,
  channelDatabaseId: string,
  request: AgreementRequest,
): Promise<Agreement> {
  if (Math.abs(request.protocolVersion - protocolVersion) > 1) {
    throw refuse('protocol_unsupported', '', { given: request.protocolVersion });
  }
  await noticeOwnRestore(headquarters, channelDatabaseId, request);
  const agreement = await headquarters.database.transaction('agree with scale unit', async (tx) => {
    const known = await lockedChannelDatabase(tx, channelDatabaseId);
    const own = await agreedPosition(headquarters, tx, request, known);
    const position = await placeBesideCanceled(tx, known.channelDatabaseId, own, headquarters.seams.clock.now());
    const lastUploadPackage = known.channelEpochId === request.channelEpoch.epochId ? known.lastUploadPackage : 0;
    if (!standsAt(known, request, position)) {
      await cancelOpenSessions(tx, channelDatabaseId);
      await recordAgreement(tx, {
        channelDatabaseId,
        channelEpoch: request.channelEpoch,
        lastUploadPackage,
        position,
        now: headquarters.seams.clock.now(),
      });
      /* Nothing is packed until it says that it stands there: a package that comes before would seem applied. */
      if (!samePosition(position, own)) await forgetPlace(tx, channelDatabaseId);
    }
    const configurationVersion = await recordActingConfiguration(headquarters, tx, channelDatabaseId, request);
    if (request.report) {
      const now = headquarters.seams.clock.now();
      await recordScaleUnitReport(tx, channelDatabaseId, request.report, now);
    }
    return {
      headquartersEpoch: headquarters.epoch,
      lastUploadPackage,
      position,
      configurationVersion,
      ...(request.fullDataSync !== undefined && { fullDataSync: known.fullDataSync }),
    };
  });
  /* What lies in front of the agreed place may have been committed before anybody could be given it. */
  headquarters.wakeUps.changed();
  return agreement;
}

/**
 * A peer that knows an incarnation this database never had, a row of the feed that isn't in it, or an acknowledgement
 * of what isn't in it, has seen a future that a restore took away.
 */
async function noticeOwnRestore(
  headquarters: Headquarters,
  channelDatabaseId: string,
  request: AgreementRequest,
): Promise<void> {
  if (!request.headquartersEpoch || headquarters.seams.plantedBugs.has('epoch ignored after a restore')) return;
  /*
   * Another process on the same database may have noticed it first. What the request proves is judged by this one
   * incarnation: while it is looked at, another scale unit may have made headquarters begin the next one.
   */
  const noticedIn = await presentEpoch(headquarters);
  const { number, epochId } = request.headquartersEpoch;
  const reason = await restoreRevealedBy(headquarters.database, noticedIn, channelDatabaseId, request);
  if (!reason) return;
  const above = epochId === noticedIn.epochId ? 0 : number;
  await noticeRestored(headquarters, { reason, noticedIn, above });
}

/** Why the request proves a restore; null when it doesn't, or when the incarnation `epoch` began after that restore. */
async function restoreRevealedBy(
  database: Tx,
  epoch: Epoch,
  channelDatabaseId: string,
  request: AgreementRequest,
): Promise<string | null> {
  const known = request.headquartersEpoch;
  if (!known) return null;
  if (known.epochId !== epoch.epochId) {
    const foreign = known.number >= epoch.number && !(await knowsEpoch(database, known.epochId));
    return foreign ? 'a scale unit knows a later incarnation' : null;
  }
  if (!(await knowsPosition(database, request.appliedPosition))) {
    return 'a scale unit has seen changes that are not here';
  }
  const lacking = await lacksAcknowledged(database, channelDatabaseId, request);
  return lacking ? 'a scale unit was acknowledged operations that are not here' : null;
}

const selectLacking = prepared(
  'select-lacks-acknowledged',
  `SELECT EXISTS (
       SELECT FROM channel_databases
       WHERE channel_database_id = $1 AND channel_epoch_id = $2 AND last_upload_package < $3
     ) OR EXISTS (
       SELECT FROM unnest($4::uuid[]) AS completed (operation_id)
       WHERE NOT EXISTS (SELECT FROM staged_operations WHERE staged_operations.operation_id = completed.operation_id)
     ) OR EXISTS (
       SELECT FROM unnest($5::text[]) AS delivered (transaction_id)
       WHERE NOT EXISTS (
         SELECT FROM retail_transactions WHERE retail_transactions.transaction_id = delivered.transaction_id)
     ) AS lacking`,
);

/** A scale unit that has downloaded nothing since may still have uploaded, or been answered in real time. */
async function lacksAcknowledged(tx: Tx, channelDatabaseId: string, request: AgreementRequest): Promise<boolean> {
  const rows = await tx.query<{ lacking: boolean }>(selectLacking, [
    channelDatabaseId,
    request.channelEpoch.epochId,
    request.lastUploadPackage ?? 0,
    request.completedOperations ?? [],
    request.deliveredTransactions ?? [],
  ]);
  return rows[0]?.lacking === true;
}

/**
 * The scale unit's own place while it is one of this history; the beginning otherwise, and for a *Full data sync* that
 * it has not begun yet. Whose customers it holds is its own to say: a restored database may hold those of former times.
 */
async function agreedPosition(
  headquarters: Headquarters,
  tx: Tx,
  request: AgreementRequest,
  known: ChannelDatabase,
): Promise<FeedPosition> {
  const { appliedPosition } = request;
  if (headquarters.seams.plantedBugs.has('epoch ignored after a restore')) return appliedPosition;
  const startsOver = hasToStartOver(request, known) || !(await knowsPosition(tx, appliedPosition));
  const position = startsOver ? withVisibilityOf(appliedPosition, feedStart) : appliedPosition;
  const isEmpty = request.headquartersEpoch === null && appliedPosition.changeId === null;
  return isEmpty && !position.visibility ? firstPosition(tx, known.channelDatabaseId, position) : position;
}

/** A database without any customer shows those of its address books from the first one on. */
async function firstPosition(tx: Tx, channelDatabaseId: string, position: FeedPosition): Promise<FeedPosition> {
  const books = await addressBooksOf(tx, channelDatabaseId);
  if (!books) return position;
  const n = await nextVisibilityNumber(tx, channelDatabaseId, 0);
  return { ...position, visibility: { n, addressBooks: [...books], pass: null } };
}

/** Nodes that don't tell which *Full data sync* they began start over once, at the first agreement after it was asked for. */
function hasToStartOver(request: AgreementRequest, known: ChannelDatabase): boolean {
  if (request.fullDataSync !== undefined) return request.fullDataSync !== known.fullDataSync;
  return known.fullDataSync > 0 && known.publishedPosition === null;
}

/** Whether sessions already lead on from where the scale unit stands, so that nothing has to be packed again. */
function standsAt(known: ChannelDatabase, request: AgreementRequest, position: FeedPosition): boolean {
  return (
    known.channelEpochId === request.channelEpoch.epochId &&
    known.publishedPosition !== null &&
    known.appliedPosition !== null &&
    samePosition(known.appliedPosition, position)
  );
}
