import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { createTillService, type RunningTillService } from '@counterfoil/till/service/create-till-service';
import { createNodeVault } from '@counterfoil/till/service/node-vault-fixture';
import type { CustomerDetails, SavedCustomer, TillState } from '@counterfoil/till/service/till-service';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  done,
  expectNoIdentifierShown,
  soon,
  startRetailer,
  textOf,
  type Retailer,
  type StoreName,
} from './retailer.ts';

const operators = {
  houston: { cashier: { workerId: '000120', pin: '1120' }, storeManager: { workerId: '000110', pin: '1110' } },
  paris: { cashier: { workerId: '000170', pin: '1170' }, storeManager: { workerId: '000160', pin: '1160' } },
} as const;

const petra = {
  customerType: 'person' as const,
  firstName: 'Petra',
  lastName: 'Counter-Example',
  email: 'petra@example.com',
  addresses: [],
};

describe('the engine of a till with the scale unit of its store', () => {
  let retailer: Retailer;
  let folder: string;
  const tills: RunningTillService[] = [];
  /** Paths that the tills called, with the statuses of the answers. */
  let calls: string[] = [];
  /** Snapshots that became the database of a till. */
  let importedCount = 0;
  beforeEach(async () => {
    retailer = await startRetailer();
    await retailer.carrySettings();
    calls = [];
    importedCount = 0;
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-till-'));
  });
  afterEach(async () => {
    for (const till of tills.splice(0)) await till.close();
    await retailer.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function begin(store: StoreName): Promise<RunningTillService> {
    const vault = createNodeVault(folder);
    const till = await createTillService({
      vault: {
        ...vault,
        importSnapshot: async (...snapshot) => {
          await vault.importSnapshot(...snapshot);
          importedCount++;
        },
      },
      seams: systemSeams(silentLog),
      scaleUnitUrl: retailer.stores[store].url,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        calls.push(`${new URL(input instanceof Request ? input.url : input).pathname} ${response.status}`);
        return response;
      },
      emit: () => undefined,
    });
    tills.push(till);
    return till;
  }

  async function openTillOf(store: 'houston' | 'paris', registerId: string): Promise<RunningTillService> {
    const till = await begin(store);
    const code = textOf((await done(retailer.call('POST', `/registers/${registerId}/activation-codes`)))['code']);
    await till.activate(code);
    await untilState(till, ({ phase }) => phase === 'signedOut');
    await till.signIn(operators[store].cashier);
    return till;
  }

  async function untilState(till: RunningTillService, wanted: (state: TillState) => boolean): Promise<TillState> {
    return vi.waitFor(async () => {
      const state = await till.state();
      expect(wanted(state), JSON.stringify(state)).toBe(true);
      return state;
    }, soon);
  }

  async function untilNumber(till: RunningTillService, customerId: string): Promise<CustomerDetails> {
    return vi.waitFor(async () => {
      const found = await till.customerDetails(customerId, 'en');
      expect(found.display.account).toMatch(/^C-\d{9}$/u);
      return found;
    }, soon);
  }

  const create = (till: RunningTillService, changes: object = {}): Promise<SavedCustomer> =>
    till.createCustomer({ customer: { ...petra, ...changes } }, 'en');

  test('in sync mode a customer has its number without any job, and is found in every store', async () => {
    const till = await openTillOf('houston', 'HOUSTON-1');
    const saved = await create(till);
    expectNoIdentifierShown(saved.shown.display);
    const { customer, history } = await untilNumber(till, saved.customerId);
    expectNoIdentifierShown(history);
    expect((await retailer.atHeadquarters(saved.customerId))?.customerAccountNumber).toBe(
      customer.customerAccountNumber,
    );
    const edited = await vi.waitFor(
      () => till.editCustomer(saved.customerId, { changes: { notes: 'Calls back' } }, 'en'),
      soon,
    );
    expect(edited.shown.customer.notes).toBe('Calls back');
    expect((await retailer.atHeadquarters(saved.customerId))?.notes).toBe('Calls back');
    const [program] = (await till.settings()).loyaltyPrograms;
    const card = { loyaltyProgramId: program?.loyaltyProgramId ?? '', cardNumber: null };
    const operationId = '019b0000-0000-7000-8000-0000000000e1';
    await till.issueLoyaltyCard(saved.customerId, { operationId, ...card }, 'en');
    expect((await retailer.atHeadquarters(saved.customerId))?.loyaltyCards).toHaveLength(1);
  });

  test('without headquarters a customer and its sale go as far as they can, over a restart of the till, and arrive once', async () => {
    const { houston } = retailer.stores;
    const till = await openTillOf('houston', 'HOUSTON-1');
    await till.openShift({ shiftId: 'SHIFT', startingAmount: '100.00' });
    houston.line.cut();
    const { customerId } = await create(till);
    const [product] = await till.products();
    await till.addLine({ lineId: 'one', itemId: product?.itemId ?? '', quantity: '1' });
    await till.setCustomer(customerId, 'en');
    const ending = { type: 'cashAndCarry', paidWith: 'card', tenderedAmount: '0', receiptEmail: null } as const;
    const receipt = await till.checkout(ending, 'en');
    expect(receipt.customerAccount).toBe('Pending synchronization');
    await untilState(till, ({ connection }) => connection.queued === 0);
    await till.close();
    const again = await begin('houston');
    await again.signIn(operators.houston.cashier);
    houston.line.restore();
    await vi.waitFor(async () => {
      await retailer.travel();
      expect((await again.receipt(receipt.transactionId, 'en')).customerAccount).toMatch(/^C-\d{9}$/u);
    }, soon);
    expect(await retailer.atHeadquarters(customerId)).toMatchObject({ lastName: 'Counter-Example' });
  });

  test('in async mode a customer is pending until the three jobs have run; another store is searched by all stores', async () => {
    const till = await openTillOf('paris', 'PARIS-1');
    await retailer.stores.houston.create({ ...petra, lastName: 'Overseas-Example', email: 'overseas@example.com' });
    const { customerId } = await create(till);
    await untilState(till, ({ connection }) => connection.queued === 0);
    expect((await till.customerDetails(customerId, 'fr')).display.account).toBe('En attente de synchronisation');
    await expect(till.editCustomer(customerId, { changes: { notes: 'x' } }, 'fr')).rejects.toMatchObject({
      code: 'customer_pending_not_editable',
    });
    await retailer.travel();
    await untilNumber(till, customerId);
    await expect(till.searchCustomers({ name: 'ove' }, 'allStores', 'fr')).rejects.toMatchObject({
      code: 'request_invalid',
    });
    const found = await till.searchCustomers({ name: 'overseas' }, 'allStores', 'fr');
    expect(found.answeredBy).toBe('headquarters');
    expect([...found.customers, ...found.elsewhere]).toHaveLength(1);
  });

  test('a till begins with the snapshot of its store and goes on behind it, with every customer found at once', async () => {
    const { houston } = retailer.stores;
    for (const lastName of ['One-Example', 'Two-Example', 'Three-Example']) {
      await houston.create({ ...petra, lastName, email: `${lastName}@example.com` });
    }
    const till = await openTillOf('houston', 'HOUSTON-1');
    expect(calls).toContain('/offline-databases/HOUSTON-1/snapshot 200');
    expect(importedCount).toBe(1);
    expect((await till.state()).connection.customers).toBe(3);
    const { customers, answeredBy } = await till.searchCustomers({ name: 'petra two' }, 'store', 'en');
    expect([answeredBy, customers.map(({ shown }) => shown.display.name)]).toEqual(['till', ['Petra Two-Example']]);
    await houston.create({ ...petra, lastName: 'Four-Example', email: 'four@example.com' });
    await untilState(till, ({ connection }) => connection.customers === 4);
  });

  test('BX-07: a card that was asked for offline fulfils itself behind the creation of its customer', async () => {
    await retailer.enable('queueLoyaltyEnrollment');
    const till = await openTillOf('houston', 'HOUSTON-1');
    await till.switchOffline(operators.houston.storeManager);
    const { customerId } = await create(till);
    const [program] = (await till.settings()).loyaltyPrograms;
    const card = { loyaltyProgramId: program?.loyaltyProgramId ?? '', cardNumber: null };
    const operationId = '019b0000-0000-7000-8000-0000000000e2';
    await till.issueLoyaltyCard(customerId, { operationId, ...card }, 'en');
    await till.switchOnline();
    await untilState(till, ({ connection }) => connection.queued === 0);
    await vi.waitFor(async () => {
      await retailer.travel();
      const { customer, state } = await till.customerDetails(customerId, 'en');
      expect([customer.loyaltyCards[0]?.cardNumber, state]).toEqual([expect.any(String), 'synchronized']);
    }, soon);
  });

  test('a register without an offline database works through the Commerce API, and without it says what it can not do', async () => {
    const { houston } = retailer.stores;
    const till = await openTillOf('houston', 'HOUSTON-3');
    const { connection } = await untilState(till, ({ register }) => register?.supportOffline === false);
    expect(connection).toMatchObject({ customerCreation: 'online', customerCreationReason: 'offlineUnsupported' });
    const { customerId, shown } = await create(till);
    expect(shown.display.account).toMatch(/^C-\d{9}$/u);
    const { customers, answeredBy } = await till.searchCustomers({ name: 'counter' }, 'store', 'en');
    expect([answeredBy, customers.map((found) => found.shown.customerId)]).toEqual(['scaleUnit', [customerId]]);
    expect((await till.customerDetails(customerId, 'en')).display.account).toBe(shown.display.account);
    await till.openShift({ shiftId: 'SHIFT', startingAmount: '100.00' });
    const [product] = await till.products();
    const line = { lineId: 'one', itemId: product?.itemId ?? '', quantity: '1' };
    const ending = { type: 'cashAndCarry', paidWith: 'card', tenderedAmount: '0', receiptEmail: null } as const;
    await till.addLine(line);
    await till.setCustomer(customerId, 'en');
    const receipt = await till.checkout(ending, 'en');
    expect(receipt.customerAccount).toBe(shown.display.account);
    expect(calls).toContain('/transactions 201');
    const rows = await houston.database.query(
      'SELECT transaction_id AS id, customer_id AS customer FROM retail_transactions',
    );
    expect(rows).toEqual([{ id: receipt.transactionId, customer: customerId }]);
    await till.switchOffline(operators.houston.storeManager);
    await till.addLine(line);
    const refusals = [
      create(till, { lastName: 'Offline-Example' }),
      till.searchCustomers({ name: 'counter' }, 'allStores', 'en'),
      till.editCustomer(customerId, { changes: { notes: 'x' } }, 'en'),
      till.checkout(ending, 'en'),
    ].map((work) =>
      work.then(
        () => 'done',
        (error: { code?: string }) => error.code,
      ),
    );
    expect(await Promise.all(refusals)).toEqual([
      'till_offline',
      'till_offline',
      'customer_edit_offline_unavailable',
      'till_offline',
    ]);
    await till.switchOnline();
    await untilState(till, ({ connection: { mode } }) => mode === 'online');
    expect((await till.checkout(ending, 'en')).totalAmount).toBe(receipt.totalAmount);
    expect(await houston.database.query('SELECT 1 FROM customer_operations')).toHaveLength(1);
  });

  test('R16: a till that is revoked at headquarters keeps nothing', async () => {
    const till = await openTillOf('houston', 'HOUSTON-1');
    const [device] = [...((await done(retailer.call('GET', '/devices')))['devices'] ?? [])];
    await done(retailer.call('POST', `/devices/${textOf(device?.['deviceId'])}/revocation`));
    await retailer.carrySettings();
    await untilState(till, ({ phase }) => phase === 'revoked');
    expect(await createNodeVault(folder).inspect()).toBe('empty');
  });
});
