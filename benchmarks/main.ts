import { measureBurst } from './burst.ts';
import { measureConvert } from './convert.ts';
import { measureCreate } from './create.ts';
import { measureDownload } from './download.ts';
import type { Figures } from './figures.ts';
import { measureOverview } from './overview.ts';
import { readOptions, type PartName } from './options.ts';
import { reportOf } from './report.ts';
import { measureSearch } from './search.ts';
import { measureTillSearch } from './till-search.ts';
import { measureTimeToAccount } from './time-to-account.ts';
import { measureTimeToTill } from './time-to-till.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/* npm run bench [-- --json] [-- --only create,convert,download,burst,time,time-to-till,search,till-search,overview] [-- --quick] [-- --customers N] */

const measure: Readonly<Record<PartName, (workbench: Workbench) => Promise<Figures>>> = {
  create: async (workbench) => ({ create: await measureCreate(workbench) }),
  convert: async (workbench) => ({ convert: await measureConvert(workbench) }),
  download: async (workbench) => ({ download: await measureDownload(workbench) }),
  burst: async (workbench) => ({ burst: await measureBurst(workbench) }),
  time: async (workbench) => {
    const { p50Ms, p99Ms } = await measureTimeToAccount(workbench);
    return { timeToAccountMs: { p50: p50Ms, p99: p99Ms } };
  },
  'time-to-till': async (workbench) => ({ timeToTillMs: await measureTimeToTill(workbench) }),
  /* A million customers take minutes to make: only when nothing else was asked for. */
  search: async (workbench) => {
    const isWhole = options.parts.length === 1 && !workbench.quick;
    return { search: await measureSearch(workbench, options.customers ?? (isWhole ? 1_000_000 : 100_000)) };
  },
  'till-search': async (workbench) => {
    const isWhole = options.parts.length === 1 && !workbench.quick;
    const count = options.customers ?? (isWhole ? 1_000_000 : 100_000);
    return { tillSearch: await measureTillSearch(workbench, count) };
  },
  overview: async (workbench) => {
    const isWhole = options.parts.length === 1 && !workbench.quick;
    return { overview: await measureOverview(workbench, options.customers ?? (isWhole ? 1_000_000 : 200_000)) };
  },
};

const options = readOptions(process.argv.slice(2));
const workbench = await openWorkbench(options.quick);
/* The database server would outlive this process. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void workbench.close().finally(() => process.exit(1)));
}
const figures: Figures = {};
try {
  for (const part of options.parts) {
    workbench.progress(`measuring: ${part}`);
    Object.assign(figures, await measure[part](workbench));
  }
  figures.peakRssMb = workbench.peaks();
} finally {
  await workbench.close();
}
if (!options.json) process.stdout.write(`${reportOf(figures)}\n`);
else process.stdout.write(`${JSON.stringify(figures)}\n`);
