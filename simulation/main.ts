import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { plantedBugNames, type PlantedBugName } from '@counterfoil/platform/planted-bugs';
import { SingleBar } from 'cli-progress';
import { huntAll, runSeeds, withStorages } from './campaign.ts';
import { humanReport, jsonReport } from './report.ts';
import { regressionSeeds } from './regressions/seeds.ts';
import { runSeed } from './run-seed.ts';
import { invariants } from './violations.ts';

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const seedCountDefault = 50;
const worldCountMax = 2;
/** With fewer seeds, chance alone may leave a checker without work. */
const seedCountForSightings = 20;

const usage = `Usage: npm run simulate -- [--seeds N] [--json] [--no-bugs]
       npm run simulate -- --seed K [--bug NAME]    plays one seed and prints what happened
       npm run simulate -- --bug NAME               plants one bug and says how it was caught
Bugs: ${plantedBugNames.join(', ')}`;

class UsageError extends Error {}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: String(seedCountDefault) },
      seed: { type: 'string' },
      bug: { type: 'string' },
      json: { type: 'boolean', default: false },
      'no-bugs': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(usage);
    return true;
  }
  const bug = values.bug === undefined ? null : bugNamed(values.bug);
  if (values.seed !== undefined) return replay(countIn(values.seed, '--seed'), bug);
  if (bug) return (await hunted([bug])).every((result) => result.caughtBy);
  return campaign(countIn(values.seeds, '--seeds'), { json: values.json, bugs: !values['no-bugs'] });
}

function countIn(text: string, option: string): number {
  if (/^\d{1,9}$/u.test(text) && Number(text) > 0) return Number(text);
  throw new UsageError(`${option} needs a whole number above 0, not "${text}".`);
}

function bugNamed(text: string): PlantedBugName {
  const name = plantedBugNames.find((candidate) => candidate === text);
  if (!name) throw new UsageError(`There is no planted bug "${text}".`);
  return name;
}

async function replay(seed: number, bug: PlantedBugName | null): Promise<boolean> {
  const result = await withStorages((storages) => runSeed(storages, seed, new Set(bug ? [bug] : [])));
  for (const line of result.trace) print(line);
  print(result.violation ? `seed ${seed}: ${result.violation.invariant} violated` : `seed ${seed}: no violation`);
  return result.violation === null;
}

async function hunted(names: readonly PlantedBugName[]): ReturnType<typeof huntAll> {
  return huntAll(names, (result) => {
    const fate = result.caughtBy ? `caught by ${result.caughtBy.invariant}` : 'SURVIVED';
    process.stderr.write(`planted bug "${result.name}": ${fate} after ${result.seedCount} seeds\n`);
  });
}

async function campaign(seedCount: number, options: { json: boolean; bugs: boolean }): Promise<boolean> {
  /* Seeds that once failed come first. */
  const inOrder = Array.from({ length: seedCount }, (_, index) => index + 1);
  const seeds = [...new Set([...regressionSeeds, ...inOrder])].slice(0, seedCount);
  const bar = new SingleBar({ format: '{bar} {value}/{total} seeds, {violations} violations', stream: process.stderr });
  bar.start(seeds.length, 0, { violations: 0 });
  let violationCount = 0;
  const result = await runSeeds(seeds, {
    worldCount: Math.min(worldCountMax, availableParallelism()),
    onSeed: ({ violation }) => {
      if (violation) violationCount++;
      bar.increment(1, { violations: violationCount });
    },
  });
  bar.stop();
  const bugs = options.bugs ? await hunted(plantedBugNames) : [];
  print(humanReport(result, bugs));
  const blind = seedCount < seedCountForSightings ? [] : invariants.filter((name) => result.sightings[name] === 0);
  for (const name of blind) print(`BLIND ${name}: its checker saw nothing`);
  if (options.json) print(jsonReport(result, bugs));
  return result.violations.length === 0 && blind.length === 0 && bugs.every((bug) => bug.caughtBy);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError || (error instanceof TypeError && 'code' in error))) throw error;
  process.stderr.write(`${error.message}\n${usage}\n`);
  process.exitCode = 2;
}
