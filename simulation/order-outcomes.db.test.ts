import { createOrderOutcomes } from '@counterfoil/channel/orders/order-outcomes';
import type { Channel } from '@counterfoil/channel/channel';
import { createTransaction } from '@counterfoil/channel/orders/create-transaction';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { showTransaction, type ShownTransaction } from '@counterfoil/channel/orders/show-transaction';
import { transactionById } from '@counterfoil/channel/orders/transactions';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CreateTransactionRequest } from '@counterfoil/contracts/retail-transaction';
import { ordersAtHeadquarters } from '@counterfoil/headquarters/orders/orders';
import {
  dismissParkedTransaction,
  parkedTransactions,
  restageParkedTransaction,
} from '@counterfoil/headquarters/orders/parked-transactions';
import { synchronizeOrders } from '@counterfoil/headquarters/orders/synchronize-orders';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNamed, drainRoad, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';

let world: ExchangeWorld;
let paris: Channel;
let customer: Customer;
beforeEach(async () => {
  world = await openExchangeWorld();
  paris = world.stores.paris;
  const channels = paris.configuration.channels.map((one) => ({ ...one, createCustomerOrderInAsyncMode: true }));
  paris.configuration = { ...paris.configuration, channels };
  customer = await createNamed(paris, 'Buyer');
  await drainRoad(world);
});
afterEach(() => world.close());

async function order(more: Partial<CreateTransactionRequest> = {}): Promise<string> {
  const { recorded } = await createTransaction(paris, {
    channelId: 'PARIS',
    transactionType: 'customerOrder',
    customer: customer.customerId,
    lines: [{ itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' }],
    ...more,
  });
  return recorded.transaction.transactionId;
}

const uploadCountMax = 20;

/** Runs the P-job until nothing is left: other transactions of the test server may hold it back for a while (R7). */
async function upload(): Promise<void> {
  for (let run = 0; run < uploadCountMax; run++) {
    await runPJob(paris);
    const left = await paris.database.query('SELECT 1 FROM retail_transactions WHERE NOT delivered LIMIT 1');
    if (left.length === 0) return;
  }
  throw new Error('the outbox is never empty');
}

async function shown(transactionId: string): Promise<ShownTransaction> {
  const recorded = await transactionById(paris.database, transactionId);
  if (!recorded) throw new Error('the transaction is gone');
  return showTransaction(recorded, null, 'en');
}

const learn = (): Promise<number> => createOrderOutcomes(paris).learn();

/** What arrives is another transaction than was recorded: as from a store of an older make. */
async function recordWrongly(transactionId: string, wrong: object): Promise<void> {
  await paris.database.query(
    'UPDATE retail_transactions SET document = document || $2::jsonb WHERE transaction_id = $1',
    [transactionId, JSON.stringify(wrong)],
  );
}

describe('what became of an order that was made without the user', () => {
  it('is shown at its channel: at headquarters, then the sales order number', async () => {
    const transactionId = await order();
    await upload();
    expect(await learn()).toBe(0);
    expect(await shown(transactionId)).toMatchObject({ status: 'uploaded', display: { status: 'At headquarters' } });
    await synchronizeOrders(world.headquarters);
    expect(await learn()).toBe(1);
    expect(await shown(transactionId)).toMatchObject({
      status: 'completed',
      salesOrderNumber: 'SO-000000001',
      display: { status: 'Sales order SO-000000001', reason: null },
    });
    expect(await learn()).toBe(0);
  });

  it('is its reason while it fails, and the sales order once it is mended', async () => {
    const elsewhere = '019b0000-0000-7000-8000-00000000000e';
    const transactionId = await order();
    await recordWrongly(transactionId, { deliveryAddressId: elsewhere });
    await upload();
    await synchronizeOrders(world.headquarters);
    expect(await learn()).toBe(1);
    const failing = await shown(transactionId);
    expect(failing).toMatchObject({
      status: 'failed',
      lastKnownError: { code: 'order_address_unknown' },
      display: { status: 'Needs attention at headquarters', reason: 'The customer has no such address.' },
    });
    expect(await learn()).toBe(0);
    await world.headquarters.database.query(
      `UPDATE retail_transactions SET document = document || '{"deliveryAddressId":null}'`,
    );
    await synchronizeOrders(world.headquarters, { allFailed: true });
    await learn();
    expect(await shown(transactionId)).toMatchObject({ status: 'completed', lastKnownError: null });
  });

  it('R11: is offered with its sales order number to a headquarters that has lost the order', async () => {
    await world.backUp('headquarters');
    const transactionId = await order();
    await upload();
    await synchronizeOrders(world.headquarters);
    await learn();
    await world.restore('headquarters');
    await drainRoad(world);
    await upload();
    await synchronizeOrders(world.headquarters);
    const [made] = await ordersAtHeadquarters(world.headquarters.database, { countMax: 10 });
    expect(made).toMatchObject({ transaction: { transactionId }, salesOrderNumber: 'SO-000000001' });
  });

  it('is asked for in turn when there are more than one request asks for', async () => {
    const ids = [await order(), await order(), await order()];
    await upload();
    await synchronizeOrders(world.headquarters);
    const outcomes = createOrderOutcomes(paris, 2);
    expect([await outcomes.learn(), await outcomes.learn(), await outcomes.learn()]).toEqual([2, 1, 0]);
    for (const id of ids) expect((await shown(id)).status).toBe('completed');
  });

  it('R15: is told to the channel database that brought it, and to no other', async () => {
    const transactionId = await order();
    await upload();
    const receipt = await world.stores.houston.headquarters.uploadTransactions({
      headquartersEpochId: world.headquarters.epoch.epochId,
      entries: [],
      undecidedTransactions: [transactionId],
    });
    expect(receipt.outcomes).toEqual([]);
  });
});

describe('a transaction that headquarters had to park', () => {
  it('is corrected and staged again there, becomes a sales order, and its channel learns it', async () => {
    const transactionId = await order();
    await recordWrongly(transactionId, { currency: 'euro' });
    await upload();
    expect(await shown(transactionId)).toMatchObject({
      status: 'failed',
      lastKnownError: { code: 'record_poisoned' },
    });
    const { headquarters } = world;
    const [parked] = await parkedTransactions(headquarters.database, { state: 'parked', countMax: 10 });
    if (!parked) throw new Error('nothing was parked');
    expect(parked).toMatchObject({ transactionId, channelDatabaseId: 'paris', decidedBy: null });
    await expect(restageParkedTransaction(headquarters, parked.n, { decidedBy: 'mary' })).rejects.toMatchObject({
      code: 'parked_transaction_unreadable',
    });

    const held = (await transactionById(paris.database, transactionId))?.transaction;
    if (!held) throw new Error('the transaction is gone');
    const corrected = { ...held, currency: 'EUR' };
    const foreign = restageParkedTransaction(headquarters, parked.n, {
      corrected: { ...corrected, node: 'houston' },
      decidedBy: 'mary',
    });
    await expect(foreign).rejects.toMatchObject({ code: 'parked_transaction_unreadable' });
    await restageParkedTransaction(headquarters, parked.n, { corrected, decidedBy: 'mary' });
    const again = restageParkedTransaction(headquarters, parked.n, { corrected, decidedBy: 'mary' });
    await expect(again).rejects.toMatchObject({ code: 'parked_transaction_decided' });
    await learn();
    expect((await shown(transactionId)).status).toBe('uploaded');

    expect(await synchronizeOrders(headquarters)).toMatchObject({ created: 1 });
    const [made] = await ordersAtHeadquarters(headquarters.database, { countMax: 10 });
    expect(made).toMatchObject({ holdCode: 'REPAIRED', transaction: corrected });
    await learn();
    expect(await shown(transactionId)).toMatchObject({ status: 'completed', salesOrderNumber: made?.salesOrderNumber });
    const [decided] = await parkedTransactions(headquarters.database, { countMax: 10 });
    expect(decided).toMatchObject({ state: 'restaged', restagedTransactionId: transactionId, decidedBy: 'mary' });
  });

  it('is dismissed with who, when and why, and its channel shows that', async () => {
    const transactionId = await order();
    await recordWrongly(transactionId, { currency: 'euro' });
    await upload();
    const { headquarters } = world;
    const [parked] = await parkedTransactions(headquarters.database, { countMax: 10 });
    const dismissal = { reason: 'Entered by hand', decidedBy: 'mary' };
    const unprintable = dismissParkedTransaction(headquarters, parked?.n ?? '', {
      ...dismissal,
      reason: 'by\u0000hand',
    });
    await expect(unprintable).rejects.toMatchObject({ code: 'text_invalid' });
    await dismissParkedTransaction(headquarters, parked?.n ?? '', dismissal);
    await expect(dismissParkedTransaction(headquarters, parked?.n ?? '', dismissal)).rejects.toMatchObject({
      code: 'parked_transaction_decided',
    });
    await expect(dismissParkedTransaction(headquarters, '999', dismissal)).rejects.toMatchObject({
      code: 'parked_transaction_unknown',
    });
    const [decided] = await parkedTransactions(headquarters.database, { state: 'dismissed', countMax: 10 });
    expect(decided).toMatchObject({ dismissalReason: 'Entered by hand', decidedBy: 'mary' });
    expect(decided?.decidedAt).not.toBeNull();
    await learn();
    expect(await shown(transactionId)).toMatchObject({
      status: 'refused',
      display: { status: 'Refused by headquarters', reason: 'Headquarters has dismissed this transaction.' },
    });
  });

  it('under a number that another channel has used learns nothing of the other one', async () => {
    const transactionId = await order();
    await world.headquarters.database.query(
      `INSERT INTO retail_transactions (transaction_id, transaction_type, channel_database_id, channel_id, legal_entity,
         receipt_number, document, arrived_document, order_status, received_at, modified_at)
       VALUES ($1, 'customerOrder', 'paris', 'PARIS', 'USRT', 'another', '{}', '{}', 'blank', now(), now())`,
      [transactionId],
    );
    await upload();
    await learn();
    expect(await shown(transactionId)).toMatchObject({
      status: 'failed',
      lastKnownError: { code: 'transaction_id_taken' },
    });
  });
});
