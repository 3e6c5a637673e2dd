import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** True when a process with this number runs, whosever it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// A killed process whose parent has not yet taken note of it still has a number, but holds nothing.
function isZombie(pid: number): boolean {
  return startFields(pid)?.[0] === 'Z';
}

/**
 * Tells this run of process `pid` from any other that has or had the same number, also across restarts of the machine;
 * empty when there is no such process.
 */
export function processIdentity(pid: number): string {
  const fields = startFields(pid);
  if (fields) return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19] ?? ''}`;
  return askPs(pid, 'lstart');
}

/** The command line of a process, its words separated by blanks; empty when there is no such process. */
export function commandLine(pid: number): string {
  if (!existsSync('/proc/self/cmdline')) return askPs(pid, 'command');
  return readProcessFile(pid, 'cmdline')?.replaceAll('\0', ' ').trim() ?? '';
}

// The fields of /proc/<pid>/stat from the state on; the name before them may hold blanks and brackets itself.
function startFields(pid: number): string[] | undefined {
  const text = readProcessFile(pid, 'stat');
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readProcessFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return undefined;
    throw error;
  }
}

function askPs(pid: number, field: string): string {
  return spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}
