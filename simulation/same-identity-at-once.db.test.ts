import type { Channel } from '@counterfoil/channel/channel';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { findCustomer } from '@counterfoil/channel/customers/find-customers';
import { outboxEntriesOf } from '@counterfoil/channel/exchange/outbox';
import { showCustomer, type ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { Database } from '@counterfoil/database/database';
import { correctOperation } from '@counterfoil/headquarters/synchronization-status/correct-operation';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customersIn, drainRoad, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';

let world: ExchangeWorld;
beforeEach(async () => {
  world = await openExchangeWorld();
});
afterEach(() => world.close());

const identity = { providerId: 'https://login.example.com', externalIdentityId: 'shopper-17' };

/** The database, whose `count` first readings of who has an identity answer only once all of them have been asked. */
function withReadingsTogether(database: Database, count: number): Database {
  const all = Promise.withResolvers<void>();
  let left = count;
  const query: Database['query'] = async <Row>(...call: Parameters<Database['query']>) => {
    const [statement] = call;
    const rows = await database.query<Row>(...call);
    if (typeof statement === 'string' || statement.name !== 'select-customers-by-external-identity') return rows;
    left--;
    if (left === 0) all.resolve();
    if (left >= 0) await all.promise;
    return rows;
  };
  return { ...database, query };
}

interface Created {
  readonly customerId: string;
  readonly operationId: string;
}

async function createWithIdentity(channel: Channel, lastName: string): Promise<Created> {
  const { local, operationId } = await createCustomer(channel, {
    channelId: 'PARIS',
    customer: {
      customerType: 'person',
      firstName: 'Imogen',
      lastName,
      addresses: [],
      externalIdentities: [identity],
    },
  });
  return { customerId: local.document.customerId, operationId };
}

async function shownInParis(customerId: string): Promise<ShownCustomer> {
  const { paris } = world.stores;
  const entries = await outboxEntriesOf(paris.database, [customerId]);
  return showCustomer(await findCustomer(paris, customerId), entries, 'en');
}

describe('two customers created with one sign-in of the web shop at the same moment', () => {
  it('the second fails at headquarters with its reason, needs attention, and converts without the sign-in', async () => {
    const { paris } = world.stores;
    const channel = { ...paris, database: withReadingsTogether(paris.database, 2) };
    const both = await Promise.all([createWithIdentity(channel, 'First'), createWithIdentity(channel, 'Second')]);
    await drainRoad(world);

    const shown = await Promise.all(both.map(({ customerId }) => shownInParis(customerId)));
    const states = shown.map(({ synchronization }) => synchronization.state);
    expect(states.toSorted()).toEqual(['needsAttention', 'synchronized']);
    const place = states.indexOf('needsAttention');
    const [failed, kept] = [both[place], both[1 - place]];
    if (!failed || !kept) throw new Error('two were created');
    expect(shown[place]).toMatchObject({
      customerAccountNumber: null,
      display: { status: 'Needs attention at headquarters' },
      synchronization: { lastKnownError: { code: 'identity_linked_elsewhere' } },
    });
    expect([...(await customersIn(world.headquarters.database)).keys()]).toEqual([kept.customerId]);

    const withoutIdentity = {
      fields: {},
      addresses: [],
      externalIdentities: [{ ...identity, change: 'remove' as const }],
    };
    await correctOperation(world.headquarters, failed.operationId, {
      changes: withoutIdentity,
      correctedBy: 'mary',
      synchronize: true,
    });
    await drainRoad(world);
    const mended = await shownInParis(failed.customerId);
    expect(mended.synchronization.state).toBe('synchronized');
    expect(mended.customerAccountNumber).toMatch(/^C-\d{9}$/u);
    expect(mended.customer.externalIdentities).toEqual([]);
    expect((await shownInParis(kept.customerId)).customer.externalIdentities).toMatchObject([identity]);
  });

  it('in real time, the second is refused to the user while the first is made', async () => {
    const { paris } = world.stores;
    const channels = paris.configuration.channels.map((one) => ({ ...one, createCustomerInAsyncMode: false }));
    const configuration = { ...paris.configuration, channels };
    const channel = { ...paris, configuration, database: withReadingsTogether(paris.database, 2) };
    const results = await Promise.allSettled([
      createWithIdentity(channel, 'First'),
      createWithIdentity(channel, 'Second'),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'identity_linked_elsewhere' } });
    await drainRoad(world);
    expect((await customersIn(world.headquarters.database)).size).toBe(1);
    expect((await customersIn(paris.database)).size).toBe(1);
  });
});
