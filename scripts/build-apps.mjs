// Builds the web applications whose sources are others than those they were built from; a look costs some milliseconds.
// `node scripts/build-apps.mjs [--force] [--quiet]`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampName = '.built-from';
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
// Everything that can end up in a bundle.
const apps = [
  { name: 'point-of-sale', title: 'the point of sale', packages: ['till', 'customer', 'contracts', 'platform', 'ui'] },
  { name: 'workspace', title: 'the workspace', packages: ['customer', 'contracts', 'platform', 'ui'] },
  { name: 'storefront', title: 'the script of the web shop', source: 'src/client', packages: [] },
];
const noSource = /\.test\.tsx?$/u;

/** Builds what is out of date; answers the titles of what it built. Throws with the builder's words when it fails. */
export function buildApps({ force = false } = {}) {
  return apps.filter((app) => buildApp(app, force)).map(({ title }) => title);
}

function buildApp({ name, title, packages, source = 'src' }, force) {
  const folder = join(root, 'apps', name);
  const output = join(folder, 'dist');
  const stamp = join(output, stampName);
  const digest = digestOfSources([
    ...[source, 'public', 'index.html', 'vite.config.ts'].map((part) => `apps/${name}/${part}`),
    ...packages.map((package_) => `packages/${package_}/src`),
    'package-lock.json',
  ]);
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  process.stderr.write(`Building ${title} …\n`);
  // Whoever is served meanwhile, or builds at the same time, sees one build whole.
  const fresh = `${output}-${process.pid}`;
  const words = [vite, 'build', folder, '--outDir', fresh, '--logLevel', 'warn'];
  const result = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`It was not possible to build ${title}:\n${result.stdout}${result.stderr}`);
  }
  writeFileSync(join(fresh, stampName), digest);
  const old = `${fresh}-old`;
  if (existsSync(output)) renameSync(output, old);
  renameSync(fresh, output);
  rmSync(old, { recursive: true, force: true });
  return true;
}

function digestOfSources(sources) {
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
    for (const title of built) process.stderr.write(`Built ${title}.\n`);
    if (built.length === 0 && !quiet) process.stderr.write('The web applications are up to date.\n');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
