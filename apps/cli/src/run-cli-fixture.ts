import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));

/** How a run of the command line ended. */
export interface CliRun {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `counterfoil` as a process of its own on `dataFolder`, in English unless the environment says otherwise; `input` is its standard input. */
export async function runCli(
  words: readonly string[],
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
  input = '',
): Promise<CliRun> {
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', COUNTERFOIL_DATA_FOLDER: dataFolder, ...environment },
  });
  child.stdin.end(input);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, output, errors };
}
