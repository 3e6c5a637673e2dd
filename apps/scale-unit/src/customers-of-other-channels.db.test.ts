import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actOn, actOnChannels, channelOf, created, expectRefused, onlyOn } from './channel-rules-fixture.ts';
import { imogen, openWorld, type ApiAnswer, type ScaleUnit, type World } from './commerce-api-fixture.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

interface Brought {
  readonly customer: ShownCustomer;
  readonly outcome: string;
}

const bring = (unit: ScaleUnit, identifier: string, request: object = {}): Promise<ApiAnswer<Brought>> =>
  unit.call('POST', `/customers/${identifier}/bring-here`, {
    body: { channelId: channelOf(unit), confirm: true, ...request },
  });

const unconfirmed = (unit: ScaleUnit, identifier: string): { method: string; path: string; body: object } => ({
  method: 'POST',
  path: `/customers/${identifier}/bring-here`,
  body: { channelId: channelOf(unit) },
});

/** Houston doesn't hold the customers that it has. */
async function forgetInHouston(): Promise<void> {
  await world.houston.channel.database.query('DELETE FROM customers');
}

describe('a customer of another channel of the legal entity (WD-08)', () => {
  it('is made visible once somebody confirms it, and no second customer is created', async () => {
    const { customer } = await created(world.paris);
    await world.runTheThreeJobs();
    await forgetInHouston();
    const number = 'C-000000001';
    const messages = await expectRefused(
      world.houston,
      unconfirmed(world.houston, number),
      'customer_of_other_channel',
    );
    expect(messages.en).toBe(
      'This customer is not known in this channel yet. Confirm to make it visible here; no second customer is created.',
    );
    for (const identifier of [number, customer.customerId]) {
      expect((await world.houston.refused('GET', `/customers/${identifier}`)).status).toBe(404);
    }
    expect(await bring(world.houston, number)).toMatchObject({
      status: 200,
      body: { outcome: 'madeVisible', customer: { customerId: customer.customerId, customerAccountNumber: number } },
    });
    expect((await bring(world.houston, customer.customerId, { confirm: false })).body.outcome).toBe('alreadyHere');
    expect(await world.atHeadquarters('fictitious')).toHaveLength(1);
  });

  it('gets the address books of the channel, later where headquarters cannot be reached', async () => {
    const { customer } = await created(world.houston);
    await world.runTheThreeJobs();
    const book = { addressBookId: 'EUROPE', name: 'Europe' };
    await world.headquarters.database.query(
      "INSERT INTO setting_documents (kind, key, document) VALUES ('address-books', 'EUROPE', $1)",
      [JSON.stringify(book)],
    );
    for (const unit of [world.houston, world.paris]) {
      actOn(unit, { addressBooks: [...unit.channel.configuration.addressBooks, book] });
      actOnChannels(unit, { addressBooks: ['EUROPE'] });
      onlyOn(unit);
    }
    world.circumstances.line = 'down';
    const brought = await bring(world.houston, customer.customerId);
    expect(brought.body).toMatchObject({ outcome: 'madeVisible', customer: { synchronization: { state: 'pending' } } });
    expect(brought.body.customer.customer.addressBooks).toContain('EUROPE');
    world.circumstances.line = 'up';
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]).toMatchObject({
      addressBooks: brought.body.customer.customer.addressBooks,
      version: 2,
    });
  });

  it('that is nowhere, or cannot be asked for, is not found', async () => {
    expect(
      await world.houston.refused('POST', '/customers/C-999999999/bring-here', {
        body: { channelId: 'HOUSTON' },
      }),
    ).toMatchObject({ status: 404, body: { error: { code: 'customer_unknown' } } });
    world.circumstances.line = 'down';
    await expectRefused(world.houston, unconfirmed(world.houston, 'C-999999999'), 'headquarters_unreachable');
  });
});

describe('a customer of another legal entity', () => {
  it('is copied once, as a customer of its own, when somebody confirms it', async () => {
    const legalEntities = [
      { legalEntity: 'USRT', countryRegion: 'US' },
      { legalEntity: 'FRRT', countryRegion: 'FR' },
    ];
    for (const unit of [world.houston, world.paris]) actOn(unit, { legalEntities });
    actOnChannels(world.paris, { legalEntity: 'FRRT' });
    const source = await created(world.paris, {
      ...imogen,
      emailMarketingConsent: 'granted',
      notes: 'Told in confidence.',
      contacts: [{ contactType: 'phone', locator: '(713) 555-0148', marketingConsent: 'granted' }],
    });
    await world.runTheThreeJobs();
    await forgetInHouston();
    const { customerId } = source.customer;
    const messages = await expectRefused(
      world.houston,
      unconfirmed(world.houston, customerId),
      'customer_of_other_legal_entity',
    );
    expect(messages.fr).toBe(
      'Ce client appartient à une autre société. Confirmez pour créer ici un client avec les mêmes nom, contacts et adresses.',
    );
    const brought = await bring(world.houston, customerId);
    expect(brought).toMatchObject({ status: 200, body: { outcome: 'created' } });
    const copy = brought.body.customer.customer;
    expect(copy).toMatchObject({
      legalEntity: 'USRT',
      firstName: 'Imogen',
      email: imogen.email,
      emailMarketingConsent: 'unknown',
      notes: null,
      contacts: [{ locator: '(713) 555-0148', marketingConsent: 'unknown' }],
      addresses: [{ city: 'Houston' }],
    });
    expect(copy.customerId).not.toBe(customerId);
    expect(copy.customerAccountNumber).not.toBe(source.customer.customerAccountNumber);
    expect((await bring(world.houston, customerId, { confirm: false })).body).toMatchObject({
      outcome: 'alreadyHere',
      customer: { customerId: copy.customerId },
    });
    expect(await world.atHeadquarters('fictitious')).toHaveLength(2);
  });
});
