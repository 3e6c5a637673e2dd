import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOrderInRealTime } from '../orders/order-in-real-time.ts';
import { receiveTransactions } from '../orders/receive-transactions.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import { synchronizeOrders } from '../orders/synchronize-orders.ts';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from './administration-fixture.ts';

let world: AdministrationWorld;

beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

const uuidInText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/u;
let transactionCount = 0;

function orderOf(customerId: string | null, more: Partial<RetailTransaction> = {}): RetailTransaction {
  const transactionId = `PARIS-2-${++transactionCount}`;
  return {
    transactionId,
    transactionType: 'customerOrder',
    receiptNumber: transactionId,
    legalEntity: 'USRT',
    channelId: 'PARIS',
    node: 'paris',
    terminalId: 'PARIS-2',
    workerId: null,
    recordedAt: '2026-03-01T10:00:00.000Z',
    currency: 'EUR',
    customerId,
    deliveryAddressId: null,
    requestedDeliveryDate: null,
    lines: [{ itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' }],
    totalAmount: '39.90',
    receiptEmail: null,
    receiptLanguage: 'en',
    ...more,
  };
}

async function upload(...entries: unknown[]): Promise<unknown> {
  const headquartersEpochId = world.headquarters.epoch.epochId;
  return receiveTransactions(world.headquarters, 'paris', { headquartersEpochId, entries });
}

const entryOf = (transaction: RetailTransaction): object => ({
  transaction,
  givenUp: false,
  knownSalesOrderNumber: null,
});

/** A customer with an account number; answers the permanent identifier. */
async function createCustomer(lastName: string): Promise<string> {
  const operation = operationOf({ fields: { lastName } });
  await stageOperations(world, [operation]);
  await synchronizeCustomers(world.headquarters);
  return operation.customerId;
}

describe('transactions that arrive', () => {
  it('R13: bad entries are parked with their reason, once, and the others are kept', async () => {
    const customerId = await createCustomer('Sound');
    const sound = orderOf(customerId);
    const bad = [
      null,
      { transaction: 1 },
      entryOf(orderOf(customerId, { node: 'houston' })),
      entryOf(orderOf(customerId, { channelId: 'HOUSTON' })),
      entryOf(orderOf(customerId, { workerId: 'x\u0000y' })),
      entryOf({ ...sound, totalAmount: '1.00' }),
      { transaction: { ...sound, deliveryAddressId: '\ud800' } },
    ];
    const entries = [...bad.slice(0, 3), entryOf(sound), ...bad.slice(3)];
    const codes = [
      { index: 0, code: 'record_poisoned' },
      { index: 1, code: 'record_poisoned' },
      { index: 2, code: 'record_poisoned', detail: 'not of this channel database' },
      { index: 4, code: 'record_poisoned', detail: 'not of this channel database' },
      { index: 5, code: 'text_invalid' },
      { index: 7, code: 'record_poisoned' },
      { index: 6, code: 'transaction_id_taken' },
    ];
    for (let time = 0; time < 2; time++) {
      expect(await upload(...entries)).toMatchObject({ staged: 1, parked: codes });
    }
    const tiles = await world.call('GET', '/store-financials', { as: 'auditor' });
    expect(tiles.body).toMatchObject({ parkedTransactions: 7, ordersToSynchronize: 1 });
    const parked = await world.call('GET', '/parked-transactions?limit=2', { language: 'fr' });
    expect(parked.body).toMatchObject({ parkedTransactions: [{ channelDatabaseId: 'paris' }, {}] });
    expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 1, failed: 0, waiting: 0 });
  });

  it('parked by mistake are corrected and staged again, or dismissed with the reason, by administrators only', async () => {
    const order = orderOf(await createCustomer('Parked'));
    await upload(entryOf({ ...order, currency: 'euro' }), entryOf(orderOf(null, { node: 'houston' })));
    const listed = await world.call('GET', '/parked-transactions?state=parked', { as: 'auditor' });
    const { parkedTransactions: parked } = listed.body as {
      parkedTransactions: { n: string; transactionId: string }[];
    };
    const [foreign, wrong] = parked;
    expect(wrong).toMatchObject({ transactionId: order.transactionId, state: 'parked', decidedBy: null });
    const path = `/parked-transactions/${wrong?.n}`;
    const detail = await world.call('GET', path, { as: 'auditor' });
    expect(JSON.parse((detail.body as { entry: string }).entry)).toMatchObject({ transaction: { currency: 'euro' } });

    const restage = (body: object, as: 'administrator' | 'auditor' = 'administrator'): ReturnType<typeof world.call> =>
      world.call('POST', `${path}/restage`, { body, as });
    expect((await restage({ transaction: order }, 'auditor')).status).toBe(403);
    const refused: [object, number, string][] = [
      [{}, 422, 'parked_transaction_unreadable'],
      [{ transaction: { ...order, channelId: 'HOUSTON' } }, 422, 'parked_transaction_unreadable'],
      [{ transaction: { ...order, workerId: 'x\u0000y' } }, 422, 'text_invalid'],
      [{ transaction: { ...order, currency: 'euro' } }, 400, 'request_invalid'],
    ];
    for (const [body, status, code] of refused) {
      expect(await restage(body)).toMatchObject({ status, body: { error: { code } } });
    }
    const decided = { state: 'restaged', restagedTransactionId: order.transactionId };
    expect(await restage({ transaction: order })).toMatchObject({ status: 200, body: decided });
    expect(await restage({ transaction: order })).toMatchObject({
      status: 409,
      body: { error: { code: 'parked_transaction_decided' } },
    });
    expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 1, failed: 0, waiting: 0 });

    const dismissal = { body: { reason: 'Of another store' } };
    const dismissed = await world.call('POST', `/parked-transactions/${foreign?.n}/dismiss`, dismissal);
    expect(dismissed).toMatchObject({
      status: 200,
      body: { state: 'dismissed', dismissalReason: 'Of another store' },
    });
    expect((await world.call('POST', '/parked-transactions/999/dismiss', dismissal)).status).toBe(404);
    const tiles = await world.call('GET', '/store-financials', { as: 'auditor' });
    expect(tiles.body).toMatchObject({ parkedTransactions: 0 });
  });

  it('R2: one transaction that comes many times at once is one order', async () => {
    const customerId = await createCustomer('Many');
    const order = orderOf(customerId);
    await Promise.all([
      ...Array.from({ length: 4 }, () => upload(entryOf(order))),
      ...Array.from({ length: 4 }, () => createOrderInRealTime(world.headquarters, 'paris', order)),
      ...Array.from({ length: 4 }, () => synchronizeOrders(world.headquarters)),
    ]);
    await synchronizeOrders(world.headquarters);
    const rows = await world.database.query('SELECT sales_order_number FROM sales_orders');
    expect(rows).toEqual([{ sales_order_number: 'SO-000000001' }]);
  });

  it('what is refused in real time leaves nothing behind', async () => {
    const customerId = await createCustomer('Refused');
    const order = orderOf(customerId, { deliveryAddressId: customerId });
    expect(await createOrderInRealTime(world.headquarters, 'paris', order)).toMatchObject({
      status: 'refused',
      problem: { code: 'order_address_unknown' },
    });
    const unknown = orderOf('01890000-0000-7000-8000-00000000000f');
    expect(await createOrderInRealTime(world.headquarters, 'paris', unknown)).toMatchObject({
      status: 'refused',
      problem: { code: 'order_customer_pending' },
    });
    expect(await world.database.query('SELECT transaction_id FROM retail_transactions')).toEqual([]);
    await expect(createOrderInRealTime(world.headquarters, 'houston', order)).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});

describe('repairing an order (WD-24)', () => {
  it('under Editing the job leaves it alone, values are checked, each change is kept, and Sync order makes it with the hold code', async () => {
    const customerId = await createCustomer('Right');
    const order = orderOf(customerId, { deliveryAddressId: '01890000-0000-7000-8000-0000000000aa' });
    await upload(entryOf(order));
    expect(await synchronizeOrders(world.headquarters)).toMatchObject({ failed: 1 });
    const path = `/orders/${order.transactionId}`;
    const listed = await world.call('GET', '/orders?status=failure');
    expect(listed.body).toMatchObject({
      orders: [{ pendingOrderStatus: 'failure', orderError: { message: 'The customer has no such address.' } }],
    });
    const tiles = await world.call('GET', '/store-financials');
    expect(tiles.body).toMatchObject({ customerOrderSyncErrors: 1, onlineOrderSyncErrors: 0 });

    expect(await world.call('PATCH', path, { body: { deliveryAddressId: null } })).toMatchObject({
      status: 409,
      body: { error: { code: 'order_not_editing' } },
    });
    expect(await world.call('POST', `${path}/editing`)).toMatchObject({ status: 200 });
    expect(await synchronizeOrders(world.headquarters, { allFailed: true })).toEqual({
      created: 0,
      failed: 0,
      waiting: 0,
    });
    const refusals = [
      [{ customer: 'C-000000099' }, 'customer_unknown'],
      [{ deliveryAddressId: customerId }, 'order_address_unknown'],
      [{ requestedDeliveryDate: '2001-01-01' }, 'requested_date_in_past'],
      [{ requestedDeliveryDate: '2001-02-30' }, 'request_invalid'],
      [{ lines: [] }, 'request_invalid'],
      [{}, 'nothing_changed'],
    ] as const;
    for (const [body, code] of refusals) {
      expect((await world.call('PATCH', path, { body })).body).toMatchObject({ error: { code } });
    }
    const lines = [{ itemId: '81126', quantity: '1', price: '5.00', amount: '5.00' }];
    const body = { deliveryAddressId: null, requestedDeliveryDate: '2099-12-24', lines };
    const edited = await world.call('PATCH', path, { body });
    expect(edited.body).toMatchObject({ pendingOrderStatus: 'editing', transaction: { totalAmount: '5.00' } });
    const synced = await world.call('POST', `${path}/sync`);
    expect(synced.body).toMatchObject({
      pendingOrderStatus: 'success',
      salesOrderNumber: 'SO-000000001',
      holdCode: 'REPAIRED',
      customerAccountNumber: 'C-000000001',
      edits: [
        { field: 'pendingOrderStatus', oldValue: 'failure', newValue: 'editing', editedBy: 'the administrator' },
        { field: 'deliveryAddress', newValue: null },
        { field: 'requestedDeliveryDate', oldValue: null, newValue: '2099-12-24' },
        { field: 'lines', oldValue: order.lines, newValue: lines },
        { field: 'pendingOrderStatus', oldValue: 'editing', newValue: 'blank' },
      ],
    });
    expect(await world.call('POST', `${path}/editing`)).toMatchObject({
      body: { error: { code: 'order_not_editable' } },
    });
    expect(await world.call('POST', '/orders/none/sync')).toMatchObject({ status: 404 });
    /* Offered again after the repair, the order is still the one that arrived. */
    expect(await upload(entryOf(order))).toEqual({ staged: 1, parked: [] });
  });

  it('R3: the order goes to another customer, whom the audit trail names by account number', async () => {
    const wrong = await createCustomer('Wrong');
    await createCustomer('Right');
    const order = orderOf(wrong);
    await upload(entryOf(order));
    const path = `/orders/${order.transactionId}`;
    await world.call('POST', `${path}/editing`);
    await world.call('PUT', '/order-parameters', { body: { holdCodeForRepairedOrders: null } });
    await world.call('PATCH', path, { body: { customer: 'C-000000002' } });
    const { body } = await world.call('POST', `${path}/sync`);
    expect(body).toMatchObject({
      salesOrderNumber: 'SO-000000001',
      holdCode: null,
      display: { account: 'C-000000002' },
    });
    const { edits, display, orderError } = body as { edits: object[]; display: object; orderError: unknown };
    expect(JSON.stringify({ edits, display, orderError })).not.toMatch(uuidInText);
    const mine = await world.call('GET', '/orders?customer=C-000000002');
    expect(mine.body).toMatchObject({ orders: [{ transaction: { transactionId: order.transactionId } }] });
  });
});

describe('statements (WD-25)', () => {
  it('a state that fails rolls back to the one before, says why, and is resumed there', async () => {
    const customerId = await createCustomer('Buyer');
    await upload(entryOf(orderOf(customerId, { transactionType: 'cashAndCarry' })));
    await world.call('PUT', '/document-numbers/USRT/invoice', {
      body: { format: 'IN-#', nextValue: 1, largestValue: 9, skipAfterRestore: 0 },
    });
    await world.database.query("UPDATE document_numbers SET next_value = 10 WHERE kind = 'invoice'");
    const calculated = await world.call('POST', '/statements/calculate', { body: { channelId: 'PARIS' } });
    expect(calculated.body).toEqual({ statements: 1, transactions: 1 });
    const failed = await world.call('POST', '/statements/1/post');
    expect(failed.body).toMatchObject({
      state: 'customerOrdersCreated',
      retryCount: 1,
      lastKnownError: { code: 'order_numbers_exhausted', message: 'The numbers of USRT are used up.' },
      lines: [{ account: 'C-000000001', salesOrderNumber: 'SO-000000001', invoiceNumber: null }],
    });
    expect((await world.call('GET', '/store-financials')).body).toMatchObject({ statementsWithErrors: 1 });
    await world.call('PUT', '/document-numbers/USRT/invoice', {
      body: { format: 'IN-##', largestValue: 99, skipAfterRestore: 0 },
    });
    const posted = await world.call('POST', '/statements/1/post');
    expect(posted.body).toMatchObject({
      state: 'posted',
      lastKnownError: null,
      lines: [{ salesOrderNumber: 'SO-000000001', invoiceNumber: 'IN-10' }],
    });
    const states = (posted.body as { events: { state: string; error: unknown }[] }).events.map(
      ({ state, error }) => `${state}${error ? ' failed' : ''}`,
    );
    expect(states).toEqual([
      'started',
      'marked',
      'calculated',
      'checked',
      'aggregated',
      'customerOrdersCreated',
      'customerOrdersCreated failed',
      'invoiced',
      'posted',
    ]);
    const listed = await world.call('GET', '/statements?channelId=PARIS&state=posted', { as: 'auditor' });
    expect(listed.body).toMatchObject({ statements: [{ statementId: '1' }] });
    expect(await world.call('POST', '/statements/99/post')).toMatchObject({ status: 404 });
  });

  it('sales that come while a statement waits to be posted are added to it', async () => {
    await upload(entryOf(orderOf(null, { transactionType: 'cashAndCarry' })));
    await world.call('POST', '/statements/calculate', { body: {} });
    await upload(entryOf(orderOf(null, { transactionType: 'cashAndCarry' })));
    await world.call('POST', '/statements/calculate', { body: {} });
    const posted = await world.call('POST', '/statements/1/post');
    expect(posted.body).toMatchObject({
      state: 'posted',
      transactionCount: 2,
      lines: [{ account: '', quantity: '4' }],
    });
  });
});

it('an order of an unknown legal entity, without a customer, or with numbers used up fails with its reason', async () => {
  const customerId = await createCustomer('Failing');
  await upload(
    entryOf(orderOf(customerId, { legalEntity: 'NONE' })),
    entryOf(orderOf(null)),
    entryOf(orderOf(customerId)),
  );
  await world.call('PUT', '/document-numbers/USRT/salesOrder', {
    body: { format: '#', nextValue: 1, largestValue: 1, skipAfterRestore: 0 },
  });
  await world.database.query('UPDATE document_numbers SET next_value = 2');
  expect(await synchronizeOrders(world.headquarters)).toEqual({ created: 0, failed: 3, waiting: 0 });
  const { body } = await world.call('GET', '/orders');
  const codes = (body as { orders: { orderError: { code: string } }[] }).orders.map((order) => order.orderError.code);
  expect(codes).toEqual(['order_numbers_exhausted', 'order_customer_required', 'legal_entity_unknown']);
});
