import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knownPin } from '../scale-unit/scale-unit-fixture-device.ts';
import { exampleStore, startTillOnFiles, untilState, type TillOnFiles } from '../service/till-fixture.ts';

let world: TillOnFiles;
let customerId: string;

beforeEach(async () => {
  world = await startTillOnFiles({ configuration: await exampleStore() });
  await world.ready();
  await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
  const customer = { customerType: 'person' as const, firstName: 'Imogen', lastName: 'Orderer', addresses: [] };
  ({ customerId } = await world.till.createCustomer({ customer }, 'en'));
  await untilState(world.till, ({ connection }) => connection.queued === 0);
  await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '1' });
  await world.till.setCustomer(customerId, 'en');
  await expect.poll(async () => (await world.till.customerDetails(customerId, 'en')).state).toBe('synchronized');
});
afterEach(() => world.stop());

const manager = { workerId: '000110', pin: knownPin };
/** Made by headquarters while the worker waits. */
const order = {
  type: 'customerOrder',
  deliveryAddressId: null,
  requestedDeliveryDate: null,
  receiptEmail: null,
} as const;
const cash = { type: 'cashAndCarry', paidWith: 'cash', tenderedAmount: '10.00', receiptEmail: null } as const;
const second = { lineId: 'two', itemId: 'COFFEE', quantity: '1' };

const untilOnline = async (): Promise<void> => {
  world.scaleUnit.fault = null;
  await untilState(world.till, ({ connection }) => connection.mode === 'online');
};

/** The scale unit has recorded the order, and the till hasn't heard of it. */
async function orderWithLostAnswer(): Promise<void> {
  world.scaleUnit.fault = 'lostAnswer';
  await expect(world.till.checkout(order, 'en')).rejects.toMatchObject({ code: 'checkout_outcome_unknown' });
  expect(world.scaleUnit.transactions.size).toBe(1);
}

describe('an order whose answer is lost', () => {
  it('can not be changed, also after a restart, and is the same order when it is repeated', async () => {
    await orderWithLostAnswer();
    await world.restart();
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    const unknown = { code: 'checkout_outcome_unknown' };
    await expect(world.till.addLine(second)).rejects.toMatchObject(unknown);
    await expect(world.till.changeQuantity('one', '3')).rejects.toMatchObject(unknown);
    await expect(world.till.removeLine('one')).rejects.toMatchObject(unknown);
    await expect(world.till.setCustomer(null, 'en')).rejects.toMatchObject(unknown);
    await untilOnline();
    const receipt = await world.till.checkout(order, 'en');
    expect(receipt).toMatchObject({ salesOrderNumber: 'SO-1', totalAmount: '2.50' });
    expect([...world.scaleUnit.transactions.keys()]).toEqual([receipt.transactionId]);
    expect(await world.till.addLine(second)).toMatchObject({ totalAmount: '2.50' });
  });

  it('that was made is shown by its receipt when the worker pays in another way', async () => {
    await orderWithLostAnswer();
    await untilOnline();
    const receipt = await world.till.checkout(cash, 'en');
    expect(receipt).toMatchObject({ transactionType: 'customerOrder', salesOrderNumber: 'SO-1', changeAmount: null });
    expect([...world.scaleUnit.transactions.keys()]).toEqual([receipt.transactionId]);
    expect((await world.till.state()).transaction).toBeNull();
  });

  it('is not voided while nobody can tell what became of it, nor when it was made', async () => {
    await orderWithLostAnswer();
    await world.scaleUnit.stop();
    await expect(world.till.voidTransaction(manager)).rejects.toMatchObject({ code: 'checkout_outcome_unknown' });
    await world.scaleUnit.start();
    await untilOnline();
    await expect(world.till.voidTransaction(manager)).rejects.toMatchObject({ code: 'checkout_recorded' });
    expect(await world.till.transactions()).toMatchObject([{ state: 'completed', salesOrderNumber: 'SO-1' }]);
    expect((await world.till.state()).transaction).toBeNull();
  });
});

describe('an order that never arrived', () => {
  beforeEach(async () => {
    world.scaleUnit.fault = 'outage';
    await expect(world.till.checkout(order, 'en')).rejects.toMatchObject({ code: 'checkout_outcome_unknown' });
    await untilOnline();
  });

  it('can be voided once the scale unit has said so', async () => {
    await world.till.voidTransaction(manager);
    expect((await world.till.state()).transaction).toBeNull();
    expect(await world.till.transactions()).toEqual([]);
  });

  it('can be paid in another way once the scale unit has said so', async () => {
    const receipt = await world.till.checkout(cash, 'en');
    expect(receipt).toMatchObject({ transactionType: 'cashAndCarry', changeAmount: '7.50' });
    await untilState(world.till, ({ connection }) => connection.queued === 0);
    expect([...world.scaleUnit.transactions.keys()]).toEqual([receipt.transactionId]);
  });
});

describe('an order that was not sent', () => {
  it('leaves the transaction as free as it was', async () => {
    await world.till.switchOffline(manager);
    await expect(world.till.checkout(order, 'en')).rejects.toMatchObject({ code: 'till_offline' });
    expect(await world.till.addLine(second)).toMatchObject({ totalAmount: '5.00' });
  });
});

describe('a sale', () => {
  it('never loses a line that a scanner adds while it is being paid', async () => {
    const [paid, added] = await Promise.allSettled([world.till.checkout(cash, 'en'), world.till.addLine(second)]);
    expect(added.status).toBe('fulfilled');
    const open = (await world.till.state()).transaction?.lines.length ?? 0;
    const sold = paid.status === 'fulfilled' ? paid.value.lines.length : 0;
    expect(sold + open).toBe(2);
  });

  it('that two tabs pay at once is paid once', async () => {
    const transactionId = (await world.till.state()).transaction?.transactionId ?? '';
    const pay = (): Promise<unknown> => world.till.checkout({ ...cash, transactionId }, 'en');
    const [first, repeated] = await Promise.all([pay(), pay()]);
    expect(repeated).toMatchObject({ receiptNumber: (first as { receiptNumber: string }).receiptNumber });
    expect((await world.till.state()).shift).toMatchObject({ transactionCount: 1 });
  });
});

describe('a call that a tab repeats because its answer was lost', () => {
  it('sends a receipt under the same request, so that it is sent once', async () => {
    const { transactionId } = await world.till.checkout(cash, 'en');
    const request = { requestId: '019b0000-0000-7000-8000-000000000021', receiptEmail: 'shopper@example.com' };
    await world.till.emailReceipt(transactionId, request, 'en');
    await world.till.emailReceipt(transactionId, request, 'en');
    expect(new Set(world.scaleUnit.receiptEmails.map(({ requestId }) => requestId))).toEqual(
      new Set([request.requestId]),
    );
  });

  it('opens and closes one shift, and leaves the next one open', async () => {
    await world.till.voidTransaction(manager);
    const first = await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    expect(first).toMatchObject({ shiftNumber: 1, closedAt: null });
    const closing = { shiftId: 'SHIFT', countedAmount: '0' };
    const closed = await world.till.closeShift(closing, manager);
    expect(await world.till.closeShift(closing, manager)).toEqual(closed);
    await expect(world.till.closeShift({ ...closing, countedAmount: '1' }, manager)).rejects.toMatchObject({
      code: 'shift_not_open',
    });
    await world.till.openShift({ shiftId: 'NEXT', startingAmount: '0' });
    expect(await world.till.closeShift(closing, manager)).toEqual(closed);
    expect((await world.till.state()).shift).toMatchObject({ shiftId: 'NEXT', closedAt: null });
    await expect(world.till.openShift({ shiftId: 'OTHER', startingAmount: '0' })).rejects.toMatchObject({
      code: 'shift_already_open',
    });
  });
});

describe('a till that can not mark outside the database what waits', () => {
  it('goes on selling, and tells of nothing that was recorded as failed', async () => {
    await world.scaleUnit.stop();
    const markFile = join(world.folder, 'mark.json');
    await rm(markFile, { force: true });
    await mkdir(markFile);
    expect(await world.till.checkout(cash, 'en')).toMatchObject({ state: 'waiting', totalAmount: '2.50' });
    expect((await world.till.state()).connection.queued).toBe(1);
  });
});

describe('a locked till', () => {
  it('names no customer: not of the open transaction, nor of receipts', async () => {
    const sold = await world.till.checkout(cash, 'en');
    await world.till.addLine(second);
    await world.till.setCustomer(customerId, 'en');
    await world.till.signOut();
    const { transaction } = await world.till.state();
    expect(transaction).toMatchObject({ totalAmount: '2.50', customer: null });
    const ended = { code: 'worker_session_ended' };
    await expect(world.till.transactions()).rejects.toMatchObject(ended);
    await expect(world.till.receipt(sold.transactionId, 'en')).rejects.toMatchObject(ended);
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    expect((await world.till.state()).transaction?.customer?.display.name).toBe('Imogen Orderer');
  });
});
