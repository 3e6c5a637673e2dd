import { prepared, type Tx } from '@counterfoil/database/database';
import type { StagedOperation } from './decision.ts';
import type { Headquarters } from '../headquarters.ts';
import { claimedColumns, toStaged, type ClaimedRow } from './staging-inbox.ts';
import { convertBatch } from './synchronize-customers.ts';

const selectUnconverted = prepared(
  'select-has-unconverted-operations',
  `SELECT EXISTS (
     SELECT FROM staged_operations WHERE customer_id = ANY ($1::uuid[]) AND status = 'uploaded') AS unconverted`,
);

/* Waits for whoever is converting them now, in one order for everybody. */
const claimOfCustomers = prepared(
  'claim-operations-of-customers',
  `SELECT ${claimedColumns}
   FROM staged_operations AS staged
   WHERE status = 'uploaded' AND customer_id = ANY ($1::uuid[])
     AND (kind = 'create' OR EXISTS (SELECT FROM customers WHERE customers.customer_id = staged.customer_id))
     AND (follows IS NULL OR EXISTS (
       SELECT FROM staged_operations AS earlier
       WHERE earlier.operation_id = staged.follows AND earlier.status IN ('completed', 'refused')))
   ORDER BY n
   LIMIT $2
   FOR UPDATE`,
);

async function claim(tx: Tx, customerIds: readonly string[], countMax: number): Promise<StagedOperation[]> {
  return (await tx.query<ClaimedRow>(claimOfCustomers, [customerIds, countMax])).map(toStaged);
}

/** A pass that had to wait for another worker may have seen too little; so many in a row end the work. */
const emptyPassCountMax = 2;

/**
 * Early conversion by need (LK-02, LK-03): turns what is staged of these customers into customers now, whatever the
 * schedule of the job. Doing it again changes nothing; a customer that can't be converted is parked with its reason as
 * by the job, and nobody else is held up.
 */
export async function convertCustomersNow(headquarters: Headquarters, customerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(customerIds)];
  if (ids.length === 0 || !(await hasUnconverted(headquarters.database, ids))) return;
  const { limits, wakeUps } = headquarters;
  let emptyPassCount = 0;
  while (emptyPassCount < emptyPassCountMax) {
    const decisions = await convertBatch(headquarters, (tx) => claim(tx, ids, limits.conversionBatchCountMax));
    if (decisions.every((decision) => decision.status === 'waiting')) emptyPassCount++;
    else {
      emptyPassCount = 0;
      wakeUps.changed();
    }
  }
}

async function hasUnconverted(tx: Tx, customerIds: readonly string[]): Promise<boolean> {
  const rows = await tx.query<{ unconverted: boolean }>(selectUnconverted, [customerIds]);
  return rows[0]?.unconverted === true;
}
