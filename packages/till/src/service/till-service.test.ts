import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@counterfoil/contracts/error-register';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { signInFailureCountMax } from '@counterfoil/contracts/worker-sessions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { activationCode, knownPin } from '../scale-unit/scale-unit-fixture-device.ts';
import { exampleStore, startTillOnFiles, untilState, type TillOnFiles } from './till-fixture.ts';
import type { SavedCustomer, TillState } from './till-service.ts';

let world: TillOnFiles;
afterEach(() => world.stop());

const soon = { timeout: 15_000, interval: 20 };
const cash = { type: 'cashAndCarry', paidWith: 'cash', tenderedAmount: '10.00', receiptEmail: null } as const;

async function start(changes: Parameters<typeof exampleStore>[0] = {}): Promise<void> {
  world = await startTillOnFiles({ configuration: await exampleStore(changes) });
}

const create = (lastName: string): Promise<SavedCustomer> =>
  world.till.createCustomer(
    { customer: { customerType: 'person', firstName: 'Imogen', lastName, addresses: [] } },
    'en',
  );

async function untilNumber(customerId: string): Promise<string> {
  const details = await vi.waitFor(async () => {
    const found = await world.till.customerDetails(customerId, 'en');
    expect(found.state).toBe('synchronized');
    return found;
  }, soon);
  return details.display.account;
}

const untilOffline = (): Promise<TillState> =>
  untilState(world.till, ({ connection }) => connection.mode === 'offline' || connection.mode === 'reconnecting');

describe('a till that is activated', () => {
  it('is asked for a code, loads, and lets somebody sign in; a wrong code is refused', async () => {
    await start();
    expect((await world.till.state()).phase).toBe('notActivated');
    await expect(world.till.products()).rejects.toMatchObject({ code: 'till_not_activated' });
    await expect(world.till.activate('WRONG')).rejects.toMatchObject({ code: 'activation_code_invalid' });
    await world.ready();
    const state = await world.till.state();
    expect(state).toMatchObject({
      phase: 'ready',
      worker: { workerId: '000160' },
      register: { registerId: 'HOUSTON-1' },
    });
    expect((await world.till.settings()).operations).toMatchObject({
      customerAdd: 'allowed',
      closeShift: 'needsManager',
    });
    await expect(world.till.activate(activationCode)).rejects.toMatchObject({ code: 'device_already_activated' });
  });

  it('says that it is offline when the scale unit can not be asked for an activation', async () => {
    await start();
    await world.scaleUnit.stop();
    await expect(world.till.activate(activationCode)).rejects.toMatchObject({ code: 'till_offline' });
    expect((await world.till.state()).phase).toBe('notActivated');
  });

  it('opens the same database again after the browser has lost the keys', async () => {
    await start();
    await world.ready();
    await world.scaleUnit.stop();
    const { customerId } = await create('Kept');
    await world.till.close();
    await rm(join(world.folder, 'keys.json'));
    await world.restart();
    expect(await world.till.state()).toMatchObject({ phase: 'reactivation', problem: { code: 'till_keys_lost' } });
    await world.scaleUnit.start();
    await world.ready();
    expect(await untilNumber(customerId)).toBe('C-000000001');
    expect((await world.till.state()).storage.problem).toBeNull();
  });

  it('that has lost its keys is not opened by the code of another register, whose till it would end', async () => {
    await start();
    await world.ready();
    await world.till.close();
    await rm(join(world.folder, 'keys.json'));
    await world.restart();
    world.scaleUnit.makeCodeFor('HOUSTON-2');
    await expect(world.till.activate(activationCode)).rejects.toMatchObject({
      problems: [{ code: 'activation_code_other_register', parameters: { value: 'HOUSTON-1' } }],
    });
    expect(await world.till.state()).toMatchObject({ phase: 'reactivation' });
    world.scaleUnit.makeCodeFor('HOUSTON-1');
    await world.ready();
  });

  it('R12: says how many entries are gone when the browser has removed the database, until a manager has read it', async () => {
    await start();
    await world.ready();
    await world.scaleUnit.stop();
    await create('Gone');
    await world.till.close();
    for (const file of ['till.db', 'till.db-wal', 'till.db-shm']) await rm(join(world.folder, file), { force: true });
    await world.restart();
    const lost = { code: 'till_storage_lost', parameters: { count: 1 } };
    expect(await world.till.state()).toMatchObject({ phase: 'reactivation', problem: lost });
    await world.scaleUnit.start();
    await world.ready();
    await world.restart();
    expect((await world.till.state()).storage.problem).toMatchObject(lost);
    await world.till.acknowledgeStorageProblem();
    await world.restart();
    expect((await world.till.state()).storage.problem).toBeNull();
  });

  it('takes the snapshot again when the browser ended during the first load, and says nothing of a loss', async () => {
    await start();
    await world.ready();
    await world.till.close();
    for (const file of ['till.db', 'till.db-wal', 'till.db-shm', 'mark.json']) await remove(file);
    const snapshotCalls = (): number => world.scaleUnit.calls.filter((call) => call.endsWith('/snapshot')).length;
    const before = snapshotCalls();
    await world.restart();
    const state = await untilState(world.till, ({ phase }) => phase === 'signedOut');
    expect([snapshotCalls(), state.storage.problem]).toEqual([before + 1, null]);
  });

  it('R1: whose storage can not be opened says so, can not be reset, and has all its records once it can', async () => {
    await start();
    await world.ready();
    await world.scaleUnit.stop();
    const { customerId } = await create('Kept');
    await world.till.close();
    const database = join(world.folder, 'till.db');
    await rename(database, `${database}.away`);
    await mkdir(database);
    await world.restart();
    expect(await world.till.state()).toMatchObject({ phase: 'broken', problem: { code: 'internal_error' } });
    await world.scaleUnit.start();
    await expect(world.till.resetTill(activationCode)).rejects.toMatchObject({ code: 'device_already_activated' });
    await rmdir(database);
    await rename(`${database}.away`, database);
    await world.restart();
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    expect(await untilNumber(customerId)).toBe('C-000000001');
  });

  it('R12: with a database that can not be read goes on only when it is reset by a new code, and says what was lost', async () => {
    await start();
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    const printed = [await sold()];
    await untilState(world.till, ({ connection }) => connection.queued === 0);
    await world.scaleUnit.stop();
    await create('Unreadable');
    printed.push(await sold());
    await world.till.close();
    await writeFile(join(world.folder, 'till.db'), 'no database');
    await world.restart();
    const corrupt = { code: 'till_database_corrupt', parameters: { count: 2 } };
    expect(await world.till.state()).toMatchObject({ phase: 'broken', problem: corrupt });
    await expect(world.till.resetTill(activationCode)).rejects.toMatchObject({ code: 'till_offline' });
    await world.scaleUnit.start();
    await expect(world.till.resetTill('WRONG')).rejects.toMatchObject({ code: 'activation_code_invalid' });
    await expect(world.till.activate(activationCode)).rejects.toMatchObject({ code: 'till_database_corrupt' });
    expect(await readFile(join(world.folder, 'till.db'), 'utf8')).toBe('no database');
    await world.till.resetTill(activationCode);
    await untilState(world.till, ({ phase }) => phase === 'signedOut');
    await world.restart();
    const lost = { code: 'till_storage_lost', parameters: { count: 2 } };
    expect((await world.till.state()).storage.problem).toMatchObject(lost);
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    expect(printed.flat()).not.toContain((await sold())[0]);
    await untilState(world.till, ({ connection }) => connection.queued === 0);
  });

  const remove = (file: string): Promise<void> => rm(join(world.folder, file), { force: true });

  async function sold(): Promise<string[]> {
    await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '1' });
    const { transactionId, receiptNumber } = await world.till.checkout(cash, 'en');
    return [transactionId, receiptNumber];
  }

  it('R16: a revoked till removes keys and database, and says so', async () => {
    await start();
    await world.ready();
    await create('Secret');
    world.scaleUnit.isRevoked = true;
    await world.till.exchangeNow();
    await untilState(world.till, ({ phase }) => phase === 'revoked');
    await expect(world.till.products()).rejects.toMatchObject({ code: 'device_revoked' });
    await world.restart();
    expect((await world.till.state()).phase).toBe('notActivated');
  });
});

describe('a customer created at a till', () => {
  it('in sync mode has its number as soon as headquarters has decided, by the wake-up and without any waiting', async () => {
    await start();
    await world.ready();
    const { shown, customerId } = await create('Lindqvist');
    expect(shown.display.account).toBe('Pending synchronization');
    expect(await untilNumber(customerId)).toBe('C-000000001');
    await vi.waitFor(() => {
      const told = world.events.filter((event) => event.kind === 'customer');
      expect(told.at(-1)).toMatchObject({ customerId, customer: { customerAccountNumber: 'C-000000001' } });
    }, soon);
    const { history } = await world.till.customerDetails(customerId, 'fr');
    expect(history.next).toBe('Plus rien à faire');
    expect(JSON.stringify(history)).not.toMatch(new RegExp(uuidPattern.source, 'iu'));
  });

  it('in async mode is pending until the jobs have run', async () => {
    await start();
    world.scaleUnit.decidesAtOnce = false;
    await world.ready();
    const { customerId } = await create('Lindqvist');
    await vi.waitFor(async () => {
      expect((await world.till.customerDetails(customerId, 'en')).history.next).toBe(
        "The store's server sends it to headquarters; its number then appears here by itself",
      );
    }, soon);
    world.scaleUnit.decide();
    expect(await untilNumber(customerId)).toBe('C-000000001');
  });

  it('BX-05: has its way told at once from here, and then with what the scale unit knows of it', async () => {
    await start();
    await world.ready();
    const { customerId } = await create('Lindqvist');
    await untilNumber(customerId);
    const toldSteps = async (): Promise<(string | null)[][]> => {
      const { history } = await world.till.customerDetails(customerId, 'en');
      return history.steps.map(({ text, at }) => [text, at]);
    };
    await vi.waitFor(async () => {
      expect((await toldSteps()).slice(1, 3)).toEqual([
        ["Delivered to the store's server", '2030-05-02T08:43:00.000Z'],
        ['Processed by headquarters', '2030-05-02T08:44:00.000Z'],
      ]);
    }, soon);
  });

  it('is shown without waiting for a scale unit that is silent about its way', async () => {
    await start();
    await world.ready();
    const { customerId } = await create('Lindqvist');
    await untilNumber(customerId);
    await world.restart();
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    world.scaleUnit.fault = 'silence';
    const { history } = await world.till.customerDetails(customerId, 'en');
    expect(history.steps.map(({ text }) => text)).toEqual([
      'Recorded on this till',
      "Delivered to the store's server",
      'Number C-000000001',
    ]);
    expect((await world.till.state()).connection.mode).toBe('online');
  });

  it('R1: while the scale unit is gone is on the disk, over a restart, and goes up when it is back', async () => {
    await start();
    await world.ready();
    await world.scaleUnit.stop();
    const created = await create('Away');
    expect(created.replayed).toBe(false);
    const state = await untilOffline();
    expect(state.connection).toMatchObject({ queued: 1, queuedCustomers: 1, customerCreation: 'local' });
    await world.restart();
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    const { customers } = await world.till.searchCustomers({ name: 'away' }, 'store', 'en');
    expect(customers.map(({ shown }) => shown.display.account)).toEqual(['Pending synchronization']);
    const { history } = await world.till.customerDetails(created.customerId, 'en');
    expect(history.next).toMatch(/^Waiting for the network since \d+:\d\d\s[AP]M; 1 customer queued$|On its way/u);
    await world.scaleUnit.start();
    expect(await untilNumber(created.customerId)).toBe('C-000000001');
    expect(world.scaleUnit.customers.size).toBe(1);
    await untilState(world.till, ({ connection }) => connection.queued === 0);
  });

  it('is the same customer when the call is repeated', async () => {
    await start();
    await world.ready();
    const customer = { customerType: 'person' as const, firstName: 'Imogen', lastName: 'Once', addresses: [] };
    const request = { operationId: '019b0000-0000-7000-8000-000000000001', customer };
    const first = await world.till.createCustomer(request, 'en');
    const second = await world.till.createCustomer(request, 'en');
    expect([second.customerId, second.replayed]).toEqual([first.customerId, true]);
  });

  it('where customer data is kept off tills is created by the scale unit, and refused with what to do without it', async () => {
    await start({ filterSharedCustomerDataTables: true });
    world.scaleUnit.customerData = 'filtered';
    await world.ready();
    const state = await untilState(world.till, ({ connection }) => connection.customerCreation === 'online');
    expect(state.connection).toMatchObject({ customerCreationReason: 'customerDataFiltered', customers: 0 });
    const { shown, customerId } = await create('Online');
    expect(shown.display.account).toBe('C-000000001');
    await world.till.setCustomer(customerId, 'en');
    expect((await world.till.state()).transaction?.customer?.display.account).toBe('C-000000001');
    await world.scaleUnit.stop();
    await expect(create('Refused')).rejects.toMatchObject({ code: 'customer_creation_offline_excluded' });
    await world.till.close();
    await world.restart();
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    const kept = await world.till.state();
    expect(kept.transaction?.customer?.display.account).toBe('Shown when the till is online');
    expect(JSON.stringify(kept)).not.toContain('Lindqvist');
  });

  it('SD-25: where customer data is kept off tills leaves no address of its receipt here once the store has it', async () => {
    await start({ filterSharedCustomerDataTables: true });
    world.scaleUnit.customerData = 'filtered';
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    await world.scaleUnit.stop();
    await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '1' });
    const receiptEmail = 'shopper@example.com';
    const { transactionId } = await world.till.checkout({ ...cash, receiptEmail }, 'en');
    expect((await world.till.receipt(transactionId, 'en')).receiptEmail).toBe(receiptEmail);
    await world.scaleUnit.start();
    await untilState(world.till, ({ connection }) => connection.queued === 0);
    expect(world.scaleUnit.transactions.get(transactionId)?.receiptEmail).toBe(receiptEmail);
    expect((await world.till.receipt(transactionId, 'en')).receiptEmail).toBeNull();
    await world.till.close();
    expect(await readFile(join(world.folder, 'till.db'), 'utf8')).not.toContain(receiptEmail);
  });

  it('can not be edited while it is pending unless the feature is on; offline the reason is told beforehand', async () => {
    await start();
    world.scaleUnit.decidesAtOnce = false;
    await world.ready();
    const { customerId } = await create('Pending');
    const { editRefusal } = await world.till.customerDetails(customerId, 'en');
    expect(editRefusal).toContain('on the way to headquarters');
    await expect(world.till.editCustomer(customerId, { changes: { notes: 'x' } }, 'en')).rejects.toMatchObject({
      code: 'customer_pending_not_editable',
    });
    world.scaleUnit.configuration = {
      ...world.scaleUnit.configuration,
      version: 2,
      features: ['asyncCustomerEditing'],
    };
    await world.till.exchangeNow();
    await vi.waitFor(async () => {
      const edited = await world.till.editCustomer(customerId, { changes: { notes: 'Calls back' } }, 'en');
      expect(edited.shown.customer.notes).toBe('Calls back');
    }, soon);
    expect((await world.till.customerDetails(customerId, 'en')).editRefusal).toBeNull();
  });
});

describe('a loyalty card', () => {
  const card = { operationId: '019b0000-0000-7000-8000-0000000000c1', loyaltyProgramId: 'CLUB', cardNumber: null };
  const loyaltyPrograms = [{ loyaltyProgramId: 'CLUB', text: { en: 'Club', fr: 'Club' } }];

  it('BX-07: without a network is asked for only where enrolments are queued, once, behind the creation', async () => {
    await start({ loyaltyPrograms, features: ['queueLoyaltyEnrollment'] });
    await world.ready();
    await world.scaleUnit.stop();
    const { customerId } = await create('Loyal');
    await untilOffline();
    for (const attempt of ['first', 'repeated']) {
      const { customer } = await world.till.issueLoyaltyCard(customerId, card, 'en');
      expect([attempt, customer.loyaltyCards.length]).toEqual([attempt, 1]);
    }
    await world.scaleUnit.start();
    await vi.waitFor(() => expect(world.scaleUnit.customers.get(customerId)?.loyaltyCards).toHaveLength(1), soon);
  });

  it('SD-15: is refused without the feature, with the sentence that is shown beforehand', async () => {
    await start({ loyaltyPrograms });
    await world.ready();
    await world.scaleUnit.stop();
    const { customerId } = await create('Loyal');
    await untilOffline();
    const refusal = world.till.issueLoyaltyCard(customerId, card, 'en');
    await expect(refusal).rejects.toMatchObject({ code: 'loyalty_customer_pending' });
    const { loyaltyRefusal } = await world.till.customerDetails(customerId, 'fr');
    expect(loyaltyRefusal).toBe(messageOf('loyalty_customer_pending', 'fr'));
  });
});

describe('a connection', () => {
  it('that the scale unit has ended is opened again by itself, without anybody noticing', async () => {
    await start();
    await world.ready();
    const before = world.scaleUnit.connectionCount();
    world.scaleUnit.endConnection();
    const { customerId } = await create('Reconnected');
    expect(await untilNumber(customerId)).toBe('C-000000001');
    expect(world.scaleUnit.connectionCount()).toBe(before + 1);
    expect((await world.till.state()).connection.mode).toBe('online');
  });

  it('goes offline by a failing database of the scale unit as by a missing one, and comes back', async () => {
    await start();
    await world.ready();
    world.scaleUnit.fault = 'outage';
    await create('Fault');
    await untilOffline();
    await expect(world.till.searchCustomers({ name: 'lindqvist' }, 'allStores', 'en')).rejects.toMatchObject({
      code: 'till_offline',
    });
    world.scaleUnit.fault = null;
    await untilState(world.till, ({ connection }) => connection.mode === 'online' && connection.queued === 0);
  });

  it('LK-30: that takes longer than the time-out of the profile is an outage; nothing that is done here waits for it', async () => {
    await start();
    await world.ready();
    world.scaleUnit.fault = 'silence';
    const asked = world.till.searchCustomers({ name: 'lindqvist' }, 'allStores', 'en');
    const refused = expect(asked).rejects.toMatchObject({ code: 'till_offline' });
    const { customerId } = await create('Meanwhile');
    expect((await world.till.state()).connection.mode).not.toBe('offline');
    await refused;
    expect((await untilOffline()).connection.queued).toBe(1);
    world.scaleUnit.fault = null;
    expect(await untilNumber(customerId)).toBe('C-000000001');
  });

  it('is left by hand by a manager only, and then stays left until somebody brings it back', async () => {
    await start();
    await world.ready();
    await expect(world.till.switchOffline(null)).rejects.toMatchObject({ code: 'operation_needs_manager' });
    await expect(world.till.switchOffline({ workerId: '000110', pin: '0000' })).rejects.toMatchObject({
      code: 'sign_in_failed',
    });
    await world.till.switchOffline({ workerId: '000110', pin: knownPin });
    await create('By hand');
    await world.till.exchangeNow();
    expect((await world.till.state()).connection).toMatchObject({ mode: 'manualOffline', queued: 1 });
    await world.till.switchOnline();
    await untilState(world.till, ({ connection }) => connection.mode === 'online' && connection.queued === 0);
  });
});

describe('signing in', () => {
  it('works without a network by the same PIN, and a session is opened once the network is back', async () => {
    await start();
    await world.ready();
    await world.scaleUnit.stop();
    await world.restart();
    await expect(world.till.signIn({ workerId: '000160', pin: '1111' })).rejects.toMatchObject({
      code: 'sign_in_failed',
    });
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    await world.scaleUnit.start();
    await untilState(world.till, ({ connection }) => connection.mode === 'online');
    const { answeredBy } = await world.till.searchCustomers({ name: 'lindqvist' }, 'allStores', 'en');
    expect(answeredBy).toBe('scaleUnit');
  });

  it('is blocked after too many wrong PINs, also after a restart and for the right PIN', async () => {
    await start();
    await world.ready();
    await world.scaleUnit.stop();
    await world.till.signOut();
    for (let count = 0; count < signInFailureCountMax; count++) {
      await expect(world.till.signIn({ workerId: '000160', pin: '1111' })).rejects.toMatchObject({
        code: 'sign_in_failed',
      });
    }
    const blocked = { code: 'sign_in_blocked', problems: [{ parameters: { minutes: 5 } }] };
    await expect(world.till.signIn({ workerId: '000160', pin: knownPin })).rejects.toMatchObject(blocked);
    await world.restart();
    await expect(world.till.signIn({ workerId: '000160', pin: knownPin })).rejects.toMatchObject(blocked);
    expect((await world.till.signIn({ workerId: '000110', pin: knownPin })).role).toBe('storeManager');
  });

  it('is over with the sign-out, and the open transaction stays', async () => {
    await start();
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '100.00' });
    await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '2' });
    await world.till.signOut();
    const state = await world.till.state();
    expect([state.phase, state.transaction?.totalAmount]).toEqual(['signedOut', '5.00']);
    await expect(create('Nobody')).rejects.toMatchObject({ code: 'worker_session_ended' });
  });
});

describe('a sale', () => {
  it('to a customer who is still pending shows the number on the receipt once it has come', async () => {
    await start();
    world.scaleUnit.decidesAtOnce = false;
    await world.ready();
    await expect(world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '2' })).rejects.toMatchObject({
      code: 'shift_not_open',
    });
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '100.00' });
    await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '2' });
    await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '2' });
    await expect(world.till.addLine({ lineId: 'two', itemId: 'TEA', quantity: '1' })).rejects.toMatchObject({
      code: 'product_unknown',
    });
    const { customerId } = await create('Buyer');
    await world.till.setCustomer(customerId, 'en');
    const receipt = await world.till.checkout(cash, 'en');
    expect(receipt).toMatchObject({
      totalAmount: '5.00',
      changeAmount: '5.00',
      customerName: 'Imogen Buyer',
      customerAccount: 'Pending synchronization',
    });
    expect(JSON.stringify({ ...receipt, lines: receipt.lines.map(({ product }) => product) })).not.toMatch(
      new RegExp(uuidPattern.source, 'iu'),
    );
    await untilNumberOnReceipt(receipt.transactionId);
    expect(world.scaleUnit.transactions.get(receipt.transactionId)).toMatchObject({ customerId, totalAmount: '5.00' });
    const state = await world.till.state();
    expect(state.transaction).toBeNull();
    expect(state.shift).toMatchObject({ transactionCount: 1, salesTotal: '5.00', cashTotal: '5.00' });
  });

  const untilNumberOnReceipt = async (transactionId: string): Promise<void> => {
    await vi.waitFor(() => expect(world.scaleUnit.transactions.size).toBe(1), soon);
    world.scaleUnit.decide();
    await vi.waitFor(async () => {
      const { customerAccount, state } = await world.till.receipt(transactionId, 'fr');
      expect([customerAccount, state]).toEqual(['C-000000001', 'delivered']);
    }, soon);
  };

  it('R1: without a network survives a restart in the middle, and everything acknowledged goes up once', async () => {
    await start();
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    await world.scaleUnit.stop();
    const { customerId } = await create('Offline-Buyer');
    await world.till.addLine({ lineId: 'one', itemId: '4006381333931', quantity: '3' });
    await world.till.setCustomer(customerId, 'en');
    await world.restart();
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    const receipt = await world.till.checkout(cash, 'en');
    expect(receipt).toMatchObject({ totalAmount: '7.50', state: 'waiting', customerName: 'Imogen Offline-Buyer' });
    await world.restart();
    await world.till.signIn({ workerId: '000160', pin: knownPin });
    expect((await world.till.state()).connection.queued).toBe(2);
    await world.scaleUnit.start();
    await untilState(world.till, ({ connection }) => connection.queued === 0);
    expect([...world.scaleUnit.transactions.keys()]).toEqual([receipt.transactionId]);
    expect((await world.till.transactions()).map(({ state }) => state)).toEqual(['delivered']);
  });

  it('has numbers that no other incarnation of the till ever prints', async () => {
    await start();
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    const sell = async (): Promise<string[]> => {
      await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '1' });
      const { transactionId, receiptNumber } = await world.till.checkout(cash, 'en');
      return [transactionId, receiptNumber];
    };
    const printed = [...(await sell()), ...(await sell())];
    expect(printed.map((number) => number.replace(/-[0-9A-Z]{8}-/u, '-'))).toEqual([
      'HOUSTON-1-T1',
      'HOUSTON-1-R1',
      'HOUSTON-1-T2',
      'HOUSTON-1-R2',
    ]);
    await world.till.close();
    for (const file of ['till.db', 'till.db-wal', 'till.db-shm']) await rm(join(world.folder, file), { force: true });
    await world.restart();
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    expect(printed).not.toContain((await sell())[0]);
  });

  it('that is checked out again by a tab that did not hear the answer is the same sale', async () => {
    await start();
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    const { transactionId } = await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '1' });
    const first = await world.till.checkout({ ...cash, transactionId }, 'en');
    const second = await world.till.checkout({ ...cash, transactionId }, 'en');
    expect(second.receiptNumber).toBe(first.receiptNumber);
    expect((await world.till.state()).shift?.transactionCount).toBe(1);
  });

  it('is refused when it is empty or too little was received, and voided by a manager only', async () => {
    await start();
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    await expect(world.till.checkout(cash, 'en')).rejects.toMatchObject({ code: 'transaction_empty' });
    await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '1' });
    await world.till.changeQuantity('one', '5');
    await expect(world.till.checkout(cash, 'en')).rejects.toMatchObject({ code: 'tendered_amount_insufficient' });
    await expect(world.till.changeQuantity('one', 'many')).rejects.toMatchObject({ code: 'quantity_invalid' });
    await expect(world.till.voidTransaction(null)).rejects.toMatchObject({ code: 'operation_needs_manager' });
    await expect(
      world.till.closeShift({ shiftId: 'SHIFT', countedAmount: '0' }, { workerId: '000110', pin: knownPin }),
    ).rejects.toMatchObject({
      code: 'transaction_open',
    });
    await world.till.voidTransaction({ workerId: '000110', pin: knownPin });
    const closed = await world.till.closeShift(
      { shiftId: 'SHIFT', countedAmount: '0' },
      { workerId: '000110', pin: knownPin },
    );
    expect([closed.shiftNumber, closed.transactionCount, (await world.till.state()).shift]).toEqual([1, 0, null]);
  });
});

describe('a customer order', () => {
  const order = {
    type: 'customerOrder',
    deliveryAddressId: null,
    requestedDeliveryDate: null,
    receiptEmail: null,
  } as const;

  it('in sync mode waits for the number of its customer, and is made by headquarters then', async () => {
    await start();
    world.scaleUnit.decidesAtOnce = false;
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '1' });
    await expect(world.till.checkout(order, 'en')).rejects.toMatchObject({ code: 'order_customer_required' });
    const { customerId } = await create('Orderer');
    await world.till.setCustomer(customerId, 'en');
    await expect(world.till.checkout(order, 'en')).rejects.toMatchObject({ code: 'order_customer_pending' });
    await vi.waitFor(async () => expect((await world.till.state()).connection.queued).toBe(0), soon);
    world.scaleUnit.decide();
    await untilNumber(customerId);
    const receipt = await world.till.checkout(order, 'en');
    expect(receipt).toMatchObject({ state: 'completed', salesOrderNumber: 'SO-1', customerAccount: 'C-000000001' });
  });

  it('in async mode is recorded without a network, and its sales order number comes later', async () => {
    const configuration = await exampleStore();
    const channels = configuration.channels.map((channel) => ({ ...channel, createCustomerOrderInAsyncMode: true }));
    await start({ channels });
    await world.ready();
    await world.till.openShift({ shiftId: 'SHIFT', startingAmount: '0' });
    await world.scaleUnit.stop();
    const { customerId } = await create('Orderer');
    await world.till.addLine({ lineId: 'one', itemId: 'COFFEE', quantity: '1' });
    await world.till.setCustomer(customerId, 'en');
    const { transactionId, state } = await world.till.checkout(order, 'en');
    expect(state).toBe('waiting');
    await world.scaleUnit.start();
    await vi.waitFor(async () => {
      await world.till.exchangeNow();
      expect(await world.till.receipt(transactionId, 'en')).toMatchObject({ state: 'completed' });
    }, soon);
  });
});
