import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { createTransaction } from '@counterfoil/channel/orders/create-transaction';
import type { Channel } from '@counterfoil/channel/channel';
import type { HeadquartersConnection } from '@counterfoil/channel/exchange/headquarters-connection';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { showTransaction } from '@counterfoil/channel/orders/show-transaction';
import { insertTransaction, transactionById } from '@counterfoil/channel/orders/transactions';
import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import { localCustomers } from '@counterfoil/channel/customers/local-customers';
import type { FunctionalityProfileOptions } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CreateTransactionRequest } from '@counterfoil/contracts/retail-transaction';
import { calculateStatements } from '@counterfoil/headquarters/orders/calculate-statements';
import { ordersAtHeadquarters, transactionAtHeadquarters } from '@counterfoil/headquarters/orders/orders';
import { postStatements } from '@counterfoil/headquarters/orders/post-statements';
import { statementExclusions, listedStatements, statementLines } from '@counterfoil/headquarters/orders/statements';
import { synchronizeOrders } from '@counterfoil/headquarters/orders/synchronize-orders';
import { CommunicationException } from '@counterfoil/http/client';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams, type Seams } from '@counterfoil/platform/seams';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createNamed,
  drainRoad,
  openExchangeWorld,
  type ExchangeOptions,
  type ExchangeWorld,
} from './exchange-fixture.ts';

const seamsOfTest = systemSeams(silentLog);
let world: ExchangeWorld;

afterEach(() => world.close());

const uuidInText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/u;
const lines = [{ itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' }];

async function open(options: ExchangeOptions = {}): Promise<{ houston: Channel; paris: Channel }> {
  world = await openExchangeWorld(options);
  setProfile(world.stores.paris, { createCustomerOrderInAsyncMode: true });
  return world.stores;
}

/** Settings that a store acts on. */
function setProfile(channel: Channel, wanted: Partial<FunctionalityProfileOptions>): void {
  const channels = channel.configuration.channels.map((settings) => ({ ...settings, ...wanted }));
  channel.configuration = { ...channel.configuration, channels };
}

function orderOf(
  channel: Channel,
  customer: Customer,
  more: Partial<CreateTransactionRequest> = {},
): CreateTransactionRequest {
  const channelId = channel.channelDatabaseId.toUpperCase();
  return { channelId, transactionType: 'customerOrder', customer: customer.customerId, lines, ...more };
}

const saleOf = (channel: Channel, customer: Customer): CreateTransactionRequest =>
  orderOf(channel, customer, { transactionType: 'cashAndCarry' });

async function count(text: string): Promise<number> {
  return (
    await world.headquarters.database.query<{ count: number }>(`SELECT count(*)::integer AS count FROM ${text}`)
  )[0]?.count as number;
}

const undelivered = `SELECT ((SELECT count(*) FROM customer_operations WHERE NOT delivered)
  + (SELECT count(*) FROM retail_transactions WHERE NOT delivered))::integer AS count`;
const uploadCountMax = 20;

/** Runs the P-job until nothing is left: other transactions of the test server may hold it back for a while (R7). */
async function uploadAll(channel: Channel): Promise<void> {
  for (let run = 0; run < uploadCountMax; run++) {
    await runPJob(channel);
    if ((await channel.database.query<{ count: number }>(undelivered))[0]?.count === 0) return;
  }
  throw new Error('the outbox is never empty');
}

/** A store creates customers without asking headquarters. */
async function createPending(channel: Channel, lastName: string): Promise<Customer> {
  setProfile(channel, { createCustomerInAsyncMode: true });
  const customer = await createNamed(channel, lastName);
  expect(customer.customerAccountNumber).toBeNull();
  return customer;
}

/** A customer that headquarters can't convert. */
async function createFailing(channel: Channel, lastName: string): Promise<Customer> {
  const created = await createCustomer(channel, {
    channelId: channel.channelDatabaseId.toUpperCase(),
    customer: { customerType: 'person', firstName: 'Imogen', lastName, customerGroup: '99', addresses: [] },
  });
  return created.local.document;
}

async function mendFailing(customer: Customer): Promise<void> {
  await world.headquarters.database.query(
    `UPDATE staged_operations SET status = 'uploaded',
       operation = jsonb_set(operation, '{changes,fields,customerGroup}', '"30"') WHERE customer_id = $1`,
    [customer.customerId],
  );
}

describe('an asynchronous order of a pending customer', () => {
  it('LK-02: Synchronize orders converts the customer and the address first, and the order has the account number', async () => {
    const { paris } = await open();
    const customer = await createPending(paris, 'Pending');
    const edited = await updateCustomer(paris, customer.customerId, {
      channelId: 'PARIS',
      changes: { addresses: [{ countryRegion: 'FR', city: 'Paris' }] },
    });
    const added = edited.local.document.addresses.find((address) => address.city === 'Paris');
    const request = orderOf(paris, customer, {
      requestedDeliveryDate: '2099-12-24',
      ...(added && { deliveryAddressId: added.addressId }),
    });
    const { recorded } = await createTransaction(paris, request);
    const { transactionId } = recorded.transaction;
    expect(recorded.way).toBe('async');
    const shown = showTransaction(
      recorded,
      (await localCustomers(paris.database, [customer.customerId]))[0] ?? null,
      'en',
    );
    expect(shown.display.account).toBe('Pending synchronization');
    expect(JSON.stringify(shown.display)).not.toMatch(uuidInText);
    await uploadAll(paris);

    expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 1, failed: 0, waiting: 0 });
    const order = await transactionAtHeadquarters(world.headquarters.database, transactionId);
    expect(order).toMatchObject({ pendingOrderStatus: 'success', salesOrderNumber: 'SO-000000001', holdCode: null });
    expect(order.customer?.customerAccountNumber).toBe('C-000000001');
    const [made] = await world.headquarters.database.query(
      "SELECT customer_account_number, delivery_address ->> 'city' AS city, total_amount::text AS total FROM sales_orders",
    );
    expect(made).toEqual({ customer_account_number: 'C-000000001', city: 'Paris', total: '39.90' });

    expect(await synchronizeOrders(world.headquarters, { allFailed: true })).toEqual({
      created: 0,
      failed: 0,
      waiting: 0,
    });
    expect(await count('sales_orders')).toBe(1);
    await drainRoad(world);
    const later = await transactionById(paris.database, transactionId);
    const [local] = await localCustomers(paris.database, [customer.customerId]);
    if (!later || !local) throw new Error('the transaction or its customer is gone');
    expect(showTransaction(later, local, 'fr').display.account).toBe('C-000000001');
  });

  it('R4: an order whose customer has not arrived waits, and is made once it has', async () => {
    const { paris } = await open();
    const customer = await createPending(paris, 'Late');
    await createTransaction(paris, orderOf(paris, customer));
    await paris.database.query('UPDATE customer_operations SET delivered = true');
    await uploadAll(paris);
    expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 0, failed: 0, waiting: 1 });
    await paris.database.query('UPDATE customer_operations SET delivered = false');
    await uploadAll(paris);
    expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 1, failed: 0, waiting: 0 });
  });

  it('R13: an order with the error of its customer fails, is retried, and does not stop its neighbours', async () => {
    const { paris } = await open();
    const failing = await createFailing(paris, 'Failing');
    const sound = await createPending(paris, 'Sound');
    await createTransaction(paris, orderOf(paris, failing));
    await createTransaction(paris, orderOf(paris, sound));
    await uploadAll(paris);
    const { database } = world.headquarters;
    expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 1, failed: 1, waiting: 0 });
    const [order] = await ordersAtHeadquarters(database, { status: 'failure', countMax: 10 });
    expect(order).toMatchObject({ retryCount: 0, orderError: { code: 'customer_group_unknown' } });
    expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 0, failed: 0, waiting: 0 });
    expect(await synchronizeOrders(world.headquarters, { allFailed: true })).toMatchObject({ failed: 1 });
    await mendFailing(failing);
    expect(await synchronizeOrders(world.headquarters, { allFailed: true })).toMatchObject({ created: 1 });
    expect(await ordersAtHeadquarters(database, { status: 'success', countMax: 10 })).toHaveLength(2);
  });
});

describe('a synchronous order', () => {
  it('LK-14: a pending customer cannot be chosen until its account number is back; an asynchronous order can have it', async () => {
    const { houston } = await open();
    const customer = await createPending(houston, 'Unsynchronized');
    await expect(createTransaction(houston, orderOf(houston, customer))).rejects.toMatchObject({
      code: 'order_customer_pending',
      problems: [{ field: 'customer' }],
    });
    await drainRoad(world);
    const made = await createTransaction(houston, orderOf(houston, customer));
    expect(made.recorded).toMatchObject({ way: 'sync', status: 'completed', salesOrderNumber: 'SO-000000001' });
    expect(await runPJob(houston)).toEqual({ packages: 0, rows: 0 });
    setProfile(houston, { createCustomerOrderInAsyncMode: true });
    const pending = await createPending(houston, 'Chosen');
    expect((await createTransaction(houston, orderOf(houston, pending))).recorded.way).toBe('async');
  });

  it('R2: with fallback, a lost reply and the P-job make one order', async () => {
    let loseReplies = false;
    const { houston } = await open({
      line: (_store, connection) => ({
        ...connection,
        createOrderInRealTime: async (...call) => {
          const answer = await connection.createOrderInRealTime(...call);
          if (loseReplies) throw new CommunicationException('the reply was lost', null);
          return answer;
        },
      }),
    });
    const customer = await createNamed(houston, 'Lost');
    setProfile(houston, { createCustomerOrderWithAsyncFallback: true });
    loseReplies = true;
    const request = orderOf(houston, customer, { transactionId: 'HOUSTON-7-1' });
    const first = await createTransaction(houston, request);
    expect(first.recorded).toMatchObject({ way: 'fallback', status: 'pending' });
    expect(await createTransaction(houston, request)).toMatchObject({ replayed: true });
    await uploadAll(houston);
    await synchronizeOrders(world.headquarters);
    expect(await count('sales_orders')).toBe(1);
    expect(await count('retail_transactions')).toBe(1);
  });

  it('with fallback, the time-out of the profile sends the same order by P-job; the late call makes no second one', async () => {
    const late = Promise.withResolvers<void>();
    const arrived: Promise<unknown>[] = [];
    const { houston } = await open({ line: (_store, connection) => slowOrders(connection, late.promise, arrived) });
    const customer = await createNamed(houston, 'Slow');
    setProfile(houston, { createCustomerOrderWithAsyncFallback: true, createCustomerOrderWaitTimeoutMs: 100 });
    const { recorded } = await createTransaction(houston, orderOf(houston, customer));
    expect(recorded.way).toBe('fallback');
    await uploadAll(houston);
    expect(await synchronizeOrders(world.headquarters)).toMatchObject({ created: 1 });
    late.resolve();
    expect(await Promise.all(arrived)).toEqual([{ status: 'completed', salesOrderNumber: 'SO-000000001' }]);
    expect(await count('sales_orders')).toBe(1);
  });

  it('without fallback a communication exception refuses, and what headquarters made of it is canceled', async () => {
    const { houston } = await open({
      line: (_store, connection) => ({
        ...connection,
        createOrderInRealTime: async (...call) => {
          await connection.createOrderInRealTime(...call);
          throw new CommunicationException('the reply was lost', null);
        },
      }),
    });
    const customer = await createNamed(houston, 'Given Up');
    const request = orderOf(houston, customer, { transactionId: 'HOUSTON-7-2' });
    await expect(createTransaction(houston, request)).rejects.toMatchObject({ code: 'headquarters_unreachable' });
    await expect(createTransaction(houston, request)).rejects.toMatchObject({ code: 'order_given_up' });
    await uploadAll(houston);
    expect(await count("sales_orders WHERE status = 'canceled'")).toBe(1);
    expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 0, failed: 0, waiting: 0 });
  });

  it('without fallback and with headquarters never asked, nothing is kept and the same request works later', async () => {
    const { houston } = await open({ channelLimits: { realTimeCallCountMax: 0 } });
    const customer = await createPending(houston, 'Never Asked');
    await drainRoad(world);
    const request = orderOf(houston, customer, { transactionId: 'HOUSTON-7-3' });
    await expect(createTransaction(houston, request)).rejects.toMatchObject({ code: 'headquarters_unreachable' });
    expect(await transactionById(houston.database, 'HOUSTON-7-3')).toBeNull();
    setProfile(houston, { createCustomerOrderInAsyncMode: true });
    expect((await createTransaction(houston, request)).recorded.status).toBe('pending');
  });
});

function slowOrders(
  connection: HeadquartersConnection,
  until: Promise<void>,
  arrived: Promise<unknown>[],
): HeadquartersConnection {
  return {
    ...connection,
    createOrderInRealTime: (...call) => {
      const answer = until.then(() => connection.createOrderInRealTime(...call));
      arrived.push(answer);
      return answer;
    },
  };
}

describe('the end of the day', () => {
  it('LK-03: the customers of cash-and-carry sales are converted before posting, and the lines are by customer and item', async () => {
    const { paris } = await open();
    const customer = await createPending(paris, 'Carried');
    await createTransaction(paris, saleOf(paris, customer));
    await createTransaction(paris, saleOf(paris, customer));
    const { customer: _nobody, ...anonymous } = saleOf(paris, customer);
    await createTransaction(paris, anonymous);
    await uploadAll(paris);
    expect(await calculateStatements(world.headquarters)).toEqual({ statements: 1, transactions: 3 });
    expect(await postStatements(world.headquarters)).toEqual({ posted: 1, failed: 0 });
    const [statement] = await listedStatements(world.headquarters.database, { countMax: 10 });
    const posted = await statementLines(world.headquarters.database, statement?.statementId ?? '');
    const shown = posted.map((line) => [line.customerAccountNumber, line.itemId, line.quantity, line.amount]);
    expect(shown).toEqual([
      [null, '81125', '2', '39.90'],
      ['C-000000001', '81125', '4', '79.80'],
    ]);
    expect(new Set(posted.map((line) => line.invoiceNumber)).size).toBe(2);
    expect(await calculateStatements(world.headquarters)).toEqual({ statements: 0, transactions: 0 });
    expect(await postStatements(world.headquarters)).toEqual({ posted: 0, failed: 0 });
  });

  it('R13: a sale whose customer fails is reported and left to the next statement; the others are posted', async () => {
    const { paris } = await open();
    const failing = await createFailing(paris, 'Failing');
    const sound = await createPending(paris, 'Sound');
    const left = await createTransaction(paris, saleOf(paris, failing));
    await createTransaction(paris, saleOf(paris, sound));
    await uploadAll(paris);
    await calculateStatements(world.headquarters);
    expect(await postStatements(world.headquarters)).toEqual({ posted: 1, failed: 0 });
    const { database } = world.headquarters;
    const [first] = await listedStatements(database, { countMax: 10 });
    expect(await statementExclusions(database, first?.statementId ?? '')).toEqual([
      expect.objectContaining({
        transactionId: left.recorded.transaction.transactionId,
        problem: expect.objectContaining({ code: 'customer_group_unknown' }) as unknown,
      }),
    ]);
    await calculateStatements(world.headquarters);
    expect(await postStatements(world.headquarters)).toEqual({ posted: 0, failed: 1 });
    const [waiting] = await listedStatements(database, { countMax: 1 });
    expect(waiting).toMatchObject({ state: 'calculated', lastKnownError: { code: 'statement_nothing_to_post' } });
    await mendFailing(failing);
    expect(await postStatements(world.headquarters)).toEqual({ posted: 1, failed: 0 });
  });

  it('R5: a crash at any point of orders and statements leaves what the next run finishes', async () => {
    const crashing = crashingSeams();
    const { paris } = await open({ seams: crashing.seams });
    const customer = await createPending(paris, 'Crashed');
    await createTransaction(paris, orderOf(paris, customer));
    await createTransaction(paris, saleOf(paris, customer));
    crashing.arm();
    await untilDone(() => uploadAll(paris));
    await untilDone(() => synchronizeOrders(world.headquarters));
    await untilDone(() => calculateStatements(world.headquarters));
    await untilDone(() => postStatements(world.headquarters));
    crashing.disarm();
    expect(crashing.crashed.size).toBeGreaterThan(30);
    expect(crashing.crashed).toContain('synchronize order/commit');
    expect(crashing.crashed).toContain('invoice statement/committed');
    expect(await count('sales_orders')).toBe(1);
    expect(await count('customers')).toBe(1);
    expect(await count('statement_orders WHERE invoice_number IS NOT NULL')).toBe(1);
    expect(await count("statements WHERE state = 'posted'")).toBe(1);
    expect(await count("document_numbers WHERE kind = 'salesOrder' AND next_value = 3")).toBe(1);
  });
});

class Crash extends Error {}

/** Each crash point throws once. */
function crashingSeams(): { seams: Seams; crashed: Set<string>; arm(): void; disarm(): void } {
  let armed = false;
  const crashed = new Set<string>();
  const crashPoints = {
    reach(point: string): void {
      if (!armed || crashed.has(point)) return;
      crashed.add(point);
      throw new Crash(point);
    },
  };
  return {
    seams: { ...systemSeams(silentLog), crashPoints },
    crashed,
    arm: () => void (armed = true),
    disarm: () => void (armed = false),
  };
}

const runCountMax = 200;

/** Runs a job again until no crash is left in it. */
async function untilDone(job: () => Promise<unknown>): Promise<void> {
  for (let run = 0; run < runCountMax; run++) {
    try {
      await job();
      return;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
  throw new Error('the job never ended');
}

it('R7: no P-job passes by a sale that is committed after later ones', async () => {
  const { paris } = await open();
  const customer = await createPending(paris, 'Committed Late');
  const { recorded } = await createTransaction(paris, saleOf(paris, customer));
  const late = { ...recorded.transaction, transactionId: 'PARIS-LATE', receiptNumber: 'LATE' };
  await paris.database.transaction('hold', async (tx) => {
    await tx.query(insertTransaction, [
      late.transactionId,
      seamsOfTest.ids.uuid(),
      paris.epoch.number,
      late.transactionType,
      late.channelId,
      late.receiptNumber,
      late.customerId,
      'async',
      JSON.stringify(late),
      recorded.contentHash,
      seamsOfTest.clock.now(),
    ]);
    await createTransaction(paris, saleOf(paris, customer));
    await runPJob(paris);
    expect(await count('retail_transactions')).toBe(1);
  });
  await uploadAll(paris);
  expect(await count('retail_transactions')).toBe(3);
});

describe('a restored headquarters', () => {
  it('R11: notices it from a sale that it acknowledged and lost, though nothing else was exchanged since', async () => {
    const { paris } = await open();
    const customer = await createNamed(paris, 'Sold');
    await drainRoad(world);
    await world.backUp('headquarters');
    const sale = await createTransaction(paris, saleOf(paris, customer));
    await uploadAll(paris);
    await world.restore('headquarters');
    await drainRoad(world);
    const found = await transactionAtHeadquarters(world.headquarters.database, sale.recorded.transaction.transactionId);
    expect(found.customer?.customerId).toBe(customer.customerId);
  });

  it('R11: is offered again what the channel still holds, and an order keeps the number that the store knows', async () => {
    const { paris, houston } = await open();
    const customer = await createNamed(houston, 'Restored');
    await drainRoad(world);
    await world.backUp('headquarters');
    const sync = await createTransaction(houston, orderOf(houston, customer));
    const async = await createTransaction(paris, orderOf(paris, await createPending(paris, 'Later')));
    await drainRoad(world);
    expect(await synchronizeOrders(world.headquarters)).toMatchObject({ created: 1 });
    await world.restore('headquarters');
    expect(await count('retail_transactions')).toBe(0);
    await drainRoad(world);
    expect(await synchronizeOrders(world.headquarters)).toMatchObject({ created: 2 });
    const { database } = world.headquarters;
    const again = await transactionAtHeadquarters(database, sync.recorded.transaction.transactionId);
    expect(again.salesOrderNumber).toBe(sync.recorded.salesOrderNumber);
    const other = await transactionAtHeadquarters(database, async.recorded.transaction.transactionId);
    expect(other.pendingOrderStatus).toBe('success');
    expect(other.salesOrderNumber).not.toBe(again.salesOrderNumber);
  });
});
