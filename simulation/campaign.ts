import type { PlantedBugName } from '@counterfoil/platform/planted-bugs';
import { addFaults, noFaults, type FaultTally } from './faults.ts';
import { huntPlantedBugs, type PlantedBugResult } from './planted-bugs.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import { startSimulatedServer } from './simulated-server.ts';
import { createStorages } from './storages.ts';
import { addSightings, noSightings, type Sightings, type Violation } from './violations.ts';
import type { Storages } from './world.ts';

/** What a campaign over many seeds showed. */
export interface CampaignResult {
  readonly seedCount: number;
  readonly faults: FaultTally;
  readonly sightings: Sightings;
  readonly violations: readonly Violation[];
  /** Real milliseconds of each drain. */
  readonly drainsMs: readonly number[];
  readonly crashPoints: { readonly passed: ReadonlySet<string>; readonly crashed: ReadonlySet<string> };
}

/** Runs `work` on fresh databases of an own server, which is removed afterwards. */
export async function withStorages<T>(work: (storages: Storages) => Promise<T>): Promise<T> {
  const server = await startSimulatedServer();
  try {
    return await work(await createStorages(server));
  } finally {
    await server.stop();
  }
}

/** Plays seeds, several worlds side by side; each world has a server of its own. */
export async function runSeeds(
  seeds: readonly number[],
  options: { worldCount: number; plantedBugs?: ReadonlySet<PlantedBugName>; onSeed?: (result: SeedResult) => void },
): Promise<CampaignResult> {
  const waiting = [...seeds];
  const results: SeedResult[] = [];
  const playInOneWorld = (): Promise<void> =>
    withStorages(async (storages) => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        const result = await runSeed(storages, seed, options.plantedBugs);
        results.push(result);
        options.onSeed?.(result);
      }
    });
  await Promise.all(Array.from({ length: Math.min(options.worldCount, seeds.length) }, playInOneWorld));
  return summaryOf(results.toSorted((a, b) => a.seed - b.seed));
}

function summaryOf(results: readonly SeedResult[]): CampaignResult {
  const faults = noFaults();
  const sightings = noSightings();
  const passed = new Set<string>();
  const crashed = new Set<string>();
  for (const result of results) {
    addFaults(faults, result.faults);
    addSightings(sightings, result.sightings);
    for (const point of result.crashPoints.passed) passed.add(point);
    for (const point of result.crashPoints.crashed) crashed.add(point);
  }
  return {
    seedCount: results.length,
    faults,
    sightings,
    violations: results.flatMap(({ violation }) => violation ?? []),
    drainsMs: results.flatMap(({ drainMs }) => drainMs ?? []),
    crashPoints: { passed, crashed },
  };
}

/** Plants every bug, or those named, on an own server. */
export function huntAll(
  names: readonly PlantedBugName[],
  onResult: (result: PlantedBugResult) => void,
): Promise<PlantedBugResult[]> {
  return withStorages((storages) => huntPlantedBugs(storages, { names, onResult }));
}
