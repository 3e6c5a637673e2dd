import { normalizeChanges } from '@counterfoil/customer/normalize-changes';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { connectDatabase } from '@counterfoil/database/database';
import { headquartersMigrations, openHeadquarters, type Headquarters } from '@counterfoil/headquarters/headquarters';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { stageEntries } from '@counterfoil/headquarters/conversion/staging-inbox';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { personAt } from './people.ts';
import { migrateDatabase, onConnection, type Workbench } from './workbench.ts';

/** A database with staged customers, and a copy of it in which they are converted; both only to be copied. */
export interface StagedCustomers {
  readonly count: number;
  readonly staged: string;
  readonly converted: string;
}

const stagingBatchCountMax = 2_000;
const poolSize = 10;
const made = new WeakMap<Workbench, Promise<StagedCustomers>>();

/** Customers with an address in the staging inbox, and the same converted; made once. */
export function stagedCustomers(workbench: Workbench): Promise<StagedCustomers> {
  const present = made.get(workbench) ?? makeStagedCustomers(workbench);
  made.set(workbench, present);
  return present;
}

async function makeStagedCustomers(workbench: Workbench): Promise<StagedCustomers> {
  const count = workbench.quick ? 20_000 : 100_000;
  const names = { staged: 'customers_staged', converted: 'customers_converted' };
  workbench.progress(`staging ${count} customers`);
  const url = await workbench.createDatabase(names.staged);
  await migrateDatabase(workbench, url, headquartersMigrations);
  await onHeadquarters(workbench, url, (headquarters) => stage(headquarters, count));
  await settle(url);
  const convertedUrl = await workbench.createDatabase(names.converted, names.staged);
  await onHeadquarters(workbench, convertedUrl, (headquarters) => synchronizeCustomers(headquarters));
  await settle(convertedUrl);
  return { count, ...names };
}

/** Opens headquarters without its server for as long as `work` takes. */
export async function onHeadquarters<T>(
  workbench: Workbench,
  url: string,
  work: (headquarters: Headquarters) => Promise<T>,
): Promise<T> {
  const database = await connectDatabase({ url, poolSize, seams: workbench.seams });
  try {
    return await work(await openHeadquarters({ database, seams: workbench.seams }));
  } finally {
    await database.close();
  }
}

/** Statistics as they are after a while, and nothing left that a checkpoint would have to write in the middle. */
export async function settle(url: string): Promise<void> {
  await onConnection(url, async (client) => {
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT');
  });
}

async function stage(headquarters: Headquarters, count: number): Promise<void> {
  const { database, seams } = headquarters;
  await insertSampleSettings(database);
  for (let first = 0; first < count; first += stagingBatchCountMax) {
    const size = Math.min(stagingBatchCountMax, count - first);
    const entries = Array.from({ length: size }, (_, index) => ({
      operation: creationAt(headquarters, first + index),
      knownAccountNumber: null,
    }));
    const options = {
      channelDatabaseId: 'houston',
      now: seams.clock.now(),
      plantedBugs: seams.plantedBugs,
      acknowledged: true,
    };
    await database.transaction('stage', (tx) => stageEntries(tx, entries, options));
  }
}

function creationAt({ seams }: Headquarters, index: number): CustomerOperation {
  const { addresses, ...given } = personAt(index);
  const put = addresses.map(({ addressId = seams.ids.uuid(), ...fields }) => ({
    addressId,
    change: 'put' as const,
    fields,
  }));
  return {
    operationId: seams.ids.uuid(),
    customerId: seams.ids.uuid(),
    kind: 'create',
    origin: { legalEntity: 'USRT', channelId: 'HOUSTON', node: 'houston', terminalId: null, workerId: null },
    recordedAt: seams.clock.now().toISOString(),
    baseVersion: 0,
    follows: null,
    changes: normalizeChanges({ fields: { ...ofTheChannel, ...given }, addresses: put }),
  };
}

const ofTheChannel: CustomerOperation['changes']['fields'] = {
  middleName: null,
  organizationName: null,
  languageId: 'en-US',
  currency: 'USD',
  customerGroup: '30',
  emailMarketingConsent: 'unknown',
  phoneMarketingConsent: 'unknown',
  dateOfBirth: null,
  identificationNumber: null,
  creditLimit: null,
};
