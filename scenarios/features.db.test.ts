import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { done, refused, startRetailer, type Json, type Retailer, type Store } from './retailer.ts';

const odile = {
  customerType: 'person',
  firstName: 'Odile',
  lastName: 'Inventée',
  email: 'odile@example.com',
  addresses: [],
};
const editing = [
  'performanceImprovementsForCustomerOrders',
  'enhancedAsyncCustomerCreation',
  'asyncAddressCreation',
  'asyncCustomerEditing',
];

/** Everything a customer can have beside its name, as a form sends it. */
const inFull = {
  customerType: 'person',
  personalTitle: 'DR',
  firstName: 'Noor',
  lastName: 'Fictional',
  email: 'noor@example.com',
  emailMarketingConsent: 'granted',
  phone: '+1 713 555 0101',
  affiliations: ['STUDENT', 'CLUB'],
  contacts: [
    { contactType: 'email', locator: 'noor.work@example.com', label: 'work', marketingConsent: 'refused' },
    { contactType: 'phone', locator: '+1 713 555 0102', marketingConsent: 'granted' },
    { contactType: 'phone', locator: '+33 1 70 18 99 00' },
  ],
  attributes: { SEGMENT: 'GOLD', 'HOUSEHOLD-SIZE': 3, 'HAS-CHILDREN': true },
  addresses: [
    { countryRegion: 'US', street: 'First Street', city: 'Houston', zipCode: '77001' },
    { countryRegion: 'US', street: 'Second Street', city: 'Houston', zipCode: '77002', purpose: 'delivery' },
    { countryRegion: 'FR', street: 'rue Inventée', city: 'Paris', zipCode: '75001', purpose: 'invoice' },
    { countryRegion: 'FR', street: 'quai Imaginaire', city: 'Lyon', zipCode: '69001', purpose: 'other' },
  ],
};

describe('what features allow', () => {
  let retailer: Retailer;
  beforeEach(async () => void (retailer = await startRetailer()));
  afterEach(() => retailer.stop());

  const edit = (store: Store, customerId: string, changes: object, language: 'en' | 'fr' = 'en') =>
    store.call('PATCH', `/customers/${customerId}`, { channelId: store.channelId, changes }, language);

  test('scenario 7: asynchronous editing is refused until its three prerequisites are on, and channels ignore it until the job has run (LK-06, LK-07)', async () => {
    const { paris } = retailer.stores;
    const { code, message } = await refused(retailer.call('PUT', '/features/asyncCustomerEditing', { state: 'on' }));
    expect(code).toBe('feature_prerequisites_missing');
    expect(message).toContain('Enable enhanced async customer creation');
    expect(message).toContain('Enable asynchronous creation for customer addresses');
    await done(retailer.call('POST', '/features/enable', { features: editing }));
    const { customerId } = await paris.create(odile);
    expect((await refused(edit(paris, customerId, { phone: '+33 1 70 18 99 01' }))).code).toBe(
      'customer_pending_not_editable',
    );
    const { configurations } = await done(
      retailer.call('GET', '/configuration-status?channelDatabaseId=paris&job=1110'),
    );
    expect(configurations?.[0]?.['onItsWay']).toBe('notPublished');
    await retailer.carrySettings();
    expect((await edit(paris, customerId, { phone: '+33 1 70 18 99 01' })).status).toBe(200);
  });

  test('scenario 8: title, affiliations, two e-mails, three phones, attributes and four addresses survive the conversion, from a till and from the web shop (SD-17..22, LK-10)', async () => {
    await retailer.enable(...editing);
    const { paris, online } = retailer.stores;
    for (const store of [paris, online]) {
      const created = await store.create(inFull);
      expect(created.way).toBe('async');
      const pending = content(created.customer.customer);
      await retailer.travel();
      const converted = await retailer.atHeadquarters(created.customerId);
      expect(content(converted)).toEqual(pending);
      for (const other of [paris, online])
        expect(content((await other.customer(created.customerId)).customer)).toEqual(pending);
      expect(converted).toMatchObject({
        personalTitle: 'DR',
        affiliations: ['STUDENT', 'CLUB'],
        attributes: { SEGMENT: 'GOLD', 'HOUSEHOLD-SIZE': 3, 'HAS-CHILDREN': true },
        financialDimensions: { CostCenter: store === online ? 'WEB' : 'STORES' },
      });
      expect(converted?.contacts.map(({ locator, marketingConsent }) => [locator, marketingConsent])).toEqual([
        ['noor.work@example.com', 'refused'],
        ['+1 713 555 0102', 'granted'],
        ['+33 1 70 18 99 00', 'unknown'],
      ]);
      expect(converted?.addresses.map(({ city, isPrimary }) => [city, isPrimary])).toEqual([
        ['Houston', true],
        ['Houston', false],
        ['Paris', false],
        ['Lyon', false],
      ]);
      expect(converted?.consentRecords['email']).toMatchObject({ channelId: store.channelId });
    }
  });

  test('scenario 9: an edit of a pending customer is refused in friendly words while the feature is off; on, it is converted in order (SD-14, LK-05, LK-08)', async () => {
    const { paris } = retailer.stores;
    const { customerId } = await paris.create(odile);
    const english = await refused(edit(paris, customerId, { lastName: 'Renommée' }));
    expect(english.code).toBe('customer_pending_not_editable');
    const french = await refused(edit(paris, customerId, { lastName: 'Renommée' }, 'fr'));
    expect(french.message).toMatch(/siège/u);
    await retailer.enable(...editing);
    for (const lastName of ['Première', 'Deuxième', 'Troisième']) await done(edit(paris, customerId, { lastName }));
    await retailer.travel();
    expect(await retailer.atHeadquarters(customerId)).toMatchObject({ lastName: 'Troisième', version: 4 });
    expect((await paris.customer(customerId)).synchronization.state).toBe('synchronized');
  });

  test('scenario 10: a loyalty card is refused while pending and allowed right after 1010; with the queue it issues itself at conversion (SD-15, BX-07)', async () => {
    const { paris } = retailer.stores;
    const enroll = (customerId: string) =>
      paris.call('POST', `/customers/${customerId}/loyalty-cards`, { channelId: 'PARIS', loyaltyProgramId: 'CLUB' });
    const first = await paris.create(odile);
    expect((await refused(enroll(first.customerId))).code).toBe('loyalty_customer_pending');
    await retailer.run('P-0001');
    await retailer.run('synchronize-customers');
    expect((await refused(enroll(first.customerId))).code).toBe('loyalty_customer_pending');
    await retailer.travel();
    await done(enroll(first.customerId));
    await retailer.travel();
    expect(cardsOf(await retailer.atHeadquarters(first.customerId))).toEqual([['CLUB', expect.stringMatching(/\S+/u)]]);
    await retailer.enable('queueLoyaltyEnrollment');
    const second = await paris.create({ ...odile, email: 'other@example.com' });
    await done(enroll(second.customerId));
    await retailer.travel();
    expect(cardsOf((await paris.customer(second.customerId)).customer)).toEqual([
      ['CLUB', expect.stringMatching(/\S+/u)],
    ]);
  });

  test('scenario 16: a web shopper who signs in while the customer is pending keeps the link through conversion (WD-21)', async () => {
    const { online, houston } = retailer.stores;
    const identity = { providerId: 'https://login.example.com', externalIdentityId: 'shopper-17' };
    const { customerId } = await online.create({ ...odile, externalIdentities: [identity] });
    const signIn = async (store: Store): Promise<Json> =>
      done(store.call('POST', '/customers/by-external-identity', identity));
    expect((await signIn(online))['customerId']).toBe(customerId);
    expect((await signIn(online))['display']?.['account']).toBe('Pending synchronization');
    await retailer.travel();
    for (const store of [online, houston]) {
      const shopper = await signIn(store);
      expect(shopper['customerId']).toBe(customerId);
      expect(shopper['display']?.['account']).toMatch(/^C-\d{9}$/u);
    }
  });
});

const givenByHeadquarters = ['version', 'customerAccountNumber', 'financialDimensions', 'fieldStamps'];

/** What a customer is, without what headquarters adds to it. */
function content(customer: object | null): object {
  return Object.fromEntries(Object.entries(customer ?? {}).filter(([name]) => !givenByHeadquarters.includes(name)));
}

function cardsOf(
  customer: { readonly loyaltyCards: readonly { loyaltyProgramId: string; cardNumber: string | null }[] } | null,
) {
  return customer?.loyaltyCards.map(({ loyaltyProgramId, cardNumber }) => [loyaltyProgramId, cardNumber]);
}
