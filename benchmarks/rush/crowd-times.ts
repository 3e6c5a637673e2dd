import { percentilesOf, roundedTo, type Percentiles } from '../percentiles.ts';
import { phases, type CrowdTimes, type Phase, type Ratio } from './rush-figures.ts';
import type { ShopperOutcome } from './visit-shop.ts';

/** The times of a crowd. Throws where nobody came as far as to have one. */
export function crowdTimes(outcomes: readonly ShopperOutcome[]): CrowdTimes {
  return {
    signedIn: percentilesOf(outcomes.flatMap(({ signedInMs }) => signedInMs)),
    addressSave: percentilesOf(outcomes.flatMap(({ addressSaveMs }) => addressSaveMs)),
    insert: percentilesOf(outcomes.flatMap(({ insertMs }) => insertMs)),
    emptyPage: percentilesOf(outcomes.flatMap(({ emptyPageMs }) => emptyPageMs)),
  };
}

/** How long creating a customer took in each phase, in the order of the phases. */
export function phaseTimes(byPhase: readonly (readonly ShopperOutcome[])[]): Record<Phase, Percentiles> {
  const timesOf = (phase: Phase): Percentiles => crowdTimes(byPhase[phases.indexOf(phase)] ?? []).signedIn;
  return { slow: timesOf('slow'), down: timesOf('down'), comingBack: timesOf('comingBack') };
}

/** How many times as long as `limit` something takes, to a tenth. */
export function ratioOf(measured: Percentiles, limit: Percentiles): Ratio {
  return {
    p50: roundedTo(measured.p50Ms / limit.p50Ms, 1),
    p99: roundedTo(measured.p99Ms / limit.p99Ms, 1),
  };
}

/** Whether a run is a proof: everybody served, nobody lost, nobody doubled, in every crowd. */
export function isProof(
  crowds: readonly { shoppers: number; served: number; lost: number; doubled: number }[],
): boolean {
  return crowds.every(({ shoppers, served, lost, doubled }) => served === shoppers && lost === 0 && doubled === 0);
}
