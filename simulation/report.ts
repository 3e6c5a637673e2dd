import type { CampaignResult } from './campaign.ts';
import { faultKinds } from './faults.ts';
import type { PlantedBugResult } from './planted-bugs.ts';
import { invariants } from './violations.ts';

/** The value below which `share` of the sorted values lie; 0 when there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Drain times in whole milliseconds. */
export function drainTimes(drainsMs: readonly number[]): { p50: number; p99: number; max: number } {
  const rounded = drainsMs.map(Math.round);
  return { p50: percentile(rounded, 0.5), p99: percentile(rounded, 0.99), max: percentile(rounded, 1) };
}

/** The campaign for people. */
export function humanReport(result: CampaignResult, bugs: readonly PlantedBugResult[]): string {
  const { p50, p99, max } = drainTimes(result.drainsMs);
  const lines = [
    `${result.seedCount} seeds, ${result.violations.length} violations`,
    '',
    'Faults injected',
    ...faultKinds.map((kind) => `  ${kind.padEnd(18)}${result.faults[kind]}`),
    `  crash points passed ${result.crashPoints.passed.size}, crashed at ${result.crashPoints.crashed.size}`,
    '',
    'What the checkers looked at',
    ...invariants.map((invariant) => `  ${invariant.padEnd(18)}${result.sightings[invariant]}`),
    '',
    `Drain after the last fault: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`,
    ...result.violations.map(
      ({ seed, invariant, message }) => `VIOLATION ${invariant}, seed ${seed}: ${message} (replay: --seed ${seed})`,
    ),
    ...(bugs.length > 0 ? ['', 'Planted bugs', ...bugs.map(bugLine)] : []),
  ];
  return lines.join('\n');
}

function bugLine({ name, caughtBy, seedCount, withoutDefence }: PlantedBugResult): string {
  if (!caughtBy) return `  SURVIVED ${name}: no checker saw it in ${seedCount} seeds`;
  const where = withoutDefence
    ? `hidden by ${withoutDefence}; without it caught after ${seedCount} seeds`
    : `caught after ${seedCount} ${seedCount === 1 ? 'seed' : 'seeds'}`;
  return `  ${name}: ${where}, ${caughtBy.invariant}: ${caughtBy.message.split('\n')[0]}`;
}

/** The campaign for programs, as one line. */
export function jsonReport(result: CampaignResult, bugs: readonly PlantedBugResult[]): string {
  return JSON.stringify({
    seeds: result.seedCount,
    faults: result.faults,
    violations: result.violations.length,
    plantedBugs: {
      total: bugs.length,
      caught: bugs.filter((bug) => bug.caughtBy).length,
      survivors: bugs.filter((bug) => !bug.caughtBy).map((bug) => bug.name),
      withoutSecondDefence: bugs.filter((bug) => bug.withoutDefence).map((bug) => bug.name),
    },
    drainMs: drainTimes(result.drainsMs),
    checked: result.sightings,
    crashPoints: { passed: result.crashPoints.passed.size, crashed: result.crashPoints.crashed.size },
    violated: result.violations,
  });
}
