import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { systemClock } from '@counterfoil/platform/clock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { imogen, openWorld, type LineState, type OperationBody, type World } from './commerce-api-fixture.ts';

const limits = { failureCountMax: 2, retryDelayMs: 60_000, retryDelayMaxMs: 60_000 };

let world: World;
beforeEach(async () => {
  world = await openWorld(limits);
});
afterEach(() => world.close());

async function createInHouston(customer: object = imogen): Promise<OperationBody> {
  const created = await world.houston.call('POST', '/customers', { body: { channelId: 'HOUSTON', customer } });
  expect(created.status).toBe(201);
  return created.body;
}

describe('a business refusal of headquarters', () => {
  const body = { channelId: 'HOUSTON', customer: { ...imogen, customerGroup: '99' } };

  it('is told to the user with its code, field and sentence; nothing stays pending and a repetition is refused alike', async () => {
    const customerId = '019b0000-0000-7000-8000-0000000000ab';
    const request = { body: { ...body, customerId }, idempotencyKey: 'receipt 12', language: 'fr' };
    for (const attempt of ['first', 'repeated']) {
      const refused = await world.houston.refused('POST', '/customers', request);
      expect([attempt, refused.status]).toEqual([attempt, 422]);
      expect(refused.body.error.problems).toMatchObject([
        {
          code: 'customer_group_unknown',
          // A repetition is answered from the outbox, which keeps the field as headquarters named it.
          field: 'customer.customerGroup',
          message: 'Groupe de clients inconnu « 99 ».',
        },
      ]);
    }
    expect((await world.houston.recorded()).customers).toBe(0);
    const read = await world.houston.refused('GET', `/customers/${customerId}`);
    expect([read.status, read.body.error.code]).toEqual([404, 'customer_unknown']);
    await world.runTheThreeJobs();
    expect(await world.atHeadquarters('fictitious')).toEqual([]);
  });

  it('is told to a repetition too that came before headquarters had answered: nobody is told of a customer that is taken back', async () => {
    const answer = Promise.withResolvers<void>();
    world.circumstances.answerAfter = answer.promise;
    const create = (): Promise<{ status: number }> =>
      world.houston.refused('POST', '/customers', { body, idempotencyKey: 'once' });
    const first = create();
    await vi.waitFor(() => expect(world.houston.channel.inRealTime.size).toBe(1));
    const repeated = Array.from({ length: 10 }, create);
    // Long enough for a repetition that does not wait; one that does is not hurried.
    await Promise.race([...repeated, systemClock.sleep(200)]);
    answer.resolve();
    const answers = await Promise.all([first, ...repeated]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 11 }, () => 422));
  });

  it('of an edit leaves the customer as it was', async () => {
    const created = await createInHouston();
    const path = `/customers/${created.customer.customerId}`;
    const refused = await world.houston.refused('PATCH', path, {
      body: { channelId: 'HOUSTON', changes: { customerGroup: '99' } },
    });
    expect(refused.body.error.problems).toMatchObject([
      { code: 'customer_group_unknown', field: 'changes.customerGroup' },
    ]);
    const read = await world.houston.call<ShownCustomer>('GET', path);
    expect(read.body).toEqual(created.customer);
  });
});

describe.each(['cutBefore', 'replyLost', 'down'] as const satisfies readonly LineState[])(
  'a creation while the line is "%s"',
  (line) => {
    it('falls back with the same identifiers: one customer with one account number after the jobs (R2, LK-04, BX-02)', async () => {
      world.circumstances.line = line;
      const request = { body: { channelId: 'HOUSTON', customer: imogen }, idempotencyKey: 'receipt 12' };
      const created = await world.houston.call('POST', '/customers', { ...request, language: 'fr' });
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({
        way: 'fallback',
        customer: { customerAccountNumber: null, display: { account: 'En attente de synchronisation' } },
      });
      const { customerId } = created.body.customer;
      const read = await world.houston.call<ShownCustomer>('GET', `/customers/${customerId}`, { language: 'fr' });
      expect(read.body).toEqual(created.body.customer);
      world.circumstances.line = 'up';
      await world.runTheThreeJobs();
      await world.runTheThreeJobs();
      const customers = await world.atHeadquarters('fictitious');
      expect(customers).toMatchObject([{ customerId, customerAccountNumber: 'C-000000001', version: 1 }]);
      for (const unit of [world.houston, world.paris]) {
        const after = await unit.call<ShownCustomer>('GET', `/customers/${customerId}`);
        expect(after.body).toMatchObject({
          customerAccountNumber: 'C-000000001',
          synchronization: { state: 'synchronized' },
        });
      }
      const again = await world.houston.call('POST', '/customers', request);
      expect(again).toMatchObject({ status: 200, body: { replayed: true, way: 'fallback', customer: { customerId } } });
      const next = await createInHouston({ ...imogen, lastName: 'Invented' });
      expect(next.customer.customerAccountNumber).toBe('C-000000002');
    });

    it('edits made meanwhile arrive too', async () => {
      world.circumstances.line = line;
      const { customer } = await createInHouston();
      const edited = await world.houston.call('PATCH', `/customers/${customer.customerId}`, {
        body: { channelId: 'HOUSTON', changes: { email: 'later@example.com' } },
      });
      expect(edited).toMatchObject({ status: 200, body: { way: 'async' } });
      world.circumstances.line = 'up';
      await world.runTheThreeJobs();
      expect(await world.atHeadquarters('fictitious')).toMatchObject([{ email: 'later@example.com', version: 2 }]);
    });
  },
);

describe('the circuit breaker', () => {
  interface Status {
    headquarters: { circuit: string };
    counters: { realTimeServiceCalls: number; communicationExceptions: number };
  }
  const status = async (): Promise<Status> => (await world.houston.call<Status>('GET', '/status')).body;

  it('opens after the last allowed failure, spares headquarters, and closes by itself when it answers again', async () => {
    world.circumstances.line = 'cutBefore';
    for (let count = 0; count < limits.failureCountMax; count++) await createInHouston();
    const counters = { realTimeServiceCalls: 2, communicationExceptions: 2 };
    expect(await status()).toMatchObject({ headquarters: { circuit: 'open' }, counters });

    world.circumstances.line = 'up';
    expect(await createInHouston()).toMatchObject({ way: 'fallback' });
    expect(await status()).toMatchObject({ headquarters: { circuit: 'open' }, counters });

    world.circumstances.passedMs += limits.retryDelayMaxMs;
    expect(await status()).toMatchObject({ headquarters: { circuit: 'halfOpen' } });
    expect(await createInHouston()).toMatchObject({ way: 'sync' });
    expect(await status()).toMatchObject({ headquarters: { circuit: 'closed' } });
    await world.runTheThreeJobs();
    const customers = await world.atHeadquarters('fictitious');
    expect(new Set(customers.map(({ customerAccountNumber }) => customerAccountNumber)).size).toBe(4);
  });
});

describe('one customer by every way', () => {
  const everything = {
    ...imogen,
    middleName: 'Q',
    languageId: 'en-US',
    currency: 'USD',
    customerGroup: '30',
    emailMarketingConsent: 'granted',
    dateOfBirth: '1990-02-28',
    identificationNumber: 'X 12-3',
    addresses: [
      ...imogen.addresses,
      { countryRegion: 'FR', purpose: 'delivery', isPrimary: true, city: ' Paris ', name: 'Ze\u0301phyr' },
    ],
  };

  function withoutIdentity(customer: Customer): object {
    const { customerId, customerAccountNumber, createdBy, recentOperations, ...others } = customer;
    const { addresses, consentRecords, ...rest } = others;
    expect([customerId, customerAccountNumber, createdBy, recentOperations[0]]).not.toContain(undefined);
    /* Where and when each consent was given differs; that it was given is the same. */
    const consentsGiven = Object.keys(consentRecords);
    return { ...rest, consentsGiven, addresses: addresses.map((address) => ({ ...address, addressId: '' })) };
  }

  it('sync, async, cut off before and after: the same customer at headquarters (R10)', async () => {
    const ways: string[] = [];
    for (const line of ['up', 'cutBefore', 'replyLost'] as const) {
      world.circumstances.line = line;
      ways.push((await createInHouston(everything)).way);
    }
    world.circumstances.line = 'up';
    const inParis = await world.paris.call('POST', '/customers', {
      body: { channelId: 'PARIS', customer: everything },
    });
    expect([...ways, inParis.body.way]).toEqual(['sync', 'fallback', 'fallback', 'async']);
    await world.runTheThreeJobs();
    const customers = await world.atHeadquarters('fictitious');
    expect(customers).toHaveLength(4);
    expect(new Set(customers.map(({ customerAccountNumber }) => customerAccountNumber)).size).toBe(4);
    const [first, ...others] = customers.map(withoutIdentity);
    for (const other of others) expect(other).toEqual(first);
  });
});
