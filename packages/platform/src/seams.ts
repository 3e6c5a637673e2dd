import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { CrashPoints } from './crash-points.ts';
import { crashPointsFromEnvironment } from './crash-points-from-environment.ts';
import type { Ids } from './identifiers.ts';
import { systemIds } from './identifiers.ts';
import type { Log } from './log.ts';
import type { PlantedBugs } from './planted-bugs.ts';
import { noPlantedBugs } from './planted-bugs.ts';
import type { Random } from './random.ts';
import { systemRandom } from './random.ts';

/** All that comes in from outside whatever decides; the simulator passes its own. */
export interface Seams {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly crashPoints: CrashPoints;
  readonly plantedBugs: PlantedBugs;
  readonly log: Log;
}

/** The seams of a production process. */
export function systemSeams(log: Log): Seams {
  return {
    clock: systemClock,
    ids: systemIds,
    random: systemRandom,
    crashPoints: crashPointsFromEnvironment(process.env),
    plantedBugs: noPlantedBugs,
    log,
  };
}
