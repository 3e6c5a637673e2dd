import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCustomerOffline, type OfflineCreation } from './create-customer-offline.ts';
import { exampleTillConfiguration } from './example-configuration-fixture.ts';
import { openSqliteFile } from './node-sqlite-fixture.ts';
import { possibleDuplicatesOffline } from './possible-duplicates.ts';
import { openTill, type Till } from './till.ts';

let folder: string;
let till: Till;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-duplicates-'));
  const database = openSqliteFile(join(folder, 'till.db'));
  till = await openTill({ registerId: 'HOUSTON-1', database, seams: systemSeams(silentLog) });
  till.configuration = exampleTillConfiguration;
});

afterEach(async () => {
  await till.database.close();
  await rm(folder, { recursive: true, force: true });
});

const street = { street: 'Giblin Street', streetNumber: '12', city: 'Houston', zipCode: '77002' };

async function create(customer: Partial<OfflineCreation['customer']>): Promise<string> {
  const { customerId } = await createCustomerOffline(till, {
    customer: { customerType: 'person', addresses: [], ...customer },
  });
  return customerId;
}

describe('who a new customer at a till without a network might be already (BX-04)', () => {
  it('is found by phone, e-mail address, or name and address, the likeliest first', async () => {
    const byEmail = await create({ lastName: 'Nobody', email: 'imogen@example.com' });
    const byAddress = await create({ firstName: 'Imogen', lastName: 'Lindquist', addresses: [street] });
    const byPhone = await create({ firstName: 'Imogen', lastName: 'Lindqvist', phone: '(713) 555-0147' });
    await create({ firstName: 'Imogen', lastName: 'Lindqvist' });
    const typed = { firstName: 'Imogen', lastName: 'Lindqvist', email: 'Imogen@example.com', phone: '+17135550147' };
    const found = await possibleDuplicatesOffline(till, { ...typed, addresses: [street] });
    expect(found.map(({ customer, because }) => [customer.customerId, because])).toEqual([
      [byAddress, ['nameAndAddress']],
      [byPhone, ['phone']],
      [byEmail, ['email']],
    ]);
  });

  it('is at most three, and nobody because of an e-mail address that half the town has', async () => {
    for (let place = 0; place < 60; place++) {
      const phone = place < 5 ? { phone: '(713) 555-0147' } : {};
      await create({ lastName: `Person ${place}`, email: 'none@example.com', ...phone });
    }
    expect(await possibleDuplicatesOffline(till, { email: 'none@example.com', addresses: [] })).toEqual([]);
    expect(await possibleDuplicatesOffline(till, { phone: '713 555 0147', addresses: [] })).toHaveLength(3);
  });

  it('is nobody of whom nothing is known, and nobody before anything was typed', async () => {
    await create({ lastName: 'Lindqvist' });
    expect(await possibleDuplicatesOffline(till, { lastName: 'Lindqvist', addresses: [] })).toEqual([]);
    expect(await possibleDuplicatesOffline(till, { addresses: [] })).toEqual([]);
  });
});
