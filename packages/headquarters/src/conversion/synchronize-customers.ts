import { isDataError, type Tx } from '@counterfoil/database/database';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { decideOperations } from './convert-operations.ts';
import { writeDecidedCustomers } from '../customers/customer-master.ts';
import type { Decision, StagedOperation } from './decision.ts';
import type { Headquarters } from '../headquarters.ts';
import { claimOperations, claimTheseOperations, recordDecisions } from './staging-inbox.ts';

/** What one run of the job did, in operations. */
export interface SynchronizeResult {
  readonly completed: number;
  readonly failed: number;
}

type Claim = (tx: Tx) => Promise<StagedOperation[]>;

/**
 * The job *Synchronize customers and business partners from async mode* (alias *Synchronize customers and channel
 * requests*): turns staged operations into customers with account numbers until nothing can be decided any more
 * (SD-11, T15–T18). Several may run at once; running it again changes nothing (LK-01).
 */
export async function synchronizeCustomers(
  headquarters: Headquarters,
  signal?: AbortSignal,
): Promise<SynchronizeResult> {
  const total = { completed: 0, failed: 0 };
  if (signal?.aborted) return total;
  const first = await convertNext(headquarters, total);
  if (isOver(first)) return total;
  /* A batch that isn't full leaves nothing worth sharing. */
  const isFull = first.length >= headquarters.limits.conversionBatchCountMax;
  const lanes = Array.from({ length: isFull ? headquarters.limits.conversionsUnderWayMax : 1 }, async () => {
    while (!signal?.aborted) if (isOver(await convertNext(headquarters, total))) return;
  });
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === 'rejected') throw lane.reason;
  return total;
}

async function convertNext(
  headquarters: Headquarters,
  total: { completed: number; failed: number },
): Promise<Decision[]> {
  const { limits, seams, wakeUps } = headquarters;
  const decisions = await convertBatch(headquarters, (tx) =>
    claimOperations(tx, limits.conversionBatchCountMax, seams.plantedBugs),
  );
  for (const decision of decisions) {
    if (decision.status === 'completed') total.completed++;
    else if (decision.status !== 'waiting') total.failed++;
  }
  if (!isOver(decisions)) wakeUps.changed();
  return decisions;
}

/** Nothing could be decided any more. */
function isOver(decisions: readonly Decision[]): boolean {
  return decisions.every((decision) => decision.status === 'waiting');
}

/**
 * One batch in one transaction: claim, decide, write, record. When the database refuses a row of it, the batch is
 * halved until the poisoned record stands alone and is parked with its reason; its neighbours are converted (R13).
 */
export async function convertBatch(headquarters: Headquarters, claim: Claim): Promise<Decision[]> {
  let claimed: StagedOperation[] = [];
  const remember: Claim = async (tx) => (claimed = await claim(tx));
  try {
    return await convertInOneTransaction(headquarters, remember);
  } catch (error) {
    if (
      !isDataError(error) ||
      claimed.length === 0 ||
      headquarters.seams.plantedBugs.has('poisoned record stops the batch')
    ) {
      throw error;
    }
    return isolatePoison(headquarters, claimed, error);
  }
}

async function isolatePoison(
  headquarters: Headquarters,
  claimed: readonly StagedOperation[],
  error: unknown,
): Promise<Decision[]> {
  const ids = claimed.map((entry) => entry.operation.operationId);
  if (ids.length === 1) return parkPoisoned(headquarters, ids, error);
  const middle = Math.ceil(ids.length / 2);
  const decisions: Decision[] = [];
  for (const half of [ids.slice(0, middle), ids.slice(middle)]) {
    decisions.push(...(await convertBatch(headquarters, (tx) => claimTheseOperations(tx, half))));
  }
  return decisions;
}

async function convertInOneTransaction(headquarters: Headquarters, claim: Claim): Promise<Decision[]> {
  const inTwo = headquarters.seams.plantedBugs.has('conversion in two transactions');
  const decisions = await headquarters.database.transaction('convert staged customers', async (tx) => {
    const staged = await claim(tx);
    if (staged.length === 0) return [];
    const decided = await decideOperations(headquarters, tx, staged, 'failed');
    if (!inTwo) await writeDecidedCustomers(headquarters, tx, decided);
    await recordDecisions(tx, decided, headquarters.seams.clock.now());
    return decided;
  });
  if (inTwo && decisions.length > 0) {
    await headquarters.database.transaction('write converted customers', (tx) =>
      writeDecidedCustomers(headquarters, tx, decisions),
    );
  }
  return decisions;
}

async function parkPoisoned(
  headquarters: Headquarters,
  operationIds: readonly string[],
  error: unknown,
): Promise<Decision[]> {
  const detail = error instanceof Error ? error.message : String(error);
  const problem: Problem = { code: 'record_poisoned', field: '', parameters: { detail } };
  return headquarters.database.transaction('park poisoned record', async (tx) => {
    const staged = await claimTheseOperations(tx, operationIds);
    const parked = staged.map(({ operation }): Decision => ({
      operation,
      status: 'failed',
      problem,
      customer: null,
      isNew: false,
      conflicts: [],
      searchKeys: null,
    }));
    await writeDecidedCustomers(headquarters, tx, parked);
    await recordDecisions(tx, parked, headquarters.seams.clock.now());
    return parked;
  });
}
