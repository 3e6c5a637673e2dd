import { appendFileSync } from 'node:fs';
import { noCrashPoints, type CrashPoints } from './crash-points.ts';

/** The environment variable that names the point at which the process kills itself: `<point>` or `<point>#<nth time>`. */
export const crashAtVariable = 'COUNTERFOIL_CRASH_AT';

/** The environment variable that names a file to which the process writes each point once, when it first passes it. */
export const crashPointsFileVariable = 'COUNTERFOIL_CRASH_POINTS_FILE';

/**
 * Crash points that kill the process with SIGKILL at the named one, and write those passed to the named file: the
 * harness that proves R1 and R2 with real processes sets the variables; without them nothing happens.
 */
export function crashPointsFromEnvironment(environment: NodeJS.ProcessEnv): CrashPoints {
  const wanted = environment[crashAtVariable];
  const file = environment[crashPointsFileVariable];
  if (!wanted && !file) return noCrashPoints;
  const record = file ? recordOnce(file) : () => undefined;
  const [name, occurrence = '1'] = (wanted ?? '').split('#');
  let remaining = Number(occurrence);
  return {
    reach(point) {
      record(point);
      if (point === name && --remaining === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}

/* Written before the kill, so that the last line names the point of death. */
function recordOnce(file: string): (point: string) => void {
  const passed = new Set<string>();
  return (point) => {
    if (passed.has(point)) return;
    passed.add(point);
    appendFileSync(file, `${point}\n`);
  };
}
