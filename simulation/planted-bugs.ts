import { plantedBugNames, type PlantedBugName } from '@counterfoil/platform/planted-bugs';
import { runSeed } from './run-seed.ts';
import type { Storages } from './world.ts';
import type { Violation } from './violations.ts';

/** What became of one planted bug. */
export interface PlantedBugResult {
  readonly name: PlantedBugName;
  /** The violation that betrayed it, or null when it survived all seeds. */
  readonly caughtBy: Violation | null;
  /** Seeds it took, with and without the second defence. */
  readonly seedCount: number;
  /** The database's own defence that had to be taken away first; null when the bug shows in spite of all others. */
  readonly withoutDefence: string | null;
}

/** A constraint of headquarters' database that hides a bug by itself. */
interface SecondDefence {
  readonly description: string;
  readonly drop: string;
  readonly putBack: string;
}

const primaryKeyOf = (table: string, column: string): SecondDefence => ({
  description: `the primary key of ${table}`,
  drop: `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${table}_pkey`,
  putBack: `ALTER TABLE ${table} ADD CONSTRAINT ${table}_pkey PRIMARY KEY (${column})`,
});

const secondDefences: Partial<Record<PlantedBugName, SecondDefence>> = {
  'no unique operation id at staging': primaryKeyOf('staged_operations', 'operation_id'),
  'no unique customer id at conversion': primaryKeyOf('customers', 'customer_id'),
};

/** Seeds with the rare meeting of faults that a bug needs, tried first; when chance falls otherwise, the others follow. */
const likelySeeds: Partial<Record<PlantedBugName, number>> = {
  'outbox entry in a second transaction': 10,
  'feed read by id': 2,
  'cursor saved before the rows': 4,
  'cursor saved in another transaction': 20,
  'page applied without checking its start': 16,
  'epoch ignored after a restore': 2,
};

const seedCountMax = 40;
/** With a second defence in place a bug is expected to hide; a few seeds show that it does. */
const defendedSeedCount = 2;

/** Plants each bug alone and plays seeds until a checker sees it. */
export async function huntPlantedBugs(
  storages: Storages,
  options: { names?: readonly PlantedBugName[]; onResult?: (result: PlantedBugResult) => void } = {},
): Promise<PlantedBugResult[]> {
  const results: PlantedBugResult[] = [];
  for (const name of options.names ?? plantedBugNames) {
    const result = await hunt(storages, name);
    options.onResult?.(result);
    results.push(result);
  }
  return results;
}

async function hunt(storages: Storages, name: PlantedBugName): Promise<PlantedBugResult> {
  const defence = secondDefences[name];
  const defended = await playUntilCaught(storages, name, defence ? defendedSeedCount : seedCountMax);
  if (defended.caughtBy || !defence) return { name, ...defended, withoutDefence: null };
  const { look } = storages.headquarters;
  await look.query(defence.drop);
  try {
    const bare = await playUntilCaught(storages, name, seedCountMax);
    return {
      name,
      caughtBy: bare.caughtBy,
      seedCount: defended.seedCount + bare.seedCount,
      withoutDefence: defence.description,
    };
  } finally {
    await storages.headquarters.empty();
    await look.query(defence.putBack);
  }
}

async function playUntilCaught(
  storages: Storages,
  name: PlantedBugName,
  countMax: number,
): Promise<{ caughtBy: Violation | null; seedCount: number }> {
  const likely = likelySeeds[name] ?? 1;
  const others = Array.from({ length: countMax }, (_, index) => index + 1).filter((seed) => seed !== likely);
  for (const [index, seed] of [likely, ...others.slice(0, countMax - 1)].entries()) {
    const { violation } = await runSeed(storages, seed, new Set([name]));
    if (violation) return { caughtBy: violation, seedCount: index + 1 };
  }
  return { caughtBy: null, seedCount: countMax };
}
