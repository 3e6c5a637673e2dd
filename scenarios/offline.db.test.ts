import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import { CodedError } from '@counterfoil/contracts/refusal';
import { isErrorCode } from '@counterfoil/contracts/error-register';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { createCustomerOffline } from '@counterfoil/till/create-customer-offline';
import { exchangeOnce, type ScaleUnitConnection } from '@counterfoil/till/exchange-once';
import { openSqliteFile } from '@counterfoil/till/node-sqlite-fixture';
import { showOfflineCustomer } from '@counterfoil/till/show-offline-customer';
import { openTill, type Till } from '@counterfoil/till/till';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { done, expectNoIdentifierShown, soon, startRetailer, textOf, type Retailer, type Store } from './retailer.ts';

const petra = {
  customerType: 'person' as const,
  firstName: 'Petra',
  lastName: 'Offline-Example',
  email: 'petra@example.com',
  addresses: [],
};

describe('tills without a network', () => {
  let retailer: Retailer;
  let folder: string;
  beforeEach(async () => {
    retailer = await startRetailer();
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-till-'));
  });
  afterEach(async () => {
    await retailer.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const openRegister = (registerId: string): Promise<Till> =>
    openTill({ registerId, database: openSqliteFile(join(folder, `${registerId}.db`)), seams: systemSeams(silentLog) });

  test('scenario 5: a customer created offline is converted after the reconnection, and the screen of its own register changes to the account (SD-08, T10-T22)', async () => {
    const { houston } = retailer.stores;
    const before = await openRegister('HOUSTON-1');
    await exchangeAll(before, houston);
    const { customerId } = await createCustomerOffline(before, { customer: petra });
    await before.database.close();
    const till = await openRegister('HOUSTON-1');
    const pending = await showOfflineCustomer(till.database, customerId, 'fr');
    expect(pending?.display).toMatchObject({ name: 'Petra Offline-Example', account: 'En attente de synchronisation' });
    expectNoIdentifierShown(pending?.display);
    await exchangeAll(till, houston);
    await retailer.travel();
    await vi.waitFor(async () => {
      await exchangeAll(till, houston);
      const shown = await showOfflineCustomer(till.database, customerId, 'en');
      expect(shown?.display.account).toMatch(/^C-\d{9}$/u);
      expect(shown?.state).toBe('synchronized');
    }, soon);
    expect((await retailer.stores.paris.customer(customerId)).display.account).toMatch(/^C-\d{9}$/u);
  });

  test('scenario 6: with the filter on, what is not yet uploaded goes up first, no customer row stays offline, and creation offline is refused with its reason (SD-25, I8)', async () => {
    const { houston } = retailer.stores;
    await houston.create({ ...petra, lastName: 'Already-There', email: 'there@example.com' });
    const till = await openRegister('HOUSTON-1');
    await vi.waitFor(async () => {
      await exchangeAll(till, houston);
      expect(await customerRows(till)).toBe(1);
    }, soon);
    const { customerId } = await createCustomerOffline(till, { customer: petra });
    const schema = await done(retailer.call('GET', '/settings/channel-schemas/AX7'));
    const on = Object.assign({}, schema['setting'], { filterSharedCustomerDataTables: true });
    const saved = await done(retailer.call('PUT', '/settings/channel-schemas/AX7', on));
    expect(JSON.stringify(saved)).toMatch(/offline/iu);
    await retailer.carrySettings();
    await exchangeAll(till, houston);
    await retailer.travel();
    await vi.waitFor(async () => {
      await exchangeAll(till, houston);
      expect(await customerRows(till)).toBe(0);
    }, soon);
    expect(await retailer.atHeadquarters(customerId)).toMatchObject({ lastName: 'Offline-Example' });
    await expect(
      createCustomerOffline(till, { customer: { ...petra, email: 'late@example.com' } }),
    ).rejects.toMatchObject({
      code: 'customer_creation_offline_excluded',
    });
  });

  test('scenario 15: the same person created offline at two registers gives two accounts and one review item (BX-04)', async () => {
    const { houston } = retailer.stores;
    const registers = await Promise.all(['HOUSTON-1', 'HOUSTON-2'].map(openRegister));
    const ids: string[] = [];
    for (const register of registers) {
      await exchangeAll(register, houston);
      ids.push((await createCustomerOffline(register, { customer: petra })).customerId);
    }
    for (const register of registers) await exchangeAll(register, houston);
    await retailer.travel();
    const numbers = await Promise.all(
      ids.map(async (id) => (await retailer.atHeadquarters(id))?.customerAccountNumber),
    );
    expect(new Set(numbers).size).toBe(2);
    for (let n = 0; n < 2; n++) await retailer.run('duplicate-check');
    const { duplicateReviews } = await done(retailer.call('GET', '/duplicate-reviews'));
    expect([...(duplicateReviews ?? [])]).toHaveLength(1);
    for (const number of numbers) expect(JSON.stringify(duplicateReviews)).toContain(String(number));
  });
});

const exchangeCountMax = 50;

/** Exchanges over HTTP until there is nothing more to do. */
async function exchangeAll(till: Till, store: Store): Promise<void> {
  const connection: ScaleUnitConnection = {
    async exchange(registerId, request) {
      const { status, body } = await store.call('POST', `/offline-databases/${registerId}/exchange`, request);
      const code = textOf(body['error']?.['code']);
      if (status >= 400) throw isErrorCode(code) ? new CodedError(code) : new Error(JSON.stringify(body));
      return body as unknown as OfflineExchangeResponse;
    },
  };
  for (let count = 0; count < exchangeCountMax; count++) if (!(await exchangeOnce(till, connection)).more) return;
  throw new Error('the till still has something to exchange');
}

async function customerRows(till: Till): Promise<number> {
  const [row] = await till.database.all<{ count: number }>('SELECT count(*) AS count FROM customers');
  return row?.count ?? -1;
}
