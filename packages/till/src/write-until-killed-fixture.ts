import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { createCustomerOffline } from './create-customer-offline.ts';
import { exampleTillConfiguration } from './example-configuration-fixture.ts';
import { openSqliteFile } from './node-sqlite-fixture.ts';
import { openTill } from './till.ts';

/* Creates customers in the file named by the first argument and says each one's name after it was acknowledged. */
const file = process.argv[2];
if (!file) throw new Error('name the file');
const till = await openTill({ registerId: 'HOUSTON-1', database: openSqliteFile(file), seams: systemSeams(silentLog) });
till.configuration = exampleTillConfiguration;
for (let place = 0; ; place++) {
  const lastName = `Person ${place}`;
  await createCustomerOffline(till, { customer: { customerType: 'person', lastName, addresses: [] } });
  process.stdout.write(`${lastName}\n`);
}
