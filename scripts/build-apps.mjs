// Builds the point of sale when its sources are others than those it was built from; a look costs some milliseconds.
// `node scripts/build-apps.mjs [--force] [--quiet]`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const app = join(root, 'apps', 'point-of-sale');
const output = join(app, 'dist');
const stampName = '.built-from';
const stamp = join(output, stampName);
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
// Everything that can end up in the bundle.
const sources = [
  'apps/point-of-sale/src',
  'apps/point-of-sale/public',
  'apps/point-of-sale/index.html',
  'apps/point-of-sale/vite.config.ts',
  'packages/till/src',
  'packages/customer/src',
  'packages/contracts/src',
  'packages/platform/src',
  'package-lock.json',
];
const noSource = /\.test\.tsx?$/u;

/** Builds what is out of date; says whether it did. Throws with the builder's words when it fails. */
export function buildApps({ force = false } = {}) {
  const digest = digestOfSources();
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  process.stderr.write('Building the point of sale …\n');
  // Whoever is served meanwhile, or builds at the same time, sees one build whole.
  const fresh = `${output}-${process.pid}`;
  const words = [vite, 'build', app, '--outDir', fresh, '--logLevel', 'warn'];
  const result = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`The point of sale could not be built:\n${result.stdout}${result.stderr}`);
  }
  writeFileSync(join(fresh, stampName), digest);
  const old = `${fresh}-old`;
  if (existsSync(output)) renameSync(output, old);
  renameSync(fresh, output);
  rmSync(old, { recursive: true, force: true });
  return true;
}

function digestOfSources() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(join(root, source)))) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file).split(sep).join('/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSyncOrNull(path);
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile() && !noSource.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function readdirSyncOrNull(path) {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const built = buildApps({ force: process.argv.includes('--force') });
    const quiet = process.argv.includes('--quiet');
    if (built) process.stderr.write('The point of sale is built.\n');
    else if (!quiet) process.stderr.write('The point of sale is up to date.\n');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
