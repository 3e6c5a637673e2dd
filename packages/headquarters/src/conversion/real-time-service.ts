import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { RealTimeAnswer } from '@counterfoil/contracts/real-time-service';
import { isDataError, type Tx } from '@counterfoil/database/database';
import { createGroupCommit } from '@counterfoil/platform/group-commit';
import { decideOperations } from './convert-operations.ts';
import { writeDecidedCustomers } from '../customers/customer-master.ts';
import type { Headquarters } from '../headquarters.ts';
import { claimTheseOperations, operationFates, recordDecisions, stageEntries } from './staging-inbox.ts';

/** The Real-time Service: an operation decided while a user waits (SD-01, SD-03). */
export interface RealTimeService {
  apply(operation: CustomerOperation): Promise<RealTimeAnswer>;
  /** Resolves when nothing is being decided any more. */
  drain(): Promise<void>;
}

/** Operations that may wait for a transaction at once; more are refused as an outage and become asynchronous. */
const queueCountMax = 2_000;
const batchCountMax = 200;

/**
 * Stages and converts in one transaction. Calls that arrive while one is committing share the next one, so that many
 * tills cost headquarters few transactions; a bad one fails alone. The operation's identifier makes the call
 * idempotent: a repetition after a lost reply gets the fate of the first (BX-02).
 */
export function createRealTimeService(headquarters: Headquarters): RealTimeService {
  const group = createGroupCommit<CustomerOperation, RealTimeAnswer>({
    name: 'real-time service',
    batchCountMax,
    inFlightMax: 2,
    queueCountMax,
    commit: (operations) => applyTogether(headquarters, operations),
    isItemFault: isDataError,
    onItemFault: (operation, error) => refusePoisoned(headquarters, operation, error),
  });
  return {
    async apply(operation) {
      const answer = await group.submit(operation);
      if (answer.status === 'waiting') headquarters.wakeUps.staged();
      else headquarters.wakeUps.changedInRealTime();
      return answer;
    },
    drain: () => group.drain(),
  };
}

function poisoned(error: unknown): Problem {
  return {
    code: 'record_poisoned',
    field: '',
    parameters: { detail: error instanceof Error ? error.message : String(error) },
  };
}

/**
 * What the database refuses is refused to the user, and known as decided all the same: an edit that was recorded behind
 * it meanwhile would wait for it for ever.
 */
async function refusePoisoned(
  headquarters: Headquarters,
  operation: CustomerOperation,
  error: unknown,
): Promise<RealTimeAnswer> {
  const { database, seams } = headquarters;
  const problem = poisoned(error);
  await database.transaction('refuse poisoned operation', async (tx) => {
    if ((await stageByDatabase(headquarters, tx, [operation])).length === 0) return;
    const refused = { operation, status: 'refused', problem, customer: null, isNew: false } as const;
    await recordDecisions(tx, [{ ...refused, conflicts: [], searchKeys: null }], seams.clock.now());
  });
  return { status: 'refused', problem };
}

async function applyTogether(
  headquarters: Headquarters,
  operations: readonly CustomerOperation[],
): Promise<RealTimeAnswer[]> {
  const ids = operations.map((operation) => operation.operationId);
  const fates = await headquarters.database.transaction('apply in real time', async (tx) => {
    /* What came by P-job before was acknowledged to somebody: it is left to the job, which parks and never refuses. */
    const staged = await claimTheseOperations(tx, await stageByDatabase(headquarters, tx, operations));
    if (staged.length > 0) {
      const decisions = await decideOperations(headquarters, tx, staged, 'refused');
      await writeDecidedCustomers(headquarters, tx, decisions);
      await recordDecisions(tx, decisions, headquarters.seams.clock.now());
    }
    return operationFates(tx, ids);
  });
  return ids.map((id): RealTimeAnswer => {
    const fate = fates.get(id);
    if (fate?.status === 'completed' && fate.customer) {
      return { status: 'completed', customer: fate.customer, headquartersEpochNumber: headquarters.epoch.number };
    }
    if (fate?.problem) return { status: 'refused', problem: fate.problem };
    return { status: 'waiting' };
  });
}

async function stageByDatabase(
  headquarters: Headquarters,
  tx: Tx,
  operations: readonly CustomerOperation[],
): Promise<string[]> {
  const stagedNow: string[] = [];
  for (const [channelDatabaseId, group] of Map.groupBy(operations, (operation) => operation.origin.node)) {
    const ids = await stageEntries(
      tx,
      group.map((operation) => ({ operation, knownAccountNumber: null })),
      {
        channelDatabaseId,
        now: headquarters.seams.clock.now(),
        plantedBugs: headquarters.seams.plantedBugs,
        acknowledged: false,
      },
    );
    stagedNow.push(...ids);
  }
  return stagedNow;
}
