import { openWorkbench } from '../workbench.ts';
import { isProof } from './crowd-times.ts';
import { measureRush } from './measure-rush.ts';
import { readRushOptions } from './rush-options.ts';
import { rushReport } from './rush-report.ts';

/* npm run bench:rush [-- --shoppers N] [-- --json] */

const { shoppers, isJson } = readRushOptions(process.argv.slice(2));
const workbench = await openWorkbench(false);
/* The database server would outlive this process. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void workbench.close().finally(() => process.exit(1)));
}
try {
  const figures = await measureRush(workbench, shoppers);
  process.stdout.write(`${isJson ? JSON.stringify(figures) : rushReport(figures)}\n`);
  if (!isProof([figures, figures.syncCrowd, figures.syncSlowCrowd])) process.exitCode = 1;
} finally {
  await workbench.close();
}
