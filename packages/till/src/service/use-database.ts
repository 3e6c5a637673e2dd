import { CodedError } from '@counterfoil/contracts/refusal';
import { readFact } from '../sale/till-facts.ts';
import { openTill, type Till } from '../till.ts';
import { refreshCounts } from './counts.ts';
import type { Engine } from './engine.ts';
import { openForWork } from './first-load.ts';
import { runTill } from './run-till.ts';
import { stateChanged } from './tell-state.ts';
import type { TillProblem } from './till-service.ts';

/**
 * Opens the database, or makes an empty one, lets `prepare` write what it has to know first, and begins to work with it.
 * One that can't be used is a `problem` of the state.
 */
export async function useDatabase(
  engine: Engine,
  prepare: (till: Till) => Promise<void> = async () => undefined,
): Promise<void> {
  const { vault, seams } = engine;
  const identity = await vault.identity();
  if (!identity) return stopAt(engine, 'notActivated', null);
  const database = await vault.openDatabase();
  try {
    const till = await openTill({ registerId: identity.registerId, database, seams });
    await prepare(till);
    await takeIntoUse(engine, till);
  } catch (error) {
    seams.log.error({ error: String(error) }, 'the database of the till can not be used');
    await database.close();
    stopAt(engine, 'broken', problemBehind(error));
  }
}

async function takeIntoUse(engine: Engine, till: Till): Promise<void> {
  const { database } = till;
  if (engine.closing.signal.aborted) return database.close();
  const storageProblem = await readFact(database, 'storageProblem');
  engine.till = till;
  engine.problem = null;
  engine.storageProblem = storageProblem === null ? null : (JSON.parse(storageProblem) as TillProblem);
  engine.isFirstLoadDone = (await readFact(database, 'firstLoadDone')) !== null;
  engine.stage = 'loading';
  await refreshCounts(engine);
  if (engine.isFirstLoadDone) openForWork(engine);
  runTill(engine);
}

/**
 * Why a till can't be used. Anything but a damaged database leaves the records of the till readable for another try, and
 * is never called damaged: that is what a reset gives up.
 */
export function problemBehind(error: unknown): TillProblem {
  return { code: error instanceof CodedError ? error.code : 'internal_error', field: '' };
}

/** The till goes no further than `stage` by itself. */
export function stopAt(engine: Engine, stage: Engine['stage'], problem: TillProblem | null): void {
  engine.stage = stage;
  engine.problem = problem;
  engine.storageProblem = problem?.code === 'till_storage_lost' ? problem : null;
  stateChanged(engine);
}
