import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import { featureIds } from '@counterfoil/contracts/features';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelOf, created, expectRefused, onlyOn } from './channel-rules-fixture.ts';
import { imogen, openWorld, type OperationBody, type ScaleUnit, type World } from './commerce-api-fixture.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const email = { email: 'new@example.com' };
const lyon = { countryRegion: 'FR', city: 'Lyon' };
const work = { contactType: 'email', locator: 'imogen@work.example.com' };

async function edit(
  unit: ScaleUnit,
  customerId: string,
  changes: object,
): Promise<{ status: number; body: OperationBody }> {
  return unit.call('PATCH', `/customers/${customerId}`, { body: { channelId: channelOf(unit), changes } });
}

const read = async (unit: ScaleUnit, customerId: string): Promise<ShownCustomer> =>
  (await unit.call<ShownCustomer>('GET', `/customers/${customerId}`)).body;

describe('a pending customer', () => {
  it('is not editable while asynchronous editing is off, whatever is changed (SD-14, LK-08)', async () => {
    const { customer } = await created(world.paris);
    onlyOn(world.paris, 'enhancedAsyncCustomerCreation');
    const path = `/customers/${customer.customerId}`;
    const channelId = 'PARIS';
    const addressPath = `${path}/addresses/${customer.customer.addresses[0]?.addressId}`;
    for (const request of [
      { method: 'PATCH', path, body: { channelId, changes: email } },
      { method: 'PATCH', path, body: { channelId, changes: { attributes: { NICKNAME: 'Immy' } } } },
      { method: 'POST', path: `${path}/addresses`, body: { channelId, address: lyon } },
      { method: 'PUT', path: addressPath, body: { channelId, address: lyon } },
      { method: 'DELETE', path: `${addressPath}?channelId=PARIS` },
      { method: 'POST', path: `${path}/contacts`, body: { channelId, contact: work } },
    ]) {
      const messages = await expectRefused(world.paris, request, 'customer_pending_not_editable');
      expect(messages).toEqual({
        en: 'This customer is still on the way to headquarters. You can change it as soon as its account number is here.',
        fr: 'Ce client est encore en route vers le siège. Vous pourrez le modifier dès que son numéro de compte sera là.',
      });
    }
    expect(await read(world.paris, customer.customerId)).toEqual(customer);
  });

  it('becomes editable as soon as its account number is in this channel', async () => {
    const { customer } = await created(world.paris);
    onlyOn(world.paris);
    await world.runTheThreeJobs();
    expect(await edit(world.paris, customer.customerId, email)).toMatchObject({ status: 200, body: { way: 'sync' } });
  });

  it('with asynchronous editing on is edited behind its creation, and both are converted in order (LK-05)', async () => {
    const { customer } = await created(world.paris);
    onlyOn(world.paris, 'asyncCustomerEditing', 'enhancedAsyncCustomerCreation', 'asyncAddressCreation');
    const edited = await edit(world.paris, customer.customerId, email);
    expect(edited.body).toMatchObject({ way: 'async', customer: { synchronization: { undecidedOperations: 2 } } });
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]).toMatchObject({ ...email, version: 2 });
  });

  it('gets addresses while their asynchronous creation is on, but loses and changes none (SD-21, SD-22)', async () => {
    const { customer } = await created(world.paris);
    onlyOn(world.paris, 'asyncAddressCreation');
    const path = `/customers/${customer.customerId}`;
    const added = await world.paris.call('POST', `${path}/addresses`, { body: { channelId: 'PARIS', address: lyon } });
    expect(added).toMatchObject({ status: 201, body: { way: 'async' } });
    const addressId = added.body.customer.customer.addresses[1]?.addressId ?? '';
    for (const changes of [
      { addresses: [{ addressId, city: 'Nice' }] },
      { removedAddressIds: [addressId] },
      { addresses: [lyon], ...email },
    ]) {
      const request = { method: 'PATCH', path, body: { channelId: 'PARIS', changes } };
      await expectRefused(world.paris, request, 'customer_pending_not_editable');
    }
    await world.runTheThreeJobs();
    const [arrived] = await world.atHeadquarters('fictitious');
    expect(arrived?.addresses.map(({ city }) => city)).toEqual(['Houston', 'Lyon']);
  });
});

describe('a synchronised customer, with asynchronous editing off', () => {
  it.each(['houston', 'paris'] as const)('is edited through headquarters in %s', async (name) => {
    const unit = world[name];
    const { customer } = await created(unit);
    await world.runTheThreeJobs();
    onlyOn(unit);
    expect(await edit(unit, customer.customerId, email)).toMatchObject({
      status: 200,
      body: { way: 'sync', customer: { synchronization: { state: 'synchronized' } } },
    });
    expect((await world.atHeadquarters('fictitious'))[0]).toMatchObject(email);
  });

  it.each(['houston', 'paris'] as const)('is not edited in %s when headquarters cannot be reached', async (name) => {
    const unit = world[name];
    const { customer } = await created(unit);
    await world.runTheThreeJobs();
    onlyOn(unit);
    const before = await read(unit, customer.customerId);
    world.circumstances.line = 'down';
    const path = `/customers/${customer.customerId}`;
    const body = { channelId: channelOf(unit) };
    for (const request of [
      { method: 'PATCH', path, body: { ...body, changes: email } },
      { method: 'POST', path: `${path}/addresses`, body: { ...body, address: lyon } },
    ]) {
      const messages = await expectRefused(unit, request, 'edit_needs_headquarters');
      expect(messages).toEqual({
        en: 'Headquarters cannot be reached; the change was not saved. Try again in a moment.',
        fr: "Le siège est injoignable ; la modification n'a pas été enregistrée. Réessayez dans un instant.",
      });
      world.circumstances.passedMs += 60_000;
    }
    expect(await read(unit, customer.customerId)).toEqual(before);
    world.circumstances.line = 'up';
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]).toMatchObject({ email: imogen.email, version: 1 });
  });

  it('after a lost reply is as before, until 1010 brings what headquarters had heard', async () => {
    const { customer } = await created(world.houston);
    onlyOn(world.houston);
    world.circumstances.line = 'replyLost';
    const request = { body: { channelId: 'HOUSTON', changes: email }, idempotencyKey: 'edit 1' };
    const path = `/customers/${customer.customerId}`;
    const refused = await world.houston.refused('PATCH', path, request);
    expect(refused.body.error.code).toBe('edit_needs_headquarters');
    expect((await read(world.houston, customer.customerId)).customer.email).toBe(imogen.email);
    world.circumstances.line = 'up';
    await world.runTheThreeJobs();
    expect((await read(world.houston, customer.customerId)).customer).toMatchObject({ ...email, version: 2 });
  });

  it('R5: the same request again, once headquarters can be reached, is saved once', async () => {
    const { customer } = await created(world.houston);
    onlyOn(world.houston);
    world.circumstances.line = 'replyLost';
    const request = { body: { channelId: 'HOUSTON', changes: email }, idempotencyKey: 'edit 1' };
    const path = `/customers/${customer.customerId}`;
    expect((await world.houston.refused('PATCH', path, request)).status).toBe(503);
    world.circumstances.line = 'up';
    expect(await world.houston.call('PATCH', path, request)).toMatchObject({
      status: 200,
      body: { way: 'sync', replayed: false, customer: { customer: { ...email, version: 2 } } },
    });
    expect((await world.houston.call('PATCH', path, request)).body).toMatchObject({ replayed: true });
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]).toMatchObject({ ...email, version: 2 });
  });

  it('R4: an edit stays, and goes by P-job, when an address was recorded behind it before headquarters was given up', async () => {
    const { customer } = await created(world.houston);
    onlyOn(world.houston, 'asyncAddressCreation');
    const answer = Promise.withResolvers<void>();
    world.circumstances.answerAfter = answer.promise;
    world.circumstances.line = 'replyLost';
    const editing = edit(world.houston, customer.customerId, email);
    await expect.poll(async () => (await world.houston.recorded()).operations).toBe(2);
    const path = `/customers/${customer.customerId}/addresses`;
    const added = await world.houston.call('POST', path, { body: { channelId: 'HOUSTON', address: lyon } });
    expect(added.body).toMatchObject({ way: 'async' });
    answer.resolve();
    expect((await editing).body).toMatchObject({ way: 'fallback' });
    world.circumstances.line = 'up';
    await world.runTheThreeJobs();
    const [arrived] = await world.atHeadquarters('fictitious');
    expect(arrived).toMatchObject(email);
    expect(arrived?.addresses).toHaveLength(2);
    expect((await read(world.houston, customer.customerId)).synchronization.state).toBe('synchronized');
  });

  it('waits for its earlier changes that are still on the way', async () => {
    const { customer } = await created(world.houston);
    onlyOn(world.houston, 'asyncAddressCreation');
    const path = `/customers/${customer.customerId}`;
    const added = await world.houston.call('POST', `${path}/addresses`, {
      body: { channelId: 'HOUSTON', address: lyon },
    });
    expect(added.body).toMatchObject({ way: 'async' });
    const request = { method: 'PATCH', path, body: { channelId: 'HOUSTON', changes: email } };
    await expectRefused(world.houston, request, 'edit_waits_for_earlier');
    await world.runTheThreeJobs();
    expect(await edit(world.houston, customer.customerId, email)).toMatchObject({ status: 200, body: { way: 'sync' } });
  });
});

describe('a synchronised customer, with asynchronous editing on', () => {
  it('is edited asynchronously in asynchronous mode, and in real time or else later in synchronous mode', async () => {
    const { customer } = await created(world.houston);
    await world.runTheThreeJobs();
    expect((await edit(world.paris, customer.customerId, email)).body.way).toBe('async');
    await world.runTheThreeJobs();
    expect((await edit(world.houston, customer.customerId, { firstName: 'Ines' })).body.way).toBe('sync');
    world.circumstances.line = 'down';
    expect((await edit(world.houston, customer.customerId, { firstName: 'Iris' })).body.way).toBe('fallback');
    world.circumstances.line = 'up';
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]).toMatchObject({ ...email, firstName: 'Iris' });
  });
});

describe('an asynchronous creation', () => {
  const creation = (customer: object): { method: string; path: string; body: object } => ({
    method: 'POST',
    path: '/customers',
    body: { channelId: 'PARIS', customer: { ...imogen, ...customer } },
  });

  it.each([
    ['title_feature_needed', 'customer.personalTitle', { personalTitle: 'DR' }],
    ['affiliation_feature_needed', 'customer.affiliations', { affiliations: ['CLUB'] }],
    ['contact_feature_needed', 'customer.contacts', { contacts: [work] }],
  ] as const)('needs the enhanced feature: %s', async (code, field, customer) => {
    onlyOn(world.paris, 'multipleContactsWithConsent');
    const messages = await expectRefused(world.paris, creation(customer), code, field);
    expect(messages.en).toContain('"Enable enhanced async customer creation"');
    expect(messages.fr).toContain('« Activer la création de clients asynchrone améliorée »');
    onlyOn(world.paris, 'enhancedAsyncCustomerCreation');
    await created(world.paris, { ...imogen, ...customer });
  });

  it('has one address unless addresses are created asynchronously', async () => {
    onlyOn(world.paris);
    const two = { addresses: [...imogen.addresses, lyon] };
    const messages = await expectRefused(world.paris, creation(two), 'address_feature_needed', 'customer.addresses');
    expect(messages.en).toContain('"Enable asynchronous creation for customer addresses"');
    expect(messages.fr).toContain("« Activer la création asynchrone d'adresses client »");
    onlyOn(world.paris, 'asyncAddressCreation');
    expect((await created(world.paris, { ...imogen, ...two })).customer.customer.addresses).toHaveLength(2);
  });

  it('asks for consent of secondary contacts only with the feature for it, in either mode (LK-16)', async () => {
    for (const unit of [world.houston, world.paris]) {
      const contacts = [work, { ...work, locator: 'other@example.com', marketingConsent: 'granted' }];
      const request = {
        ...creation({ contacts }),
        body: { channelId: channelOf(unit), customer: { ...imogen, contacts } },
      };
      onlyOn(unit, 'enhancedAsyncCustomerCreation');
      const field = 'customer.contacts.1.marketingConsent';
      const messages = await expectRefused(unit, request, 'contact_consent_feature_needed', field);
      expect(messages.en).toContain('"Capture multiple emails and phone numbers and consent');
      onlyOn(unit, 'enhancedAsyncCustomerCreation', 'multipleContactsWithConsent');
      expect((await created(unit, { ...imogen, contacts })).customer.customer.contacts).toHaveLength(2);
    }
  });

  it('affiliations, title, two e-mails, three phones and four addresses survive conversion (SD-17..SD-22, LK-10)', async () => {
    const customer = {
      ...imogen,
      personalTitle: 'DR',
      affiliations: ['CLUB', 'STUDENT'],
      contacts: [
        { ...work, marketingConsent: 'granted' },
        { contactType: 'phone', locator: '(713) 555-0148' },
        { contactType: 'phone', locator: '(713) 555-0149', marketingConsent: 'refused' },
      ],
      addresses: [...imogen.addresses, lyon, { ...lyon, city: 'Nice' }, { ...lyon, city: 'Brest' }],
    };
    for (const unit of [world.houston, world.paris]) await created(unit, customer);
    await world.runTheThreeJobs();
    const arrived = await world.atHeadquarters('fictitious');
    expect(arrived).toHaveLength(2);
    for (const { personalTitle, affiliations, contacts, addresses } of arrived) {
      expect({ personalTitle, affiliations }).toEqual({ personalTitle: 'DR', affiliations: ['CLUB', 'STUDENT'] });
      expect(contacts.map(({ marketingConsent }) => marketingConsent)).toEqual(['granted', 'unknown', 'refused']);
      expect(addresses.map(({ city }) => city)).toEqual(['Houston', 'Lyon', 'Nice', 'Brest']);
    }
  });
});

it('a synchronous creation that falls back keeps all that was typed, whatever features are off', async () => {
  onlyOn(world.houston);
  world.circumstances.line = 'down';
  const typed = { ...imogen, personalTitle: 'DR', affiliations: ['CLUB'], addresses: [...imogen.addresses, lyon] };
  expect(await created(world.houston, typed)).toMatchObject({
    way: 'fallback',
    customer: { customer: { personalTitle: 'DR', affiliations: ['CLUB'] } },
  });
  world.circumstances.line = 'up';
  await world.runTheThreeJobs();
  const [arrived] = await world.atHeadquarters('fictitious');
  expect(arrived).toMatchObject({ personalTitle: 'DR', affiliations: ['CLUB'] });
  expect(arrived?.addresses).toHaveLength(2);
});

it('creating in asynchronous mode asks headquarters nothing, with every feature on (SD-05)', async () => {
  onlyOn(world.paris, ...featureIds);
  world.circumstances.line = 'down';
  await created(world.paris, { ...imogen, personalTitle: 'DR', contacts: [work] });
  expect(world.paris.channel.counters).toEqual({ realTimeServiceCalls: 0, communicationExceptions: 0 });
});
