import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { withDecisionsInRealTime } from '@counterfoil/channel/offline/decide-offline-creations';
import { exchangeWithRegister } from '@counterfoil/channel/offline/exchange-with-register';
import type { OfflineExchangeRequest } from '@counterfoil/contracts/offline-exchange';
import { retailTransactionSchema } from '@counterfoil/contracts/retail-transaction';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { CommunicationException } from '@counterfoil/http/client';
import { createCustomerOffline, type OfflineCreation } from '@counterfoil/till/create-customer-offline';
import { editCustomerOffline } from '@counterfoil/till/edit-customer-offline';
import { insertTransaction } from '@counterfoil/till/sale/transactions-outbox';
import { exchangeOnce, type ScaleUnitConnection } from '@counterfoil/till/exchange-once';
import { showOfflineCustomer } from '@counterfoil/till/show-offline-customer';
import type { Till } from '@counterfoil/till/till';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customersIn, drainRoad, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';
import {
  addRegisters,
  connectTill,
  createOffline,
  createTillFiles,
  exchangeAll,
  startTill,
  type TillFiles,
} from './offline-fixture.ts';

let world: ExchangeWorld;
let files: TillFiles;
let till: Till;
let connection: ScaleUnitConnection;
/** What the line does with the next questions of the Real-time Service. */
let line: 'up' | 'cut' | 'replyLost';
/** Headquarters answers only after it. */
let answerAfter: Promise<void>;
let calls: number;

beforeEach(async () => {
  line = 'up';
  answerAfter = Promise.resolve();
  calls = 0;
  const cut = (): CommunicationException => new CommunicationException('no answer (ECONNRESET)', null);
  world = await openExchangeWorld({
    line: (_store, direct) => ({
      ...direct,
      async applyInRealTime(operation, epochId) {
        calls++;
        if (line === 'cut') throw cut();
        const answer = await direct.applyInRealTime(operation, epochId);
        await answerAfter;
        if (line === 'replyLost') throw cut();
        return answer;
      },
    }),
  });
  files = await createTillFiles();
  addRegisters(world.stores.houston);
  till = await startTill(files, 'HOUSTON-1');
  connection = connectTill(world);
  await exchangeAll(till, connection);
});

afterEach(async () => {
  await decided();
  await till.database.close();
  await Promise.all([world.close(), files.remove()]);
});

/** Nothing is being decided any more. */
async function decided(): Promise<void> {
  const { inRealTime } = world.stores.houston;
  while (inRealTime.size > 0) await Promise.all(inRealTime.values());
}

async function ways(): Promise<string[]> {
  const rows = await world.stores.houston.database.query<{ fate: string }>(
    "SELECT way || ' ' || status AS fate FROM customer_operations ORDER BY n",
  );
  return rows.map((row) => row.fate);
}

async function stateAtTill(customerId: string): Promise<string | undefined> {
  return (await showOfflineCustomer(till.database, customerId, 'en'))?.state;
}

const refusedCustomer: OfflineCreation = {
  customer: { customerType: 'person', firstName: 'Imogen', lastName: 'Refused', customerGroup: '99', addresses: [] },
};

/** A finished sale in the till's outbox. */
async function sellTo(customerId: string): Promise<void> {
  const transaction = {
    transactionId: 'HOUSTON-1-T1',
    transactionType: 'cashAndCarry',
    receiptNumber: 'HOUSTON-1-R1',
    legalEntity: 'USRT',
    channelId: 'HOUSTON',
    node: 'houston',
    terminalId: 'HOUSTON-1',
    workerId: null,
    recordedAt: '2030-01-02T03:04:05.000Z',
    currency: 'USD',
    customerId,
    deliveryAddressId: null,
    requestedDeliveryDate: null,
    lines: [{ itemId: '81125', quantity: '1', price: '19.95', amount: '19.95' }],
    totalAmount: '19.95',
    receiptEmail: null,
    receiptLanguage: 'en',
  } as const;
  const receipt = { workerName: '', paidWith: null, tenderedAmount: null, changeAmount: null, lines: [] };
  await till.database.transaction('record transaction', (tx) =>
    insertTransaction(tx, {
      transaction: retailTransactionSchema.parse(transaction),
      receipt,
      status: 'pending',
      salesOrderNumber: null,
      problem: null,
    }),
  );
}

describe('a creation of an online till where the profile says sync', () => {
  it('is acknowledged before headquarters has answered, and has its number in the next exchange, without a P-job', async () => {
    const answer = Promise.withResolvers<void>();
    answerAfter = answer.promise;
    const { customerId } = await createOffline(till, 'Lindqvist');
    expect(await exchangeOnce(till, connection)).toMatchObject({ delivered: 1 });
    expect(await stateAtTill(customerId)).toBe('delivered');
    expect(await ways()).toEqual(['sync pending']);
    answer.resolve();
    await decided();
    await exchangeAll(till, connection);
    expect(await stateAtTill(customerId)).toBe('synchronized');
    expect(await ways()).toEqual(['sync completed']);
    expect(calls).toBe(1);
  });

  it('R10: is the same customer at headquarters as one of the Commerce API and one that goes by P-job', async () => {
    const names = ['Till Sync', 'Till Later', 'Commerce'];
    await createOffline(till, 'Till Sync');
    await exchangeAll(till, connection);
    await decided();
    await createOffline(till, 'Till Later');
    await exchangeOnce(till, connection, 'offline');
    await createCustomer(world.stores.houston, {
      channelId: 'HOUSTON',
      terminalId: 'HOUSTON-1',
      customer: {
        customerType: 'person',
        firstName: 'Imogen',
        lastName: 'Commerce',
        email: 'commerce@example.com',
        phone: '(713) 555-0147',
        addresses: [{ street: 'Invented Avenue', streetNumber: '12', city: 'Houston', zipCode: '77002' }],
      },
    });
    await drainRoad(world);
    expect(await ways()).toEqual(['sync completed', 'async completed', 'sync completed']);
    const customers = [...(await customersIn(world.headquarters.database)).values()];
    expect(customers.map(({ lastName }) => lastName ?? '').toSorted()).toEqual(names.toSorted());
    const alike = customers.map((found) => JSON.stringify(withoutOwn(found)));
    expect(new Set(alike).size).toBe(1);
  });

  it('R1: one that headquarters refuses is not taken back: it is parked there, and shown with its reason', async () => {
    const { customerId } = await createCustomerOffline(till, refusedCustomer);
    await exchangeOnce(till, connection);
    await decided();
    expect(await ways()).toEqual(['fallback pending']);
    await runPJob(world.stores.houston);
    await synchronizeCustomers(world.headquarters);
    await publish1010(world.headquarters);
    await downloadAvailable(world.stores.houston);
    await exchangeAll(till, connection);
    expect(await ways()).toEqual(['fallback failed']);
    const shown = await showOfflineCustomer(till.database, customerId, 'en');
    expect(shown?.state).toBe('needsAttention');
    expect(shown?.display.reason).toMatch(/group/u);
  });

  it('R1: a refused creation behind which an edit was recorded meanwhile goes by P-job with it, and is lost to nobody', async () => {
    const answer = Promise.withResolvers<void>();
    answerAfter = answer.promise;
    const { customerId } = await createCustomerOffline(till, refusedCustomer);
    await exchangeOnce(till, connection);
    await editCustomerOffline(till, customerId, { changes: { firstName: 'Ida' } });
    await exchangeOnce(till, connection);
    answer.resolve();
    await decided();
    expect(await ways()).toEqual(['fallback pending', 'async pending']);
    await runPJob(world.stores.houston);
    await synchronizeCustomers(world.headquarters);
    await publish1010(world.headquarters);
    await downloadAvailable(world.stores.houston);
    expect((await ways())[0]).toBe('fallback failed');
    await exchangeAll(till, connection);
    expect(await stateAtTill(customerId)).toBe('needsAttention');
  });

  it('R1: a refused creation that a sale is for goes by P-job, so that the sale has its customer', async () => {
    const { customerId } = await createCustomerOffline(till, refusedCustomer);
    await sellTo(customerId);
    await exchangeOnce(till, connection);
    await decided();
    expect(await ways()).toEqual(['fallback pending']);
  });

  it.each(['cut', 'replyLost'] as const)(
    'R2: line %s: it goes by P-job with the same identifiers, once',
    async (fault) => {
      line = fault;
      const { customerId } = await createOffline(till, 'Lindqvist');
      await exchangeOnce(till, connection);
      await decided();
      expect(await ways()).toEqual(['fallback pending']);
      await drainRoad(world);
      await exchangeAll(till, connection);
      expect(await stateAtTill(customerId)).toBe('synchronized');
      expect((await customersIn(world.headquarters.database)).size).toBe(1);
    },
  );

  it('R1: it goes by P-job when the process ends between the acknowledgement and the decision', async () => {
    line = 'replyLost';
    const answer = Promise.withResolvers<void>();
    answerAfter = answer.promise;
    await createOffline(till, 'Lindqvist');
    await exchangeOnce(till, connection);
    /* The scale unit starts anew while the old process never hears the answer. */
    const old = world.stores.houston;
    await world.restart('houston');
    addRegisters(world.stores.houston);
    expect(world.stores.houston.inRealTime.size).toBe(0);
    await drainRoad(world);
    expect((await customersIn(world.headquarters.database)).size).toBe(1);
    expect(await ways()).toEqual(['sync completed']);
    answer.resolve();
    await Promise.all(old.inRealTime.values());
  });

  it('R2: the same exchange twice at once decides once', async () => {
    await createOffline(till, 'Lindqvist');
    let sent: OfflineExchangeRequest | null = null;
    const doubled: ScaleUnitConnection = {
      async exchange(registerId, request) {
        sent = JSON.parse(JSON.stringify(request)) as OfflineExchangeRequest;
        const { houston } = world.stores;
        const [first] = await Promise.all([
          exchangeWithRegister(houston, registerId, sent),
          exchangeWithRegister(houston, registerId, sent),
        ]);
        return first;
      },
    };
    await exchangeOnce(till, doubled);
    await decided();
    expect(await ways()).toEqual(['sync completed']);
    expect(calls).toBe(1);
  });

  it('of two exchanges at once, the one that records has headquarters decide, whichever came first', async () => {
    await createOffline(till, 'Lindqvist');
    const { houston } = world.stores;
    const crossed: ScaleUnitConnection = {
      async exchange(registerId, request) {
        const sent = JSON.parse(JSON.stringify(request)) as OfflineExchangeRequest;
        const register = houston.configuration.registers.find((known) => known.registerId === registerId);
        if (!register) throw new Error('the till has a register');
        const second = Promise.withResolvers<void>();
        const first = withDecisionsInRealTime(houston, register, sent, async () => {
          await second.promise;
          return { acknowledgedSequence: 0, rejected: [], recorded: [] };
        });
        const answer = await exchangeWithRegister(houston, registerId, sent);
        second.resolve();
        await first;
        return answer;
      },
    };
    await exchangeOnce(till, crossed);
    await decided();
    expect(await ways()).toEqual(['sync completed']);
    expect(calls).toBe(1);
  });

  it('a backlog, and what was captured offline, goes by P-job', async () => {
    for (let count = 0; count < 6; count++) await createOffline(till, `Shopper ${count}`);
    await exchangeOnce(till, connection);
    await createOffline(till, 'Offline');
    await exchangeOnce(till, connection, 'offline');
    await decided();
    expect(calls).toBe(0);
    expect(new Set(await ways())).toEqual(new Set(['async pending']));
  });
});

function withoutOwn(customer: object): object {
  const own = new Set([
    'customerId',
    'customerAccountNumber',
    'lastName',
    'email',
    'version',
    'recentOperations',
    'createdAt',
    'modifiedAt',
  ]);
  return Object.fromEntries(
    Object.entries(customer)
      .filter(([key]) => !own.has(key))
      .map(([key, value]) => [key, JSON.parse(JSON.stringify(value).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, 'id'))]),
  );
}
