import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crashAtVariable, crashPointsFileVariable } from '@counterfoil/platform/crash-points-from-environment';
import type { NodeOptions, Started } from './node-options.ts';

const program = fileURLToPath(new URL('./node-process.ts', import.meta.url));

/** A node that the harness starts, kills and starts again, always at the same address. */
export interface Node {
  /** Starts the process; with `crashAt` it is to die there, so that this may end before it takes requests. */
  start(crashAt?: string): Promise<'started' | 'died'>;
  /** The running process is to kill itself at `point` from now on. */
  arm(point: string): Promise<void>;
  /** The signal that ended the process; waits for its end. */
  death(): Promise<string | null>;
  /** Whether the process runs. */
  alive(): boolean;
  /** The points passed so far by all its processes; each process and each arming writes a point once. */
  points(): string[];
  /** Where it takes requests whenever it runs. */
  readonly url: string;
  /** Ends the process, if any, without a crash point. */
  end(): Promise<void>;
}

/** A node that is not started yet. */
export function createNode(options: NodeOptions, pointsFile: string, url: string): Node {
  let child: ChildProcess | null = null;
  let ended: Promise<[number | null, string | null]> = Promise.resolve([0, null]);

  const launch = (crashAt: string | undefined): ChildProcess => {
    const env = {
      ...process.env,
      [crashPointsFileVariable]: pointsFile,
      // Hundreds of starts of the same program: compiled once.
      NODE_COMPILE_CACHE: join(dirname(pointsFile), 'compiled'),
      ...(crashAt !== undefined && { [crashAtVariable]: crashAt }),
    };
    const started = spawn(process.execPath, [program, JSON.stringify(options)], {
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    ended = once(started, 'exit') as Promise<[number | null, string | null]>;
    return started;
  };
  const alive = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;

  return {
    alive,
    url,
    async start(crashAt) {
      child = launch(crashAt);
      const message = await Promise.race([once(child, 'message') as Promise<[Started]>, ended.then(() => null)]);
      return message ? 'started' : 'died';
    },
    async arm(point) {
      if (!child) throw new Error('a node that was not started cannot be armed');
      const answered = once(child, 'message');
      child.send({ crashAt: point });
      await Promise.race([answered, ended]);
    },
    death: async () => (await ended)[1],
    points: () =>
      readFileSync(pointsFile, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    async end() {
      if (alive()) child?.kill('SIGKILL');
      await ended;
    },
  };
}
