/**
 * A crash point is a named instant between two durable effects. Every transaction has four kinds of them,
 * reached by the database seam itself: `<transaction>/begin`, `<transaction>/statement <n>`,
 * `<transaction>/commit` (before) and `<transaction>/committed` (after).
 */
export interface CrashPoints {
  /** Called when the program passes the point; a harness kills the process or throws here. */
  reach(point: string): void | Promise<void>;
}

/** Production: nothing happens. */
export const noCrashPoints: CrashPoints = { reach: () => undefined };

/** The environment variable that names the point at which the process kills itself: `<point>` or `<point>#<nth time>`. */
export const crashAtVariable = 'COUNTERFOIL_CRASH_AT';

/**
 * Crash points that kill the process with SIGKILL at the named one: the harness that proves R1 and R2 with real
 * processes sets the variable; without it nothing happens.
 */
export function crashPointsFromEnvironment(environment: NodeJS.ProcessEnv): CrashPoints {
  const wanted = environment[crashAtVariable];
  if (!wanted) return noCrashPoints;
  const [name, occurrence = '1'] = wanted.split('#');
  let remaining = Number(occurrence);
  return {
    reach(point) {
      if (point === name && --remaining === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}
