import type { Customer } from '@counterfoil/contracts/customer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAdministrationWorld, testSecretsKey, type AdministrationWorld } from '../api/administration-fixture.ts';
import {
  createCustomersAtHeadquarters,
  deactivateCustomerAtHeadquarters,
  updateCustomerAtHeadquarters,
} from '../customers/edit-at-headquarters.ts';
import type { Headquarters } from '../headquarters.ts';
import { deliverEvents } from './deliver-events.ts';
import type { CustomerEvent } from './event-types.ts';
import { openReceivers, type Receivers } from './receiver.ts';
import { readableFeed } from './readable-feed-fixture.ts';
import { startTestReceiver, type TestReceiver } from './receiver-fixture.ts';

const by = { subject: 'test' };

describe('events about customers', () => {
  let world: AdministrationWorld;
  let receivers: Receivers;
  let laterMs: number;
  /** A transaction is held open on purpose: what comes after it can't be read. */
  let isHeldBack: boolean;
  let headquarters: Headquarters;

  beforeEach(async () => {
    world = await openAdministrationWorld();
    receivers = openReceivers({ allowPrivateAddresses: true });
    laterMs = 0;
    isHeldBack = false;
    const { seams } = world.headquarters;
    const clock = { ...seams.clock, now: () => new Date(seams.clock.now().getTime() + laterMs) };
    headquarters = { ...world.headquarters, seams: { ...seams, clock } };
  });

  afterEach(async () => {
    await receivers.close();
    await world.close();
  });

  async function create(...names: string[]): Promise<Customer[]> {
    const creations = names.map((firstName) => ({
      request: { channelId: 'HOUSTON', customer: { customerType: 'person' as const, addresses: [], firstName } },
    }));
    const outcomes = await createCustomersAtHeadquarters(headquarters, creations, by);
    if (!isHeldBack) await readableFeed(world.database);
    return outcomes.map((outcome) => {
      if (outcome.status === 'refused') throw new Error(JSON.stringify(outcome));
      return outcome.customer;
    });
  }

  async function read(query = ''): Promise<{ events: CustomerEvent[]; cursor: string; type: string }> {
    const answer = await fetch(`${world.address}/events${query}`, {
      headers: { authorization: `Bearer ${world.token}` },
    });
    return {
      events: (await answer.json()) as CustomerEvent[],
      cursor: answer.headers.get('counterfoil-cursor') ?? '',
      type: answer.headers.get('content-type') ?? '',
    };
  }

  async function readAll(limit: number, after?: string): Promise<CustomerEvent[]> {
    const events: CustomerEvent[] = [];
    let cursor = after;
    for (;;) {
      const page = await read(`?limit=${limit}${cursor === undefined ? '' : `&after=${cursor}`}`);
      if (page.cursor === cursor) return events;
      events.push(...page.events);
      cursor = page.cursor;
    }
  }

  it('are read as CloudEvents in commit order, page by page, always the same', async () => {
    const [ann, bob] = await create('Ann', 'Bob');
    if (!ann || !bob) throw new Error('two customers were created');
    await updateCustomerAtHeadquarters(
      headquarters,
      ann.customerId,
      { changes: { email: 'ann@example.com', addedAffiliations: ['CLUB'] } },
      by,
    );
    await deactivateCustomerAtHeadquarters(headquarters, bob.customerId, {}, by);
    await readableFeed(world.database);
    const { type, events, cursor } = await read();
    expect(type).toMatch(/^application\/cloudevents-batch\+json/u);
    expect(events.map((event) => [event.type.split('.').at(-1), event.subject])).toEqual([
      ['created', ann.customerId],
      ['mapped', ann.customerId],
      ['created', bob.customerId],
      ['mapped', bob.customerId],
      ['updated', ann.customerId],
      ['deactivated', bob.customerId],
    ]);
    expect(events[1]?.data).toMatchObject({
      customerId: ann.customerId,
      customerAccountNumber: ann.customerAccountNumber,
      legalEntity: 'USRT',
      channelId: 'HOUSTON',
    });
    expect(events[4]?.data.changed).toEqual(['affiliations', 'email']);
    expect(JSON.stringify(events)).not.toContain('ann@example.com');
    expect(new Set(events.map(({ id }) => id)).size).toBe(6);
    expect(await readAll(1)).toEqual(events);
    expect(await read(`?after=${cursor}`)).toMatchObject({ events: [], cursor });
    expect(cursor).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/u);
  });

  it('R7: nothing that commits late is passed by, and a made-up cursor is refused', async () => {
    const late = Promise.withResolvers<void>();
    const inserted = Promise.withResolvers<void>();
    const held = world.database.transaction('hold a row of the feed for a test', async (tx) => {
      await tx.query(
        `INSERT INTO customer_changes (epoch_number, change_id, customer_id, operation_id, decision)
         SELECT number, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'completed' FROM epochs`,
      );
      inserted.resolve();
      await late.promise;
    });
    await inserted.promise;
    isHeldBack = true;
    await create('Ann');
    expect((await read()).events).toEqual([]);
    late.resolve();
    await held;
    await readableFeed(world.database);
    expect((await read()).events.map(({ type }) => type.split('.').at(-1))).toEqual(['created', 'mapped']);
    const fromText = (text: string): string => Buffer.from(text).toString('base64url');
    const unknown = '01890000-0000-7000-8000-000000000001';
    const places = ['1.2', "1.2.3.x'", '1.2.3.4.5', `9.9.9.${unknown}`, `1.2.3.${unknown}`, '-1.2.3.'];
    for (const after of ['x', '%', ...places.map(fromText)]) {
      const { status } = await world.call('GET', `/events?after=${encodeURIComponent(after)}`);
      expect({ after, status }).toEqual({ after, status: 410 });
    }
  });

  describe('are delivered to a subscription', () => {
    let receiver: TestReceiver;

    beforeEach(async () => {
      receiver = await startTestReceiver();
    });
    afterEach(() => receiver.stop());

    async function subscribe(id = 'ERP', changes: object = {}): Promise<void> {
      const body = { name: id, active: true, url: receiver.url, eventTypes: [], ...changes };
      expect(await world.call('PUT', `/settings/event-subscriptions/${id}`, { body })).toMatchObject({ status: 200 });
      const made = await world.call('POST', `/event-subscriptions/${id}/secret`);
      expect(made.status).toBe(201);
      receiver.secret = (made.body as { secret: string }).secret;
    }

    async function subscription(id = 'ERP'): Promise<Record<string, unknown> | undefined> {
      const { body } = await world.call('GET', '/event-subscriptions');
      const { eventSubscriptions } = body as { eventSubscriptions: Record<string, unknown>[] };
      return eventSubscriptions.find(({ eventSubscriptionId }) => eventSubscriptionId === id);
    }

    const deliver = () => deliverEvents(headquarters, { receivers, secretsKey: testSecretsKey });
    const resume = (body?: object) => world.call('POST', '/event-subscriptions/ERP/resume', { body: body ?? null });
    const taken = (): CustomerEvent[] => receiver.deliveries.flatMap(({ events }) => events);

    it('signed, in commit order, from the moment when it got its secret, once', async () => {
      await create('Before');
      await subscribe();
      const { cursor } = await read();
      await create('Ann', 'Bob');
      await create('Cid');
      expect(await deliver()).toEqual({ delivered: 6, failed: 0 });
      expect(taken()).toEqual(await readAll(100, cursor));
      expect(receiver.deliveries[0]?.headers['content-type']).toBe('application/cloudevents-batch+json');
      expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
      expect(await subscription()).toMatchObject({ state: 'delivering', deliveredCount: '6', lastError: null });
    });

    it('of the types that it wants only', async () => {
      await subscribe('ERP', { eventTypes: ['counterfoil.customer.mapped'] });
      await create('Ann', 'Bob');
      await deliver();
      expect(taken().map(({ type }) => type)).toEqual(['counterfoil.customer.mapped', 'counterfoil.customer.mapped']);
    });

    it('again when the answer was lost, with the same identifiers and the same message', async () => {
      await subscribe();
      await create('Ann');
      receiver.answers.push('cut');
      expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
      expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
      laterMs = 60_000;
      expect(await deliver()).toEqual({ delivered: 2, failed: 0 });
      const [first, second] = receiver.deliveries;
      expect(second?.events).toEqual(first?.events);
      expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    });

    it('until it failed ten times in a row: then it rests with the reason, and goes on where it was when resumed', async () => {
      await subscribe();
      await create('Ann');
      for (let failures = 1; failures <= 10; failures++) {
        receiver.answers.push(500);
        expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
        laterMs += 10 * 60_000;
      }
      expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
      expect(await subscription()).toMatchObject({
        state: 'suspended',
        failureCount: 10,
        lastError: { code: 'event_receiver_refused', message: 'The receiver answered 500.' },
      });
      await create('Bob');
      expect(await resume()).toMatchObject({ status: 200 });
      expect(await deliver()).toEqual({ delivered: 4, failed: 0 });
      expect(taken()).toEqual(await readAll(100));
    });

    it('again from any place, so that a receiver gets back what it has lost', async () => {
      await subscribe();
      await create('Ann');
      const { cursor } = await read();
      await create('Bob');
      await deliver();
      receiver.deliveries.length = 0;
      await resume({ after: cursor });
      expect(await deliver()).toEqual({ delivered: 2, failed: 0 });
      await resume({ after: null });
      expect(await deliver()).toEqual({ delivered: 4, failed: 0 });
      expect(await resume({ after: 'made up' })).toMatchObject({ status: 410 });
    });

    it('and one that is broken holds up no other', async () => {
      const broken = await startTestReceiver();
      await subscribe('BROKEN', { url: broken.url });
      await broken.stop();
      await subscribe();
      await create('Ann');
      expect(await deliver()).toEqual({ delivered: 2, failed: 1 });
      expect(await subscription('BROKEN')).toMatchObject({ state: 'retrying' });
    });

    it('R16: with a secret that the database alone does not open, and that is told once', async () => {
      await subscribe();
      await create('Ann');
      const rows = await world.database.query<{ sealed_secret: Buffer }>('SELECT sealed_secret FROM event_deliveries');
      const secret = Buffer.from(receiver.secret.slice('whsec_'.length), 'base64');
      expect(rows[0]?.sealed_secret.includes(secret)).toBe(false);
      expect(JSON.stringify(await subscription())).not.toContain(receiver.secret);
      const otherKey = { bytes: Buffer.alloc(32, 8) };
      expect(await deliverEvents(headquarters, { receivers, secretsKey: otherKey })).toEqual({
        delivered: 0,
        failed: 1,
      });
      expect(await subscription()).toMatchObject({ state: 'suspended', lastError: { code: 'event_secret_missing' } });
    });

    it('a subscription that was deleted leaves no secret and no place behind', async () => {
      await subscribe();
      expect(await world.call('DELETE', '/settings/event-subscriptions/ERP')).toMatchObject({ status: 200 });
      await create('Ann');
      await deliver();
      expect(await world.database.query('SELECT 1 FROM event_deliveries')).toEqual([]);
      await subscribe();
      expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    });

    it('R15: never into a private network unless the configuration allows it', async () => {
      await subscribe();
      await subscribe('NAMED', { url: receiver.url.replace('127.0.0.1', 'localhost') });
      await create('Ann');
      const publicOnly = openReceivers({ allowPrivateAddresses: false });
      expect(await deliverEvents(headquarters, { receivers: publicOnly, secretsKey: testSecretsKey })).toEqual({
        delivered: 0,
        failed: 2,
      });
      await publicOnly.close();
      expect(receiver.deliveries).toEqual([]);
      const refused = { lastError: { code: 'event_receiver_address_refused' } };
      expect([await subscription(), await subscription('NAMED')]).toMatchObject([refused, refused]);
    });
  });

  it('a subscription needs an address of the web, and a secret needs a subscription and a key', async () => {
    for (const url of ['ftp://erp.example', 'https://user:password@erp.example/', 'erp', 'javascript:alert(1)']) {
      const body = { name: 'ERP', active: true, url, eventTypes: [] };
      const { status } = await world.call('PUT', '/settings/event-subscriptions/ERP', { body });
      expect({ url, status }).toEqual({ url, status: 422 });
    }
    expect(await world.call('POST', '/event-subscriptions/NONE/secret')).toMatchObject({
      status: 404,
      body: { error: { code: 'event_subscription_unknown' } },
    });
    expect(await world.call('POST', '/event-subscriptions/NONE/resume', { body: null })).toMatchObject({ status: 404 });
  });
});
