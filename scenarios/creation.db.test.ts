import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { done, expectNoIdentifierShown, soon, startRetailer, type Json, type Retailer } from './retailer.ts';

const imogen = {
  customerType: 'person',
  firstName: 'Imogen',
  lastName: 'Fictitious-Smythe',
  email: 'imogen.smythe@example.com',
  phone: '+1 713 555 0147',
  addresses: [
    { countryRegion: 'US', street: 'Invented Avenue', streetNumber: '12', city: 'Houston', zipCode: '77002' },
  ],
};

describe('creating customers', () => {
  let retailer: Retailer;
  beforeEach(async () => void (retailer = await startRetailer()));
  afterEach(() => retailer.stop());

  test('scenario 1: with async mode off and a network, the account number is in two channels at once (SD-01..03)', async () => {
    const { houston, paris } = retailer.stores;
    const created = await houston.create(imogen);
    expect(created.way).toBe('sync');
    const number = created.customer.customerAccountNumber ?? '';
    expect(number).toMatch(/^C-\d{9}$/u);
    expect((await houston.customer(created.customerId)).display.account).toBe(number);
    await vi.waitFor(async () => {
      const { customers } = await done(
        paris.call('POST', '/customers/search', { channelId: 'PARIS', name: 'smythe imogen' }),
      );
      expect([...(customers ?? [])].map((found) => found['display']?.['account'])).toEqual([number]);
    }, soon);
  });

  test('scenario 2: with async mode on there is no Real-time Service call, "Pending synchronization" is shown, and the GUID nowhere (SD-04..07)', async () => {
    const { paris } = retailer.stores;
    const created = await paris.create(imogen);
    expect(created.way).toBe('async');
    expect(await paris.realTimeServiceCalls()).toBe(0);
    const path = `/customers/${created.customerId}`;
    const texts = { en: 'Pending synchronization', fr: 'En attente de synchronisation' } as const;
    for (const language of ['en', 'fr'] as const) {
      const shown = await done(paris.call('GET', path, undefined, language));
      expect(shown['display']?.['account']).toBe(texts[language]);
      expectNoIdentifierShown(shown['display']);
      const trace = await done(paris.call('GET', `${path}/trace`, undefined, language));
      expectNoIdentifierShown(trace);
    }
  });

  test('scenario 3: P-job, synchronise, 1010 in order bring the number; again, or in the wrong order, they do no harm (LK-01, I4)', async () => {
    const { paris } = retailer.stores;
    const created = await paris.create(imogen);
    for (const job of ['1010', 'synchronize-customers']) await retailer.run(job);
    const waiting = await done(paris.call('GET', `/customers/${created.customerId}/trace`));
    expect(waiting['next']?.['text']).toMatch(/P-job/u);
    await retailer.travel();
    const shown = await paris.customer(created.customerId);
    expect(shown.display.account).toMatch(/^C-\d{9}$/u);
    const before = await everywhere(retailer, created.customerId);
    await retailer.travel();
    for (const job of ['1010', 'synchronize-customers', 'P-0001']) await retailer.run(job);
    expect(await everywhere(retailer, created.customerId)).toEqual(before);
  });

  test('scenario 4: headquarters commits and its reply never comes: the creation goes on asynchronously, and there is one customer (LK-04, BX-02)', async () => {
    const { houston } = retailer.stores;
    houston.line.swallowReplies(true);
    const created = await houston.create(imogen);
    expect(created.way).toBe('fallback');
    expect(created.customer.display.account).toBe('Pending synchronization');
    houston.line.swallowReplies(false);
    await vi.waitFor(async () => {
      await retailer.travel();
      expect((await houston.customer(created.customerId)).display.account).toMatch(/^C-\d{9}$/u);
    }, soon);
    const { customers } = await done(retailer.call('POST', '/customers/search', { email: imogen.email }));
    expect([...(customers ?? [])].map((customer) => customer['customerId'])).toEqual([created.customerId]);
  });
});

async function everywhere(retailer: Retailer, customerId: string): Promise<Json[]> {
  const path = `/customers/${customerId}`;
  const stores = Object.values(retailer.stores).map((store) => done(store.call('GET', path)));
  return Promise.all([done(retailer.call('GET', path)), ...stores]);
}
