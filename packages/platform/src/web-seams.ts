import { systemClock } from './clock.ts';
import { noCrashPoints } from './crash-points.ts';
import { systemIds } from './identifiers.ts';
import type { Log } from './log.ts';
import { noPlantedBugs } from './planted-bugs.ts';
import { systemRandom } from './random.ts';
import type { Seams } from './seams.ts';

/** Warnings and errors to the browser's console, for whoever looks into a till; nothing of less weight. */
export function consoleLog(fields: Record<string, unknown>): Log {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (more, message) => console.warn(message, { ...fields, ...more }),
    error: (more, message) => console.error(message, { ...fields, ...more }),
    child: (more) => consoleLog({ ...fields, ...more }),
  };
}

/** The seams of a production till in a browser: no Node built-in is behind them. */
export function webSeams(): Seams {
  return {
    clock: systemClock,
    ids: systemIds,
    random: systemRandom,
    crashPoints: noCrashPoints,
    plantedBugs: noPlantedBugs,
    log: consoleLog({ node: 'till' }),
  };
}
