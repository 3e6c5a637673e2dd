import { exchangeOfflineDatabaseRoute } from '@counterfoil/channel/commerce-api/exchange-offline-database';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { createOrderOutcomes } from '@counterfoil/channel/orders/order-outcomes';
import type { OfflineExchangeRequest, OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import { synchronizeOrders } from '@counterfoil/headquarters/orders/synchronize-orders';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { correctOperation } from '@counterfoil/headquarters/synchronization-status/correct-operation';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWorld, type World } from './commerce-api-fixture.ts';

const deviceEpoch = { number: 1, epochId: '019b0000-0000-7000-8000-0000000000c1' };
const customerId = '019b0000-0000-7000-8000-0000000000c2';
const example = exchangeOfflineDatabaseRoute.examples.request as OfflineExchangeRequest;

let world: World;

beforeEach(async () => {
  world = await openWorld();
  const { channel } = world.paris;
  const register = { registerId: 'PARIS-1', channelId: 'PARIS', name: 'Till', supportOffline: true };
  channel.configuration = { ...channel.configuration, registers: [{ ...register, offlineProfileId: null }] };
});

afterEach(() => world.close());

const sale = {
  transactionId: 'PARIS-1-1793000000001',
  transactionType: 'cashAndCarry',
  receiptNumber: 'P1-1',
  legalEntity: 'USRT',
  channelId: 'PARIS',
  terminalId: 'PARIS-1',
  workerId: '000160',
  recordedAt: '2030-01-02T03:04:05.000Z',
  currency: 'EUR',
  customerId: null,
  deliveryAddressId: null,
  requestedDeliveryDate: null,
  lines: [{ itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' }],
  totalAmount: '39.90',
};

const order = {
  ...sale,
  transactionId: 'PARIS-1-2',
  receiptNumber: 'P1-2',
  transactionType: 'customerOrder',
  customerId,
};

async function exchange(part: Partial<OfflineExchangeRequest>): Promise<OfflineExchangeResponse> {
  const body = { ...example, deviceEpoch, channelEpoch: null, cursor: null, entries: [], ...part };
  const answer = await world.paris.call<OfflineExchangeResponse>('POST', '/offline-databases/PARIS-1/exchange', {
    body,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

async function recorded(): Promise<unknown[]> {
  return world.paris.channel.database.query(
    'SELECT transaction_id AS id, way, status FROM retail_transactions ORDER BY n',
  );
}

const creation = {
  deviceSequence: 1,
  operation: {
    ...example.entries[0]?.operation,
    operationId: '019b0000-0000-7000-8000-0000000000c3',
    customerId,
    origin: { legalEntity: 'USRT', channelId: 'PARIS', node: 'paris', terminalId: 'PARIS-1', workerId: null },
    changes: {
      fields: {
        customerType: 'person',
        firstName: 'Imogen',
        lastName: 'Fictitious',
        languageId: 'en-US',
        currency: 'EUR',
        customerGroup: '30',
      },
      addresses: [],
    },
  },
};

describe('transactions of a till', () => {
  it('R1: are recorded exactly once by their number, however often they come', async () => {
    const receipt = { transactionId: sale.transactionId, result: 'recorded', code: null, field: null };
    for (const attempt of ['first', 'repeated', 'at another time']) {
      const again = attempt === 'at another time' ? { ...sale, recordedAt: '2030-01-02T03:04:06.000Z' } : sale;
      const answer = await exchange({ transactions: [again, again] });
      expect([attempt, answer.transactionReceipts]).toEqual([attempt, [receipt, receipt]]);
    }
    expect(await recorded()).toEqual([{ id: sale.transactionId, way: 'async', status: 'pending' }]);
  });

  it('go to headquarters behind the customer who was created in the same exchange, and their outcome comes back', async () => {
    await exchange({ entries: [creation], transactions: [order, sale] });
    await runPJob(world.paris.channel);
    await synchronizeCustomers(world.headquarters);
    await synchronizeOrders(world.headquarters);
    expect((await exchange({ awaitedTransactions: [order.transactionId] })).transactionOutcomes).toEqual([]);
    await createOrderOutcomes(world.paris.channel).learn();
    const { transactionOutcomes } = await exchange({ awaitedTransactions: [order.transactionId] });
    expect(transactionOutcomes).toMatchObject([
      { transactionId: order.transactionId, status: 'completed', salesOrderNumber: expect.any(String) as string },
    ]);
    const rows = await world.headquarters.database.query('SELECT count(*)::integer AS n FROM retail_transactions');
    expect(rows).toEqual([{ n: 2 }]);
  });

  it.each([
    ['terminalId', { terminalId: 'PARIS-2' }, 'offline_entry_foreign'],
    ['channelId', { channelId: 'HOUSTON' }, 'offline_entry_foreign'],
    ['legalEntity', { legalEntity: 'OTHER' }, 'offline_entry_foreign'],
    ['node', { node: 'houston' }, 'offline_entry_foreign'],
    ['node', { node: 7 }, 'offline_entry_foreign'],
    ['lines', { lines: [] }, 'offline_transaction_unreadable'],
    ['', { unheardOf: 1 }, 'offline_transaction_unreadable'],
    ['', { workerId: '\u0000' }, 'record_poisoned'],
    ['receiptNumber', { receiptNumber: 'P1-1' }, 'receipt_number_taken'],
    ['transactionId', { transactionId: sale.transactionId }, 'transaction_id_taken'],
  ])(
    'R13, R15: one with wrong %s %j is kept as rejected (%s), and the others go through',
    async (field, part, code) => {
      await exchange({ transactions: [sale] });
      const bad = { ...sale, transactionId: 'PARIS-1-9', receiptNumber: 'P1-9', currency: 'USD', ...part };
      const last = { ...sale, transactionId: 'PARIS-1-10', receiptNumber: 'P1-10' };
      for (let time = 0; time < 2; time++) {
        const { transactionReceipts } = await exchange({ transactions: [bad, last] });
        expect(transactionReceipts).toEqual([
          { transactionId: bad.transactionId, result: 'rejected', code, field },
          { transactionId: last.transactionId, result: 'recorded', code: null, field: null },
        ]);
      }
      expect(await recorded()).toHaveLength(2);
      const path = '/offline-databases/PARIS-1/rejected-transactions';
      const listed = await world.paris.call('GET', path, { role: 'administrator' });
      expect(listed.body).toMatchObject({ rejectedTransactions: [{ content: bad, problem: { code, field } }] });
      expect((await world.paris.refused('GET', path, { role: 'employee' })).status).toBe(403);
      const databases = await world.paris.call('GET', '/offline-databases', { role: 'administrator' });
      expect(databases.body).toMatchObject({ offlineDatabases: [{ rejected: 1 }] });
    },
  );

  it('those that were rejected are listed newest first, page by page, those of one exchange too', async () => {
    const path = '/offline-databases/PARIS-1/rejected-transactions';
    const ids = ['PARIS-1-21', 'PARIS-1-22', 'PARIS-1-23'];
    const wrong = ids.map((transactionId) => ({ ...sale, transactionId, terminalId: 'PARIS-2' }));
    await exchange({ transactions: wrong });
    await exchange({ transactions: [{ ...sale, transactionId: 'PARIS-1-24', terminalId: 'PARIS-2' }] });
    const listed: string[] = [];
    for (let query = '?limit=1'; query !== '';) {
      const { body } = await world.paris.call<{
        rejectedTransactions: { transactionId: string }[];
        nextCursor: string | null;
      }>('GET', `${path}${query}`, { role: 'administrator' });
      listed.push(...body.rejectedTransactions.map(({ transactionId }) => transactionId));
      query = body.nextCursor === null ? '' : `?limit=1&cursor=${body.nextCursor}`;
    }
    expect(listed[0]).toBe('PARIS-1-24');
    expect(listed.slice(1).toSorted()).toEqual(ids);
    const unknown = await world.paris.refused('GET', path.replace('PARIS-1', 'NOBODY'), { role: 'administrator' });
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'register_unknown' } } });
  });

  it('SD-25: one that comes again without the address of its receipt is the same sale, here and at headquarters', async () => {
    await exchange({ transactions: [{ ...sale, receiptEmail: 'shopper@example.com' }] });
    await runPJob(world.paris.channel);
    const { transactionReceipts } = await exchange({ transactions: [sale] });
    expect(transactionReceipts).toMatchObject([{ result: 'recorded' }]);
    const another = await exchange({ transactions: [{ ...sale, receiptEmail: 'another@example.com' }] });
    expect(another.transactionReceipts).toMatchObject([{ result: 'rejected', code: 'transaction_id_taken' }]);
    await world.paris.channel.database.query('DELETE FROM retail_transactions');
    await exchange({ transactions: [sale] });
    await runPJob(world.paris.channel);
    const rows = await world.headquarters.database.query(
      `SELECT document ->> 'receiptEmail' AS address, (SELECT count(*)::integer FROM parked_transactions) AS parked
       FROM retail_transactions`,
    );
    expect(rows).toEqual([{ address: 'shopper@example.com', parked: 0 }]);
  });

  it('a receipt address that is none keeps no sale from the books; the till is told', async () => {
    const { transactionReceipts } = await exchange({ transactions: [{ ...sale, receiptEmail: 'nobody' }] });
    expect(transactionReceipts).toMatchObject([{ result: 'recorded', code: 'email_invalid', field: 'receiptEmail' }]);
    const rows = await world.paris.channel.database.query(
      "SELECT document -> 'receiptEmail' AS address FROM retail_transactions",
    );
    expect(rows).toEqual([{ address: null }]);
  });

  it('one that the Commerce API recorded before is recognised, and one not here any more means another history (R11)', async () => {
    const { transactionId, receiptNumber, terminalId, workerId, lines } = sale;
    const request = {
      channelId: 'PARIS',
      transactionType: 'cashAndCarry',
      transactionId,
      receiptNumber,
      terminalId,
      workerId,
      lines,
    };
    expect((await world.paris.call('POST', '/transactions', { body: request })).status).toBe(201);
    expect((await exchange({ transactions: [sale] })).transactionReceipts).toMatchObject([{ result: 'recorded' }]);
    expect(await recorded()).toHaveLength(1);
    const body = {
      ...example,
      deviceEpoch,
      channelEpoch: null,
      cursor: null,
      entries: [],
      awaitedTransactions: ['GONE-1'],
    };
    const refused = await world.paris.refused('POST', '/offline-databases/PARIS-1/exchange', { body });
    expect(refused.body.error.code).toBe('offline_epoch_foreign');
  });

  it('a receipt is asked for once more over the Commerce API, and headquarters has the request behind its transaction', async () => {
    await exchange({ transactions: [sale] });
    const path = `/transactions/${sale.transactionId}/receipt-emails`;
    const requestId = '019b0000-0000-7000-8000-0000000000c9';
    const body = { requestId, receiptEmail: 'imogen@example.com', receiptLanguage: 'fr' };
    for (let time = 0; time < 2; time++) expect((await world.paris.call('POST', path, { body })).status).toBe(202);
    const other = { ...body, receiptEmail: 'other@example.com' };
    expect((await world.paris.refused('POST', path, { body: other })).body.error.code).toBe('idempotency_key_reused');
    const unknown = await world.paris.refused('POST', '/transactions/NONE/receipt-emails', { body });
    expect(unknown.body.error.code).toBe('transaction_unknown');
    const notAnAddress = await world.paris.refused('POST', path, { body: { ...body, receiptEmail: 'nobody' } });
    expect(notAnAddress.status).toBe(400);
    world.circumstances.line = 'down';
    await expect(runPJob(world.paris.channel)).rejects.toThrow('ECONNRESET');
    world.circumstances.line = 'up';
    for (let time = 0; time < 2; time++) await runPJob(world.paris.channel);
    const asked = await world.headquarters.database.query(
      'SELECT transaction_id, recipient, language, state FROM customer_notifications',
    );
    expect(asked).toEqual([
      { transaction_id: sale.transactionId, recipient: 'imogen@example.com', language: 'fr', state: 'pending' },
    ]);
  });
});

describe('an order for a customer whose creation headquarters refused in real time', () => {
  const { operationId } = creation.operation;
  const unknownGroup = {
    ...creation,
    operation: {
      ...creation.operation,
      changes: { fields: { ...creation.operation.changes.fields, customerGroup: '99' }, addresses: [] },
    },
  };
  const creations = (): Promise<unknown[]> =>
    world.paris.channel.database.query('SELECT way, status, last_known_error FROM customer_operations');
  const atHeadquarters = async (): Promise<unknown> =>
    (
      await world.headquarters.database.query(
        `SELECT (SELECT array_agg(status || ' ' || coalesce(last_known_error ->> 'code', '')) FROM staged_operations)
             AS creations,
           (SELECT array_agg(customer_id::text) FROM customers) AS customers,
           (SELECT array_agg(customer_id::text) FROM sales_orders) AS orders`,
      )
    )[0];
  const runJobs = async (): Promise<void> => {
    await runPJob(world.paris.channel);
    await synchronizeCustomers(world.headquarters);
    await synchronizeOrders(world.headquarters);
  };

  beforeEach(async () => {
    const { channel } = world.paris;
    const channels = channel.configuration.channels.map((settings) => ({
      ...settings,
      createCustomerInAsyncMode: false,
    }));
    channel.configuration = { ...channel.configuration, channels };
    await exchange({ entries: [unknownGroup] });
    await vi.waitFor(async () => expect(await creations()).toMatchObject([{ way: 'fallback', status: 'pending' }]));
    await vi.waitFor(() => expect(world.paris.channel.inRealTime.size).toBe(0));
  });

  it('R1: waits for it at headquarters, where it is parked, and follows once it is corrected', async () => {
    for (let time = 0; time < 2; time++) await exchange({ transactions: [order] });
    const shown = await world.paris.call('GET', `/customers/${customerId}`);
    expect(shown.status).toBe(200);
    await runJobs();
    const parked = { creations: ['failed customer_group_unknown'], customers: null, orders: null };
    expect(await atHeadquarters()).toEqual(parked);
    const changes = { fields: { customerGroup: '30' }, addresses: [] };
    await correctOperation(world.headquarters, operationId, { changes, correctedBy: 'Simone', synchronize: true });
    await synchronizeCustomers(world.headquarters);
    await synchronizeOrders(world.headquarters, { allFailed: true });
    const followed = { creations: ['completed '], customers: [customerId], orders: [customerId] };
    expect(await atHeadquarters()).toEqual(followed);
  });
});
