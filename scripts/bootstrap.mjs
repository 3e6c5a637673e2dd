// Brings what the program needs and runs a target under it: Node 24, where the machine has an older one, and the
// dependencies of the lock file. Plain JavaScript without dependencies that runs on Node 18.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ownFolder = join(root, '.node');
const nodeVersion = '24.21.0';
const nodeMajorMin = 24;
const lockPollDelayMs = 200;
const parentPollDelayMs = 300;
// What went wrong stands in npm's first lines; its usage follows.
const npmLinesShown = 20;

// Each target is a program of Node with its arguments; `here` keeps the caller's folder, for file names on the command line; `needsApps` builds the apps first where they are out of date.
const targets = {
  start: { program: 'apps/cli/src/main.ts', words: ['start'], needsApps: true },
  build: { program: 'scripts/build-apps.mjs', words: [] },
  reset: { program: 'apps/cli/src/main.ts', words: ['reset'] },
  counterfoil: { program: 'apps/cli/src/main.ts', words: [], here: true },
  test: { program: 'node_modules/vitest/vitest.mjs', words: ['run'] },
  'test:kill': { program: 'scripts/test-kill.mjs', words: [] },
  simulate: { program: 'simulation/main.ts', words: [] },
  bench: { program: 'benchmarks/main.ts', words: [] },
  'bench:till': { program: 'benchmarks/till/main.ts', words: [], needsApps: true },
  'bench:workspace': { program: 'benchmarks/workspace/main.ts', words: [], needsApps: true },
  'bench:pages': { program: 'benchmarks/pages/main.ts', words: [], needsApps: true },
  'bench:rush': { program: 'benchmarks/rush/main.ts', words: [] },
  check: { program: 'scripts/check.mjs', words: [] },
  format: { program: 'node_modules/prettier/bin/prettier.cjs', words: ['--write', '--log-level', 'warn', '.'] },
  register: { program: 'scripts/register.ts', words: [] },
};

class SetUpError extends Error {}

/** Sets up what is missing, runs the target and ends this process with the target's exit code. */
export async function runTarget(name, words) {
  try {
    const target = targets[name];
    if (!target) throw new SetUpError(`There is no target "${name}": use one of ${Object.keys(targets).join(', ')}.`);
    const node = await setUp();
    if (target.needsApps) buildAppsFirst(node);
    process.exitCode = await runUnder(node, target, words);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

// Without them everything else runs, and the page of the app says how to build it.
function buildAppsFirst(node) {
  const result = spawnSync(node, [join(root, 'scripts', 'build-apps.mjs'), '--quiet'], {
    cwd: root,
    env: environmentWith(node),
    stdio: 'inherit',
  });
  if (result.status !== 0) say('Starting without the point of sale: see above.');
}

async function setUp() {
  const own = ownNode();
  if (own && dependenciesAreInstalled()) return own;
  // Two terminals may start at the same time: one installs, the other waits.
  const release = await takeInstallLock();
  try {
    const node = ownNode() ?? fetchNode();
    if (!dependenciesAreInstalled()) installDependencies(node);
    return node;
  } finally {
    release();
  }
}

function ownNode() {
  if (Number(process.versions.node.split('.')[0]) >= nodeMajorMin) return process.execPath;
  const stamp = join(ownFolder, 'version');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === nodeVersion ? fetchedNodePath() : undefined;
}

function nodePackageName() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${platform}-${process.arch}`;
}

function fetchedNodePath() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(ownFolder, 'node_modules', nodePackageName(), 'bin', program);
}

function fetchNode() {
  say(`Fetching Node ${nodeVersion}, once (this machine has ${process.versions.node}) …`);
  writeFileSync(join(ownFolder, 'package.json'), '{ "private": true }\n');
  const packageAndVersion = `${nodePackageName()}@${nodeVersion}`;
  npm(
    process.execPath,
    ownFolder,
    ['install', '--prefix', ownFolder, '--no-save', '--no-package-lock', packageAndVersion],
    {
      failure: `Node ${nodeVersion} for this machine (${nodePackageName()}) could not be fetched`,
      otherwise: `install Node ${nodeMajorMin} or newer yourself`,
    },
  );
  const node = fetchedNodePath();
  if (spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() !== `v${nodeVersion}`) {
    throw new SetUpError(
      `The fetched Node ${nodeVersion} does not run here: install Node ${nodeMajorMin} or newer yourself.`,
    );
  }
  writeFileSync(join(ownFolder, 'version'), nodeVersion);
  return node;
}

function dependenciesAreInstalled() {
  // npm writes its own list last, so it is missing after an installation that was cut off.
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const stamp = dependenciesStamp();
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockFileDigest();
  // Installed by hand.
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function installDependencies(node) {
  say('Installing the dependencies, once …');
  npm(node, root, ['ci'], {
    failure: 'The dependencies could not be installed',
    otherwise: 'run "npm ci" to see more',
  });
  writeFileSync(dependenciesStamp(), lockFileDigest());
}

function dependenciesStamp() {
  return join(root, 'node_modules', '.counterfoil-dependencies');
}

function lockFileDigest() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

// npm chooses versions and prebuilt programs by the Node that runs it, so its script is run by the right one.
function npm(node, folder, words, { failure, otherwise }) {
  const result = spawnSync(node, [npmScript(), ...words, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    encoding: 'utf8',
    env: environmentWith(node),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status === 0) return;
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}`;
  say(output.trim().split('\n').slice(0, npmLinesShown).join('\n'));
  throw new SetUpError(`${failure}: ${adviceFor(output, otherwise)}, and start again.`);
}

function adviceFor(output, otherwise) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/u.test(output)) {
    return `the npm registry cannot be reached; connect to the network, set npm's proxy or registry, or ${otherwise}`;
  }
  if (/ENOSPC/u.test(output)) return 'the disk is full; free some space';
  if (/EACCES|EPERM|EROFS/u.test(output)) return `this user may not write ${root}; correct its rights`;
  return otherwise;
}

function npmScript() {
  const found = npmScriptCandidates().find((path) => path && existsSync(path));
  if (found) return found;
  throw new SetUpError('npm was not found, and it is needed once to set up: install Node with npm, and start again.');
}

function npmScriptCandidates() {
  const beside = dirname(process.execPath);
  const script = join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const caller = process.env.npm_execpath ?? '';
  return [
    /npm-cli\.c?js$/u.test(caller) ? caller : undefined,
    join(beside, script),
    join(beside, '..', 'lib', script),
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => npmScriptOf(folder, script)),
  ];
}

function npmScriptOf(folder, script) {
  if (process.platform === 'win32') return join(folder, script);
  const command = join(folder, 'npm');
  const real = existsSync(command) ? realpathSync(command) : '';
  return real.endsWith('.js') ? real : undefined;
}

async function takeInstallLock() {
  mkdirSync(ownFolder, { recursive: true });
  const lock = join(ownFolder, 'installing');
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!lockHolderRuns(lock)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!waited) say('Waiting for another start that installs …');
    await new Promise((resolve) => setTimeout(resolve, lockPollDelayMs));
  }
}

function lockHolderRuns(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Empty for an instant after it was made.
    return pid === 0 || (pid !== process.pid && process.kill(pid, 0));
  } catch (error) {
    if (error.code === 'EPERM') return true;
    if (error.code === 'ESRCH' || error.code === 'ENOENT') return false;
    throw error;
  }
}

function runUnder(node, target, words) {
  const child = spawn(node, [join(root, target.program), ...target.words, ...words], {
    cwd: target.here ? process.cwd() : root,
    env: environmentWith(node),
    stdio: 'inherit',
  });
  forwardSignals(child);
  stopWithShellOfNpm(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

function forwardSignals(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the child by itself; this process only waits for it.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
}

// npm runs its scripts in a shell, and a shell that npm ends on SIGTERM does not pass the signal on: its end stands for it.
function stopWithShellOfNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, parentPollDelayMs);
  watch.unref();
}

function environmentWith(node) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: [dirname(node), process.env[name] ?? ''].join(delimiter) };
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
