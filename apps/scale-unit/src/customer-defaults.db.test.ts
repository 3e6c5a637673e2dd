import type { DefaultCustomer } from '@counterfoil/contracts/channel-configuration';
import { featureIds } from '@counterfoil/contracts/features';
import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { SettingsForForms } from '@counterfoil/channel/customers/settings-for-forms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actOn, channelOf, created, expectRefused, onlyOn } from './channel-rules-fixture.ts';
import { imogen, openWorld, type ScaleUnit, type World } from './commerce-api-fixture.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const defaultCustomer: DefaultCustomer = {
  customerAccountNumber: 'C-900000001',
  customerType: 'person',
  customerGroup: '40',
  receiptOption: 'both',
  currency: 'CAD',
  languageId: 'fr-CA',
  affiliations: ['STAFF'],
  addressBooks: ['SHARED'],
};

const inherit = (unit: ScaleUnit): void => actOn(unit, { defaultCustomers: { [channelOf(unit)]: defaultCustomer } });

const creation = (customer: object): { method: string; path: string; body: object } => ({
  method: 'POST',
  path: '/customers',
  body: { channelId: 'PARIS', customer: { ...imogen, ...customer } },
});

describe('a new customer', () => {
  it('inherits from the default customer of its channel, hidden affiliations among it (LK-17, WD-18)', async () => {
    for (const unit of [world.houston, world.paris]) {
      inherit(unit);
      const { customer } = await created(unit, { ...imogen, affiliations: ['CLUB'] });
      expect(customer.customer).toMatchObject({
        customerGroup: '40',
        receiptOption: 'both',
        receiptEmail: null,
        currency: 'CAD',
        languageId: 'fr-CA',
        affiliations: ['STAFF', 'CLUB'],
        addressBooks: ['SHARED'],
      });
    }
  });

  it('of an asynchronous channel inherits affiliations only with the enhanced feature; of a synchronous one always', async () => {
    for (const unit of [world.houston, world.paris]) {
      inherit(unit);
      onlyOn(unit);
    }
    expect((await created(world.paris)).customer.customer.affiliations).toEqual([]);
    world.circumstances.line = 'down';
    expect(await created(world.houston)).toMatchObject({
      way: 'fallback',
      customer: { customer: { affiliations: ['STAFF'] } },
    });
  });

  it('has the default values of the attributes it does not name, and needs the required ones (LK-20)', async () => {
    const text = { en: 'Shoe size', fr: 'Pointure' };
    const free = { fixedList: [], minimum: null, maximum: null, defaultValue: null, required: true };
    actOn(world.paris, {
      customerAttributes: [
        { ...free, attributeId: 'SIZE', text, attributeType: 'integer' },
        {
          ...free,
          attributeId: 'TIER',
          text: { en: 'Tier', fr: 'Niveau' },
          attributeType: 'text',
          defaultValue: 'NEW',
        },
      ],
    });
    const messages = await expectRefused(world.paris, creation({}), 'attribute_required', 'customer.attributes.SIZE');
    expect(messages).toEqual({ en: 'Fill in "Shoe size".', fr: 'Renseignez « Pointure ».' });
    const { customer } = await created(world.paris, { ...imogen, attributes: { SIZE: 38 } });
    expect(customer.customer.attributes).toEqual({ SIZE: 38, TIER: 'NEW' });
    const signedUp = await world.paris.call<{ outcome: string }>('POST', '/customers/link-external-identity', {
      body: { channelId: 'PARIS', providerId: 'p', externalIdentityId: 'x', verifiedEmail: 'else@example.com' },
    });
    expect(signedUp).toMatchObject({ status: 200, body: { outcome: 'created' } });
  });

  it.each([
    ['personal_title_unknown', 'customer.personalTitle', { personalTitle: 'EARL' }],
    ['affiliation_unknown', 'customer.affiliations.1', { affiliations: ['CLUB', 'LODGE'] }],
    ['address_book_unknown', 'customer.addressBooks.0', { addressBooks: ['ATLANTIS'] }],
    ['attribute_unknown', 'customer.attributes.AURA', { attributes: { AURA: 'bright' } }],
  ] as const)('names only what the settings know: %s', async (code, field, customer) => {
    await expectRefused(world.paris, creation(customer), code, field);
  });

  it('with more addresses than recommended is warned of, never refused (LK-19)', async () => {
    const { commerceParameters } = world.paris.channel.configuration;
    actOn(world.paris, { commerceParameters: { ...commerceParameters, recommendedAddressCountMax: 1 } });
    const { customer, warnings } = await created(world.paris);
    expect(warnings).toEqual([]);
    const added = await world.paris.call('POST', `/customers/${customer.customerId}/addresses`, {
      body: { channelId: 'PARIS', address: { countryRegion: 'FR', city: 'Lyon' } },
      language: 'fr',
    });
    expect(added).toMatchObject({
      status: 201,
      body: {
        warnings: [{ code: 'many_addresses', message: 'Le client a 2 adresses ; 1 au plus sont recommandées.' }],
      },
    });
  });
});

it('an image is read with its customer and left out of search results', async () => {
  const image =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const { customer } = await created(world.paris, { ...imogen, image });
  const read = await world.paris.call<ShownCustomer>('GET', `/customers/${customer.customerId}`);
  expect(read.body.customer.image).toBe(image);
  const found = await world.paris.call<{ customers: ShownCustomer[] }>('POST', '/customers/search', {
    body: { name: 'fictitious', searchLocation: 'local' },
  });
  expect(found.body.customers).toMatchObject([{ customerId: customer.customerId, customer: { image: null } }]);
});

describe('secondary contacts', () => {
  it('are added, changed and removed, each repetition answered as the first time (LK-16)', async () => {
    const { customer } = await created(world.paris);
    const path = `/customers/${customer.customerId}/contacts`;
    const contact = { contactType: 'phone', locator: '(713) 555-0148', label: 'mobile' };
    const add = { body: { channelId: 'PARIS', contact }, idempotencyKey: 'add 1' };
    const added = await world.paris.call('POST', path, add);
    expect(added.status).toBe(201);
    const contactId = added.body.customer.customer.contacts[0]?.contactId ?? '';
    expect(added.body.customer.customer.contacts).toEqual([{ contactId, ...contact, marketingConsent: 'unknown' }]);
    expect(await world.paris.call('POST', path, add)).toMatchObject({ status: 200, body: { replayed: true } });
    const change = { channelId: 'PARIS', contact: { marketingConsent: 'granted' } };
    const changed = await world.paris.call('PUT', `${path}/${contactId}`, { body: change });
    expect(changed.body.customer.customer.contacts).toEqual([{ contactId, ...contact, marketingConsent: 'granted' }]);
    const remove = (): ReturnType<typeof world.paris.call> =>
      world.paris.call('DELETE', `${path}/${contactId}?channelId=PARIS`, { idempotencyKey: 'remove 1' });
    expect((await remove()).body).toMatchObject({ replayed: false, customer: { customer: { contacts: [] } } });
    expect((await remove()).body).toMatchObject({ replayed: true });
    const gone = { method: 'DELETE', path: `${path}/${contactId}?channelId=PARIS` };
    await expectRefused(world.paris, gone, 'contact_unknown', 'contactId');
    const wrong = { contactType: 'email', locator: 'nobody' };
    const refused = { method: 'POST', path, body: { channelId: 'PARIS', contact: wrong } };
    await expectRefused(world.paris, refused, 'email_invalid', 'contact.locator');
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]).toMatchObject({ contacts: [], version: 4 });
  });
});

describe('the settings for forms', () => {
  const read = async (unit: ScaleUnit, language: string): Promise<SettingsForForms> =>
    (await unit.call<SettingsForForms>('GET', `/channel-settings?channelId=${channelOf(unit)}`, { language })).body;

  it('tell a till what it shows, in the language of the caller, without hidden affiliations', async () => {
    inherit(world.paris);
    onlyOn(world.paris, 'asyncAddressCreation');
    const [en, fr] = [await read(world.paris, 'en'), await read(world.paris, 'fr')];
    expect(en.personalTitles).toContainEqual({ personalTitleId: 'PROF', text: 'Professor' });
    expect(fr.personalTitles).toContainEqual({ personalTitleId: 'PROF', text: 'Professeur' });
    expect(fr.affiliations.map(({ affiliationId }) => affiliationId)).not.toContain('STAFF');
    expect(fr.customerAttributes.find(({ attributeId }) => attributeId === 'SEGMENT')).toMatchObject({
      fixedList: expect.arrayContaining([{ value: 'GOLD', text: 'Or' }]) as unknown,
      defaultValue: 'STANDARD',
    });
    expect(fr.addressPurposes[0]).toEqual({ purpose: 'home', text: 'Domicile' });
    expect(fr.searchCriteria).toContainEqual({ criterion: 'loyaltyCard', text: 'Numéro de carte de fidélité' });
    expect(fr.features.filter(({ isOn }) => isOn)).toEqual([
      { featureId: 'asyncAddressCreation', name: "Activer la création asynchrone d'adresses client", isOn: true },
    ]);
    expect(fr.features.map(({ featureId }) => featureId)).toEqual(featureIds);
    expect(en).toMatchObject({
      createCustomerInAsyncMode: true,
      inherited: { customerGroup: '40', currency: 'CAD', languageId: 'fr-CA', affiliations: [], countryRegion: 'FR' },
    });
    expect((await read(world.houston, 'en')).inherited).toMatchObject({ customerGroup: '30', currency: 'USD' });
  });

  it('of a channel of another scale unit are not known', async () => {
    const request = { method: 'GET', path: '/channel-settings?channelId=HOUSTON' };
    await expectRefused(world.paris, request, 'channel_unknown', 'channelId');
  });
});
