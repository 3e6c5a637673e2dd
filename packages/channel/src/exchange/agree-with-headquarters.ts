import { completedOperationCountMax } from '@counterfoil/contracts/agreement';
import { protocolVersion } from '@counterfoil/contracts/exchange';
import { samePosition } from '@counterfoil/data-exchange/feed-position';
import { prepared } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { lockedLink, readLink, recordAgreement } from './headquarters-link.ts';
import { reportToHeadquarters } from './report-to-headquarters.ts';
import { latestDeliveredTransactions, offerTransactionsAgain } from '../orders/transactions.ts';

/*
 * Another incarnation of headquarters may lack anything: all that is still kept is offered again, and stays on top of
 * what headquarters publishes until it shows it again. A failed operation needs attention until headquarters decides
 * it otherwise.
 */
const offerAgain = prepared(
  'offer-operations-again',
  `UPDATE customer_operations
   SET delivered = false, status = CASE status WHEN 'failed' THEN 'failed' ELSE 'pending' END
   WHERE status <> 'refused'`,
);

const selectCompleted = prepared(
  'select-latest-completed-operations',
  `SELECT operation_id FROM customer_operations WHERE status = 'completed'
   ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT $1`,
);

async function latestCompleted(channel: Channel): Promise<string[]> {
  const rows = await channel.database.query<{ operation_id: string }>(selectCompleted, [completedOperationCountMax]);
  return rows.map((row) => row.operation_id);
}

/**
 * First word of every contact: agrees with headquarters on the incarnations of both databases and on where downloads
 * and uploads go on (R11), and tells which settings it acts on. Answers whether headquarters can take that report: not
 * when it became another incarnation, whose versions count anew.
 */
export async function agreeWithHeadquarters(channel: Channel): Promise<boolean> {
  const before = await readLink(channel.database);
  const agreement = await channel.headquarters.agree({
    protocolVersion,
    channelEpoch: channel.epoch,
    headquartersEpoch: before.headquartersEpoch,
    appliedPosition: before.appliedPosition,
    configurationVersion: channel.configuration.version,
    configurationVersions: channel.configuration.versions,
    fullDataSync: before.fullDataSync,
    lastUploadPackage: before.lastUploadPackage,
    completedOperations: await latestCompleted(channel),
    deliveredTransactions: await latestDeliveredTransactions(channel.database, completedOperationCountMax),
    report: await reportToHeadquarters(channel),
  });
  await channel.database.transaction('record agreement', async (tx) => {
    const link = await lockedLink(tx);
    const restored =
      link.headquartersEpoch !== null && link.headquartersEpoch.epochId !== agreement.headquartersEpoch.epochId;
    if (restored && !channel.seams.plantedBugs.has('epoch ignored after a restore')) {
      await tx.query(offerAgain);
      await offerTransactionsAgain(tx);
    }
    await recordAgreement(tx, {
      epoch: agreement.headquartersEpoch,
      /* An upload may have been acknowledged since it was told. */
      lastUploadPackage:
        restored || link.lastUploadPackage === before.lastUploadPackage
          ? agreement.lastUploadPackage
          : link.lastUploadPackage,
      /* A download may have moved the cursor since it was told; only headquarters' own wish sets it back. */
      position: samePosition(agreement.position, before.appliedPosition) ? link.appliedPosition : agreement.position,
      fullDataSync: agreement.fullDataSync ?? link.fullDataSync,
      now: channel.seams.clock.now(),
    });
  });
  return before.headquartersEpoch?.epochId === agreement.headquartersEpoch.epochId;
}
