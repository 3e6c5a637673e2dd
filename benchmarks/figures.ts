import type { BurstResult } from './burst.ts';
import type { CreateFigures } from './create.ts';
import type { OverviewTimes } from './overview.ts';
import type { SearchFigures } from './search.ts';
import type { Speed } from './speed.ts';
import type { TillSearchFigures } from './till-search.ts';
import type { TimeToTill } from './time-to-till.ts';

/** What the benchmark measured; parts that did not run are left out. */
export interface Figures {
  /** By number of connections. */
  create?: Record<string, CreateFigures>;
  convert?: Speed;
  download?: Speed;
  burst?: BurstResult;
  timeToAccountMs?: { readonly p50: number; readonly p99: number };
  timeToTillMs?: TimeToTill;
  search?: SearchFigures;
  tillSearch?: TillSearchFigures;
  overview?: OverviewTimes;
  /** By process, in MiB. */
  peakRssMb?: Record<string, number>;
}
