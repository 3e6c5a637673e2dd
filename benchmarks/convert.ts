import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { exportFinishedRows, insertFinishedRows } from './convert-limit.ts';
import { speedOf, type Speed } from './speed.ts';
import { onHeadquarters, settle, stagedCustomers, type StagedCustomers } from './staged-customers.ts';
import { perSecondOf, type Workbench } from './workbench.ts';

/** The job that converts staged customers, beside the plain insertion of the rows that it results in. */
export async function measureConvert(workbench: Workbench): Promise<Speed> {
  const customers = await stagedCustomers(workbench);
  await exportFinishedRows(workbench, workbench.urlOf(customers.converted));
  const runs = [];
  for (let run = 0; run < workbench.runCount; run++) {
    const perSecond = await convert(workbench, customers);
    const limitPerSecond = await insertFinishedRows(workbench, customers);
    workbench.progress(`convert: ${Math.round(perSecond)}/s, limit ${Math.round(limitPerSecond)}/s`);
    runs.push({ perSecond, limitPerSecond });
  }
  return speedOf(runs);
}

async function convert(workbench: Workbench, customers: StagedCustomers): Promise<number> {
  const name = 'convert_product';
  const url = await workbench.createDatabase(name, customers.staged);
  await settle(url);
  const perSecond = await onHeadquarters(workbench, url, (headquarters) =>
    perSecondOf(customers.count, async () => {
      const { completed } = await synchronizeCustomers(headquarters);
      if (completed !== customers.count) throw new Error(`${completed} of ${customers.count} were converted`);
    }),
  );
  await workbench.dropDatabase(name);
  return perSecond;
}
