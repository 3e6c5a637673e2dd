import { medianOf, roundedTo } from './percentiles.ts';

/** One run of the product and one of its limit, right after each other. */
export interface PairOfRuns {
  readonly perSecond: number;
  readonly limitPerSecond: number;
}

/** How fast, beside the limit measured in alternation with it. */
export interface Speed extends PairOfRuns {
  /** Median of the ratios of the pairs: what disturbs the machine for a while disturbs both runs of a pair. */
  readonly ratio: number;
}

/** The medians of pairs of runs. */
export function speedOf(runs: readonly PairOfRuns[]): Speed {
  return {
    perSecond: Math.round(medianOf(runs.map((run) => run.perSecond))),
    limitPerSecond: Math.round(medianOf(runs.map((run) => run.limitPerSecond))),
    ratio: roundedTo(medianOf(runs.map((run) => run.perSecond / run.limitPerSecond)), 2),
  };
}
