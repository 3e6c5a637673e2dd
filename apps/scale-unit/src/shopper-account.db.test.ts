import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { createOrderOutcomes } from '@counterfoil/channel/orders/order-outcomes';
import { featureIds } from '@counterfoil/contracts/features';
import { shopperAccountSchema, shopperOrderSchema, type ShopperOrder } from '@counterfoil/contracts/shopper';
import { synchronizeOrders } from '@counterfoil/headquarters/orders/synchronize-orders';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actOn, actOnChannels, created, onlyOn } from './channel-rules-fixture.ts';
import { imogen } from './commerce-api-fixture.ts';
import {
  openShopperWorld,
  shoppers,
  type ShopperAnswer,
  type ShopperCalls,
  type ShopperWorld,
} from './shoppers-fixture.ts';

let world: ShopperWorld;
let shopper: ShopperCalls;
beforeEach(async () => {
  world = await openShopperWorld();
  onlyOn(world.paris, ...featureIds);
  actOnChannels(world.paris, { createCustomerOrderInAsyncMode: true });
  shopper = await world.shopperAt(world.paris, shoppers.imogen);
});
afterEach(() => world.close());

const address = { countryRegion: 'US', street: 'Invented Avenue', city: 'Houston', state: 'TX', zipCode: '77002' };
const work = { contactType: 'email', locator: 'imogen@work.example.com', label: 'work' } as const;
const unknownId = '019b0000-0000-7000-8000-00000000dead';

async function addAddress(by: ShopperCalls, idempotencyKey?: string): Promise<ShopperAnswer> {
  const { status, body } = await by.call('POST', '/shopper/addresses', {
    body: { address },
    ...(idempotencyKey && { idempotencyKey }),
  });
  expect(status).toBe(201);
  return body;
}

async function codeOf(by: ShopperCalls, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await by.call(method, path, body && { body });
  return (answer.body as Partial<ShopperAnswer> | undefined)?.error?.code ?? answer.status;
}

describe('the account of a shopper', () => {
  it('is changed while its number is on the way, and headquarters gets it all', async () => {
    const changes = {
      firstName: 'Ida',
      dateOfBirth: '1990-01-31',
      phoneMarketingConsent: 'refused',
      receiptOption: 'both',
    };
    expect((await shopper.call('PATCH', '/shopper', { body: { changes } })).body.account).toMatchObject({
      name: 'Ida Fictitious',
      profile: changes,
      synchronization: 'pending',
    });
    const { addedId } = await addAddress(shopper);
    const contact = await shopper.call('POST', '/shopper/contacts', { body: { contact: work } });
    expect(contact).toMatchObject({
      status: 201,
      body: { account: { contacts: [{ ...work, marketingConsent: 'unknown' }] } },
    });
    const contactPath = `/shopper/contacts/${contact.body.addedId ?? ''}`;
    expect((await shopper.call('PATCH', contactPath, { body: { contact: { label: 'office' } } })).status).toBe(200);
    const addressPath = `/shopper/addresses/${addedId ?? ''}`;
    const moved = await shopper.call('PATCH', addressPath, { body: { address: { city: 'Austin' } } });
    expect(moved.body.account.addresses).toMatchObject([{ ...address, addressId: addedId, city: 'Austin' }]);
    const enrolled = await shopper.call('POST', '/shopper/loyalty-cards', { body: { loyaltyProgramId: 'CLUB' } });
    expect(enrolled).toMatchObject({ status: 201, body: { account: { loyaltyCards: [{ cardNumber: null }] } } });
    await world.runTheThreeJobs();
    const { body } = await shopper.call('GET', '/shopper');
    expect(body).toMatchObject({ customerAccountNumber: 'C-000000001', synchronization: 'synchronized' });
    expect(body.loyaltyCards[0]?.cardNumber).not.toBeNull();
    expect(Object.values(body.notYet)).toEqual([null, null, null, null, null, null]);
    expect((await world.atHeadquarters('ida'))[0]).toMatchObject({
      firstName: 'Ida',
      addresses: [{ city: 'Austin' }],
      contacts: [{ label: 'office' }],
    });
    expect((await shopper.call('DELETE', contactPath)).body.account.contacts).toEqual([]);
    expect((await shopper.call('DELETE', `${addressPath}?baseVersion=${body.version}`)).body.account.addresses).toEqual(
      [],
    );
  });

  it('says what cannot be done yet without an identifier, and refuses just that (R3)', async () => {
    onlyOn(world.paris);
    for (const language of ['en', 'fr']) {
      const { body } = await shopper.call('GET', '/shopper', { language });
      expect(body.notYet).toMatchObject({
        changeProfile: { code: 'customer_pending_not_editable' },
        enrollInLoyalty: { code: 'loyalty_customer_pending' },
        placeOrder: null,
      });
      expect(JSON.stringify(body.notYet).match(uuidPattern)).toBeNull();
    }
    const changes = { firstName: 'Ida' };
    expect(await codeOf(shopper, 'PATCH', '/shopper', { changes })).toBe('customer_pending_not_editable');
    expect(await codeOf(shopper, 'POST', '/shopper/addresses', { address })).toBe('customer_pending_not_editable');
    expect(await codeOf(shopper, 'POST', '/shopper/loyalty-cards', { loyaltyProgramId: 'CLUB' })).toBe(
      'loyalty_customer_pending',
    );
  });

  it('takes the e-mail address of the sign-in and no other', async () => {
    const { customer } = await created(world.paris, { ...imogen, email: 'earlier@example.com' });
    const identity = { providerId: world.provider.issuer, externalIdentityId: 'ada' };
    const link = { channelId: 'PARIS', changes: { addedExternalIdentities: [identity] } };
    await world.paris.call('PATCH', `/customers/${customer.customerId}`, { body: link });
    const ada = await world.shopperAt(world.paris, shoppers.ada);
    expect((await ada.call('GET', '/shopper')).body).toMatchObject({
      profile: { email: 'earlier@example.com' },
      signInEmail: 'ada@example.com',
    });
    expect(await codeOf(ada, 'PATCH', '/shopper', { changes: { email: 'other@example.com' } })).toBe('request_invalid');
    const { body } = await ada.call('PATCH', '/shopper', { body: { changes: { usesSignInEmail: true } } });
    expect(body.account.profile.email).toBe('ada@example.com');
  });

  it('names the fields that are wrong as the request does', async () => {
    const profile = await shopper.call('PATCH', '/shopper', { body: { changes: { phone: 'none' } } });
    expect(profile.body.error.problems).toMatchObject([{ code: 'phone_invalid', field: 'changes.phone' }]);
    const wrong = { address: { ...address, countryRegion: 'XX' } };
    const added = await shopper.call('POST', '/shopper/addresses', { body: wrong });
    expect(added.body.error.problems).toMatchObject([{ code: 'country_invalid', field: 'address.countryRegion' }]);
  });

  it('is not doubled by a repeated request, and a key is of one shopper', async () => {
    const first = await addAddress(shopper, 'the key');
    const again = await shopper.call('POST', '/shopper/addresses', { body: { address }, idempotencyKey: 'the key' });
    expect(again).toMatchObject({ status: 200, body: { addedId: first.addedId } });
    expect(again.body.account.addresses).toHaveLength(1);
    const ada = await world.shopperAt(world.paris, shoppers.ada);
    const own = await addAddress(ada, 'the key');
    expect(own.addedId).not.toBe(first.addedId);
    const path = `/shopper/addresses/${first.addedId ?? ''}`;
    for (let count = 0; count < 2; count++) {
      expect((await shopper.call('DELETE', path, { idempotencyKey: 'gone' })).body.account.addresses).toEqual([]);
    }
  });
});

describe("R15: a shopper's session reaches one customer, and of that only what is the shopper's", () => {
  it("another shopper's addresses and contacts are unknown", async () => {
    const ada = await world.shopperAt(world.paris, shoppers.ada);
    const { addedId } = await addAddress(ada);
    const contactId = (await ada.call('POST', '/shopper/contacts', { body: { contact: work } })).body.addedId;
    const before = (await ada.call('GET', '/shopper')).body;
    for (const id of [addedId ?? '', unknownId]) {
      const path = `/shopper/addresses/${id}`;
      expect(await codeOf(shopper, 'PATCH', path, { address: { city: 'Austin' } })).toBe('address_unknown');
      expect(await codeOf(shopper, 'DELETE', path)).toBe('address_unknown');
      const order = { lines: [{ itemId: '81125', quantity: 1 }], deliveryAddressId: id };
      expect(await codeOf(shopper, 'POST', '/shopper/orders', order)).toBe('order_address_unknown');
    }
    for (const id of [contactId ?? '', unknownId]) {
      const path = `/shopper/contacts/${id}`;
      expect(await codeOf(shopper, 'PATCH', path, { contact: { label: 'mine' } })).toBe('contact_unknown');
      expect(await codeOf(shopper, 'DELETE', path)).toBe('contact_unknown');
    }
    expect((await ada.call('GET', '/shopper')).body).toEqual(before);
  });

  it.each([
    ['customerGroup', '30'],
    ['creditLimit', 1_000_000],
    ['notes', 'none'],
    ['addressBooks', ['USSTORES']],
    ['addedAddressBooks', ['USSTORES']],
    ['addedAffiliations', ['VIP']],
    ['addedExternalIdentities', [{ providerId: 'https://login.example.com', externalIdentityId: '1' }]],
    ['attributes', { ShoeSize: 38 }],
    ['blockedForLoyaltyEnrollment', false],
    ['customerId', unknownId],
    ['customerType', 'organization'],
    ['currency', 'EUR'],
  ])('%s is no change of a shopper', async (field, value) => {
    expect(await codeOf(shopper, 'PATCH', '/shopper', { changes: { [field]: value } })).toBe('request_invalid');
    const answer = await world.signIn(world.paris, shoppers.ada, { signUp: { [field]: value } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'request_invalid' } } });
  });

  it("the answers hold none of the retailer's fields", async () => {
    const retailers = {
      customerGroup: '40',
      notes: 'Prefers tea',
      affiliations: ['STAFF'],
      attributes: { NICKNAME: 'Fib' },
    };
    const identity = { providerId: world.provider.issuer, externalIdentityId: 'ada' };
    await created(world.paris, { ...imogen, ...retailers, externalIdentities: [identity] });
    const ada = await world.shopperAt(world.paris, shoppers.ada);
    const account = (await ada.call('GET', '/shopper')).body;
    const edited = (await ada.call('PATCH', '/shopper', { body: { changes: { middleName: 'B.' } } })).body;
    const { addedId } = await addAddress(ada);
    const order = { lines: [{ itemId: '81125', quantity: 1 }], deliveryAddressId: addedId };
    const placed = (await ada.call('POST', '/shopper/orders', { body: order })).body;
    expect(Object.keys(account).toSorted()).toEqual(Object.keys(shopperAccountSchema.shape).toSorted());
    expect(Object.keys(edited.account).toSorted()).toEqual(Object.keys(account).toSorted());
    expect(Object.keys(placed).toSorted()).toEqual(Object.keys(shopperOrderSchema.shape).toSorted());
    const told = JSON.stringify([account, edited, placed, (await ada.call('GET', '/shopper/orders')).body]);
    for (const secret of [
      'Prefers tea',
      'STAFF',
      'NICKNAME',
      'customerGroup',
      'creditLimit',
      'addressBooks',
      'customerId',
    ]) {
      expect(told).not.toContain(secret);
    }
    expect(told).not.toContain(identity.providerId);
  });

  it('a token of the role that is no session reaches nothing, a session nothing but its shopper', async () => {
    for (const [method, path] of [
      ['GET', '/shopper'],
      ['GET', '/shopper/orders'],
      ['DELETE', '/shopper-session'],
    ] as const) {
      const answer = await world.paris.refused(method, path, { role: 'customer' });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'not_allowed' } } });
    }
    const others = [
      '/customers/C-000000001',
      '/channel-settings?channelId=PARIS',
      '/storefront-settings?channelId=PARIS',
    ];
    for (const path of others) expect(await codeOf(shopper, 'GET', path)).toBe('not_allowed');
  });
});

describe('an order of a shopper', () => {
  const orderOf = (deliveryAddressId: string | null, more: object = {}): { body: object } => ({
    body: { lines: [{ itemId: '81125', quantity: 3 }], deliveryAddressId, ...more },
  });

  it('with an address added a moment before, both pending, is found by Synchronize orders after conversion', async () => {
    world.circumstances.line = 'down';
    const { addedId } = await addAddress(shopper);
    const placed = await shopper.call('POST', '/shopper/orders', { ...orderOf(addedId), idempotencyKey: 'basket 1' });
    expect(placed).toMatchObject({
      status: 201,
      body: {
        status: 'accepted',
        currency: 'EUR',
        channelName: 'Paris',
        lines: [{ itemId: '81125', description: 'Straw hat', quantity: '3', amount: '59.85' }],
        totalAmount: '59.85',
        deliveryAddress: { addressId: addedId, city: 'Houston' },
      },
    });
    world.circumstances.line = 'up';
    await runPJob(world.paris.channel);
    await synchronizeOrders(world.headquarters);
    await world.runTheThreeJobs();
    await createOrderOutcomes(world.paris.channel).learn();
    const { body } = await shopper.call('GET', '/shopper/orders', { language: 'fr' });
    expect(body.orders).toMatchObject([
      { status: 'confirmed', lines: [{ description: 'Chapeau de paille' }], receiptNumber: placed.body.receiptNumber },
    ]);
    expect(body.orders[0]?.salesOrderNumber).not.toBeNull();
    expect((await shopper.call('GET', '/shopper')).body.customerAccountNumber).toMatch(/^C-\d{9}$/u);
  });

  it('has the prices of the channel, and a repetition those of the first time', async () => {
    const { addedId } = await addAddress(shopper);
    const keyed = { ...orderOf(addedId), idempotencyKey: 'basket 2' };
    const first = await shopper.call('POST', '/shopper/orders', keyed);
    const dearer = world.paris.channel.configuration.products.map((product) => ({ ...product, prices: { EUR: '99' } }));
    actOn(world.paris, { products: dearer });
    expect(await shopper.call('POST', '/shopper/orders', keyed)).toEqual({ ...first, status: 200 });
    const next = await shopper.call('POST', '/shopper/orders', orderOf(addedId));
    expect(next.body.totalAmount).toBe('297.00');
    const shown = (shownTotal: string): object => orderOf(addedId, { shownTotal });
    expect((await shopper.call('POST', '/shopper/orders', shown('59.85'))).body.error).toMatchObject({
      code: 'order_total_changed',
      problems: [{ field: 'shownTotal' }],
    });
    expect((await shopper.call('POST', '/shopper/orders', shown('297'))).status).toBe(201);
    const priced = { lines: [{ itemId: '81125', quantity: 1, price: '0.01' }], deliveryAddressId: addedId };
    expect(await codeOf(shopper, 'POST', '/shopper/orders', priced)).toBe('request_invalid');
    const other = { lines: [{ itemId: '81125', quantity: 4 }], deliveryAddressId: addedId };
    const changed = await shopper.call('POST', '/shopper/orders', { body: other, idempotencyKey: 'basket 2' });
    expect(changed.body.error.code).toBe('idempotency_key_reused');
  });

  it('of an item that is not sold here is refused by its line, and so is a pending customer in synchronous mode', async () => {
    const { addedId } = await addAddress(shopper);
    const lines = [
      { itemId: '81125', quantity: 1 },
      { itemId: 'none', quantity: 1 },
    ];
    const unknown = await shopper.call('POST', '/shopper/orders', orderOf(addedId, { lines }));
    expect(unknown.body.error.problems).toMatchObject([{ code: 'product_unknown', field: 'lines.1.itemId' }]);
    actOnChannels(world.paris, { createCustomerOrderInAsyncMode: false });
    expect((await shopper.call('GET', '/shopper')).body.notYet.placeOrder?.code).toBe('order_customer_pending');
    const refused = await shopper.call('POST', '/shopper/orders', orderOf(addedId));
    expect(refused.body.error).toMatchObject({ code: 'order_customer_pending', problems: [{ field: '' }] });
    expect((await shopper.call('GET', '/shopper/orders')).body.orders).toEqual([]);
  });

  it('sends its receipt where the shopper wants one, and is listed beside what was carried away', async () => {
    const { addedId } = await addAddress(shopper);
    await shopper.call('POST', '/shopper/orders', orderOf(addedId));
    await shopper.call('PATCH', '/shopper', { body: { changes: { receiptOption: 'email' } } });
    await shopper.call('POST', '/shopper/orders', orderOf(addedId));
    const { database } = world.paris.channel;
    const rows = await database.query<{ email: string | null; customer: string }>(
      `SELECT document ->> 'receiptEmail' AS email, customer_id AS customer FROM retail_transactions ORDER BY n`,
    );
    expect(rows.map(({ email }) => email)).toEqual([null, 'imogen@example.com']);
    const lines = [{ itemId: 'old', quantity: '1', price: '5', amount: '5' }];
    const sale = { channelId: 'PARIS', transactionType: 'cashAndCarry', customer: rows[0]?.customer, lines };
    expect((await world.paris.call('POST', '/transactions', { body: sale })).status).toBe(201);
    const { orders } = (await shopper.call('GET', '/shopper/orders')).body;
    expect(orders.map((order: ShopperOrder) => [order.transactionType, order.status])).toEqual([
      ['cashAndCarry', 'confirmed'],
      ['customerOrder', 'accepted'],
      ['customerOrder', 'accepted'],
    ]);
    expect(orders[0]?.lines[0]?.description).toBe('old');
  });
});

describe('the settings of a storefront', () => {
  it('hold the products with a price in the currency of the channel, in the language of the caller', async () => {
    const read = await world.paris.call<{ currency: string; products: object[]; addressFormats: object[] }>(
      'GET',
      '/storefront-settings?channelId=PARIS',
      { role: 'storefront', language: 'fr' },
    );
    expect(read).toMatchObject({ status: 200, body: { currency: 'EUR', countryRegion: 'FR', channelId: 'PARIS' } });
    expect(read.body.products).toContainEqual({ itemId: '81125', description: 'Chapeau de paille', price: '19.95' });
    expect(read.body.addressFormats.length).toBeGreaterThan(0);
  });
});
