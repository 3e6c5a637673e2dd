import type { PlantedBugName } from '@counterfoil/platform/planted-bugs';
import { checkAllEqual, checkNothingLost } from './checkers/everything-arrived.ts';
import { checkFaultlessRunIsEqual, checkReplaysChangeNothing } from './checkers/r05-replayed.ts';
import { checkChildrenKept } from './checkers/r04-children.ts';
import { checkEditsKept } from './checkers/r06-edits.ts';
import { checkLostWakeUpOnlyDelays } from './checkers/r08-lost-wake-up.ts';
import { askByThreeWays, checkSameByThreeWays } from './checkers/r10-same-by-three-ways.ts';
import { checkTillsEqual } from './checkers/till-state.ts';
import { drain } from './drain.ts';
import { noFaults, type FaultTally } from './faults.ts';
import { followRestorePlan, planRestore, playTurn } from './schedule.ts';
import { InvariantViolated, noSightings, type Sightings, type Violation } from './violations.ts';
import { createWorld, refusedValue, type Storages, type World } from './world.ts';

/** What one run showed. */
export interface SeedResult {
  readonly seed: number;
  readonly violation: Violation | null;
  readonly faults: FaultTally;
  readonly sightings: Sightings;
  readonly trace: readonly string[];
  /** Real milliseconds from the last fault until all nodes were equal; null when it didn't come to that. */
  readonly drainMs: number | null;
  readonly crashPoints: { readonly passed: ReadonlySet<string>; readonly crashed: ReadonlySet<string> };
}

const turnCount = 60;

/** Plays one seed to its end, or to its first violation. */
export async function runSeed(
  storages: Storages,
  seed: number,
  plantedBugs: ReadonlySet<PlantedBugName> = new Set(),
): Promise<SeedResult> {
  const world = await createWorld(storages, seed, plantedBugs);
  let violation: Violation | null = null;
  let drainMs: number | null = null;
  try {
    await playTurns(world);
    drainMs = await drain(world);
    await checkEnd(world);
  } catch (error) {
    violation = violationOf(seed, error);
    world.trace.push(`${violation.invariant} violated: ${violation.message}`);
  }
  return {
    seed,
    violation,
    faults: { ...noFaults(), ...world.faults },
    sightings: { ...noSightings(), ...world.sightings },
    trace: world.trace,
    drainMs,
    crashPoints: world.points,
  };
}

/** Not even a bug of a checker ends the campaign unseen. */
function violationOf(seed: number, error: unknown): Violation {
  if (error instanceof InvariantViolated) return { seed, invariant: error.invariant, message: error.message };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { seed, invariant: 'R13', message };
}

async function playTurns(world: World): Promise<void> {
  await refuseValueAtHeadquarters(world);
  await askByThreeWays(world);
  const plan = planRestore(world);
  for (let turn = 1; turn <= turnCount; turn++) {
    await playTurn(world);
    await followRestorePlan(world, plan, turn);
  }
}

/** A value that only the database refuses, so that the job meets a record it can't foresee (R13). */
async function refuseValueAtHeadquarters(world: World): Promise<void> {
  await world.headquartersNode.storage.look.query(
    'ALTER TABLE customers DROP CONSTRAINT IF EXISTS customers_refused_value',
  );
  await world.headquartersNode.storage.look.query(
    `ALTER TABLE customers ADD CONSTRAINT customers_refused_value
     CHECK (document ->> 'middleName' IS DISTINCT FROM '${refusedValue}')`,
  );
}

async function checkEnd(world: World): Promise<void> {
  await checkNothingLost(world);
  await checkAllEqual(world);
  await checkTillsEqual(world);
  await checkFaultlessRunIsEqual(world);
  await checkChildrenKept(world);
  await checkEditsKept(world);
  await checkSameByThreeWays(world);
  await checkReplaysChangeNothing(world);
  await checkLostWakeUpOnlyDelays(world);
  world.sightings.R13 += world.ledger.intentions.filter((intention) => intention.flaw !== 'none').length;
}
