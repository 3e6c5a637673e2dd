import type { ShownTransaction } from '@counterfoil/channel/orders/show-transaction';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imogen, openWorld, type ScaleUnit, type World } from './commerce-api-fixture.ts';

const uuidInText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/u;
const lines = [
  { itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' },
  { itemId: 'Café-7', quantity: '-1', price: '0.1', amount: '-0.1' },
];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function createIn(unit: ScaleUnit): Promise<string> {
  const channelId = unit.channel.channelDatabaseId.toUpperCase();
  const { body } = await unit.call('POST', '/customers', { body: { channelId, customer: imogen } });
  return body.customer.customerId;
}

const post = (unit: ScaleUnit, body: object, idempotencyKey?: string) =>
  unit.call<ShownTransaction>('POST', '/transactions', { body, ...(idempotencyKey && { idempotencyKey }) });

const sale = { channelId: 'PARIS', terminalId: 'PARIS-2', transactionType: 'cashAndCarry', lines } as const;

describe('WD-39: a transaction has one number, online and offline', () => {
  it('a number made here is of store, terminal and milliseconds, and no two are the same', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => post(world.paris, sale)));
    const ids = made.map(({ body }) => body.transaction.transactionId);
    expect(new Set(ids).size).toBe(8);
    expect(new Set(made.map(({ body }) => body.transaction.receiptNumber)).size).toBe(8);
    for (const id of ids) expect(id).toMatch(/^PARIS-PARIS-2-\d{13}$/u);
    expect(made[0]?.status).toBe(201);
    expect(made[0]?.body.transaction.totalAmount).toBe('39.80');
  });

  it('the same number, key or operation again is the same transaction; with other content it is refused', async () => {
    const chosen = { ...sale, transactionId: 'PARIS-2-1', receiptNumber: 'R 1' };
    expect((await post(world.paris, chosen)).status).toBe(201);
    expect(await post(world.paris, chosen)).toMatchObject({
      status: 200,
      body: { transaction: { receiptNumber: 'R 1' } },
    });
    const codeOf = async (body: object, key?: string): Promise<unknown> => (await post(world.paris, body, key)).body;
    expect(await codeOf({ ...chosen, currency: 'USD' })).toMatchObject({ error: { code: 'idempotency_key_reused' } });
    expect(await codeOf(chosen, 'another key')).toMatchObject({ error: { code: 'transaction_id_taken' } });
    expect(await codeOf({ ...sale, receiptNumber: 'R 1' })).toMatchObject({ error: { code: 'receipt_number_taken' } });
    const first = await post(world.paris, sale, 'till 7, receipt 12');
    const again = await post(world.paris, sale, 'till 7, receipt 12');
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.transaction).toEqual(first.body.transaction);
  });
});

describe('a transaction and its customer', () => {
  it('R3: shows Pending synchronization and later the account number, and finds the customer by any identifier', async () => {
    const customer = await createIn(world.paris);
    const made = await post(world.paris, { ...sale, customer });
    expect(made.body.display).toMatchObject({ customer: 'Imogen Fictitious', account: 'Pending synchronization' });
    expect(JSON.stringify(made.body.display)).not.toMatch(uuidInText);
    const path = `/transactions/${made.body.transaction.transactionId}`;
    const french = await world.paris.call<ShownTransaction>('GET', path, { language: 'fr' });
    expect(french.body.display.account).toBe('En attente de synchronisation');
    await world.runTheThreeJobs();
    const { body } = await world.paris.call<ShownTransaction>('GET', path);
    expect(body.display.account).toMatch(/^C-\d{9}$/u);
    for (const identifier of [customer, body.display.account]) {
      const listed = await world.paris.call<{ transactions: ShownTransaction[] }>(
        'GET',
        `/customers/${identifier}/transactions`,
      );
      expect(listed.body.transactions.map((line) => line.transaction)).toEqual([body.transaction]);
    }
    expect(await world.paris.refused('GET', '/transactions/none')).toMatchObject({ status: 404 });
  });

  it('LK-14: the refusal of a pending customer is a sentence for the cashier, in both languages', async () => {
    world.circumstances.line = 'down';
    const customer = await createIn(world.houston);
    world.circumstances.line = 'up';
    const order = { channelId: 'HOUSTON', transactionType: 'customerOrder', customer, lines };
    const refused = await world.houston.refused('POST', '/transactions', { body: order });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'order_customer_pending' } } });
    expect(refused.body.error.message).toContain('still being synchronized');
    const french = await world.houston.refused('POST', '/transactions', { body: order, language: 'fr' });
    expect(french.body.error.message).toContain('en cours de synchronisation');
    expect(JSON.stringify([refused.body, french.body])).not.toMatch(uuidInText);
    await world.runTheThreeJobs();
    const made = await post(world.houston, order);
    expect(made.body).toMatchObject({ way: 'sync', status: 'completed', salesOrderNumber: 'SO-000000001' });
  });
});

describe('R13: bad input is refused with its code', () => {
  const order = { channelId: 'PARIS', transactionType: 'customerOrder', lines };
  it.each([
    [order, 422, 'order_customer_required'],
    [{ ...order, customer: 'C-999999999' }, 404, 'customer_unknown'],
    [{ ...sale, channelId: 'NOWHERE' }, 404, 'channel_unknown'],
    [{ ...sale, lines: [] }, 400, 'request_invalid'],
    [{ ...sale, lines: [{ ...lines[0], quantity: '1e9' }] }, 400, 'request_invalid'],
    [{ ...sale, lines: [{ ...lines[0], itemId: '\u0000' }] }, 400, 'request_invalid'],
    [{ ...sale, requestedDeliveryDate: '2001-01-01' }, 422, 'requested_date_in_past'],
    [{ ...sale, deliveryAddressId: '01890000-0000-7000-8000-0000000000aa' }, 422, 'order_address_unknown'],
    [{ ...sale, transactionId: "'; DROP TABLE retail_transactions; --" }, 400, 'request_invalid'],
    [{ ...sale, currency: 'eur' }, 400, 'request_invalid'],
  ])('%#: %o', async (body, status, code) => {
    expect(await world.paris.refused('POST', '/transactions', { body })).toMatchObject({
      status,
      body: { error: { code } },
    });
  });
});
