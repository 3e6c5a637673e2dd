import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, lchownSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** How a program is run so that PostgreSQL, which refuses the superuser, accepts it. */
export interface PostgresAccount {
  /** Put before the program and its arguments. */
  readonly prefix: readonly string[];
  /** The account that owns the files and runs the program; undefined: this process's own. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

const userNamespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000'] as const;
const unprivilegedNames = ['postgres', 'nobody'] as const;

/**
 * The account for PostgreSQL: this process's own; for root a user namespace in which root has another number, and where
 * the machine forbids that the account `postgres` or `nobody`.
 */
export function postgresAccount(): PostgresAccount {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const [program, ...options] = userNamespace;
  const attempt = spawnSync(program, [...options, 'true'], { stdio: 'ignore' });
  if (attempt.status === 0) return { prefix: userNamespace, owner: { uid: 0, gid: process.getgid?.() ?? 0 } };
  return { prefix: [], owner: unprivilegedOwner() };
}

function unprivilegedOwner(): { uid: number; gid: number } {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  for (const name of unprivilegedNames) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new StartError(
    'PostgreSQL does not run as root and this machine has no account "nobody": start Counterfoil as another user, ' +
      'or give the URL of a PostgreSQL server.',
  );
}

/** Gives `folder` with all its content to the account; nothing happens when it owns the folder already. */
export function giveToAccount(folder: string, account: PostgresAccount): void {
  const { owner } = account;
  if (!owner || statSync(folder).uid === owner.uid) return;
  // The folder itself last: a run that is cut off starts over.
  for (const entry of readdirSync(folder, { recursive: true })) {
    lchownSync(join(folder, String(entry)), owner.uid, owner.gid);
  }
  chownSync(folder, owner.uid, owner.gid);
}
