import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { done, soon, startRetailer, textOf, type Json, type Retailer } from './retailer.ts';

const person = (lastName: string): object => ({
  customerType: 'person',
  firstName: 'Robin',
  lastName,
  email: `${lastName.toLowerCase()}@example.com`,
  addresses: [{ countryRegion: 'US', street: 'Invented Avenue', city: 'Houston', zipCode: '77002' }],
});

const lines = [{ itemId: '0001', quantity: '2', price: '10.00', amount: '20.00' }];

describe('what headquarters mends', () => {
  let retailer: Retailer;
  beforeEach(async () => void (retailer = await startRetailer()));
  afterEach(() => retailer.stop());

  const failedOnes = async (): Promise<Json[]> => {
    const answer = await done(retailer.call('GET', '/customer-synchronization-status?status=failed'));
    return [...(answer['operations'] ?? [])];
  };

  test('scenario 11: an order that references a pending customer and address has them converted by Synchronize orders, a sale by the end of the day (LK-02, LK-03)', async () => {
    const { paris } = retailer.stores;
    const profile = { createCustomerInAsyncMode: true, createCustomerOrderInAsyncMode: true };
    await done(retailer.call('PUT', '/functionality-profiles/POS-ASYNC', profile));
    await retailer.enable('asyncAddressCreation');
    const buyer = await paris.create(person('Orderly'));
    const second = { countryRegion: 'US', street: 'Second Street', city: 'Austin', zipCode: '73301' };
    const added = await done(
      paris.call('POST', `/customers/${buyer.customerId}/addresses`, { channelId: 'PARIS', address: second }),
    );
    const deliveryAddressId = [...(added['customer']?.['customer']?.['addresses'] ?? [])].at(-1)?.['addressId'];
    const walkIn = await paris.create(person('Cashandcarry'));
    const order = await transaction('customerOrder', { customer: buyer.customerId, deliveryAddressId });
    const sale = await transaction('cashAndCarry', { customer: walkIn.customerId });
    await retailer.run('P-0001');
    await retailer.run('synchronize-orders');
    const [orderAt, saleAt] = await Promise.all([order, sale].map((id) => done(retailer.call('GET', `/orders/${id}`))));
    const buyerAt = await retailer.atHeadquarters(buyer.customerId);
    expect(orderAt).toMatchObject({ pendingOrderStatus: 'success' });
    expect(JSON.stringify(orderAt)).toContain(String(buyerAt?.customerAccountNumber));
    const delivered = orderAt?.['transaction']?.['deliveryAddressId'];
    expect(buyerAt?.addresses.find((address) => address.addressId === textOf(delivered))?.city).toBe('Austin');
    expect(saleAt).not.toHaveProperty('salesOrderNumber', expect.any(String));
    expect(await retailer.atHeadquarters(walkIn.customerId)).toBeNull();
    await retailer.run('calculate-statements');
    await retailer.run('post-statements');
    const { statements } = await done(retailer.call('GET', '/statements'));
    expect([...(statements ?? [])].map((statement) => statement['state'])).toEqual(['posted']);
    expect(await retailer.atHeadquarters(walkIn.customerId)).toMatchObject({ lastName: 'Cashandcarry' });
    await retailer.travel();
    const later = await done(paris.call('GET', `/transactions/${order}`));
    expect(JSON.stringify(later)).toContain(String(buyerAt?.customerAccountNumber));

    async function transaction(transactionType: string, rest: object): Promise<string> {
      const body = await done(
        paris.call('POST', '/transactions', { channelId: 'PARIS', transactionType, lines, ...rest }),
      );
      return textOf(body['transaction']?.['transactionId']);
    }
  });

  test('scenario 12: a bad postcode fails with its last known error; corrected, saved and synchronized it is converted, and the audit shows both values (LK-11, LK-12)', async () => {
    const { paris } = retailer.stores;
    const british = { countryRegion: 'GB', zipCodeFormats: ['&&# #&&'], zipCodeRequired: true };
    await done(retailer.call('PUT', '/settings/address-formats/GB', british));
    const addressed = (zipCode: string): object[] => [
      { countryRegion: 'GB', street: 'Made-up Road', city: 'Bath', zipCode },
    ];
    const bad = await paris.create({ ...person('Misposted'), addresses: addressed('12345') });
    const good = await paris.create({ ...person('Wellposted'), addresses: addressed('BA1 1AA') });
    await retailer.travel();
    const [failed, ...others] = await failedOnes();
    expect(others).toEqual([]);
    expect(failed?.['lastKnownError']).toMatchObject({
      code: 'zip_code_invalid',
      message: expect.stringContaining('&&# #&&'),
    });
    expect((await paris.customer(bad.customerId)).synchronization.state).toBe('needsAttention');
    expect((await paris.customer(good.customerId)).customerAccountNumber).toMatch(/^C-/u);
    const path = `/customer-synchronization-status/${bad.operationId}`;
    const detail = await done(retailer.call('GET', path));
    const changes = structuredClone(detail['operation']?.['changes'] ?? detail['changes']) as unknown as {
      addresses: { fields: Record<string, unknown> }[];
    };
    for (const { fields } of changes.addresses) fields['zipCode'] = 'BA1 2BB';
    await done(retailer.call('PUT', path, { changes }));
    expect((await retailer.call('GET', `/customers/${bad.customerId}`)).status).toBe(404);
    await done(retailer.call('POST', `${path}/synchronize`, null));
    await retailer.travel();
    expect((await paris.customer(bad.customerId)).customerAccountNumber).toMatch(/^C-/u);
    expect((await retailer.atHeadquarters(bad.customerId))?.addresses[0]?.zipCode).toBe('BA1 2BB');
    const audit = JSON.stringify((await done(retailer.call('GET', path)))['corrections']);
    expect(audit).toContain('12345');
    expect(audit).toContain('BA1 2BB');
  });

  test('scenario 13: with the number sequence exhausted every record fails with the same cause; extended, one bulk retry converts them', async () => {
    const { paris } = retailer.stores;
    const sequence = {
      format: 'C-#########',
      largestValue: 3,
      continuous: false,
      preallocationCount: 1,
      skipAfterRestore: 0,
    };
    await done(retailer.call('PUT', '/number-sequences/USRT', sequence));
    const created = [];
    for (let n = 0; n < 6; n++) created.push(await paris.create(person(`Numbered${n}`)));
    await retailer.travel();
    const failed = await failedOnes();
    expect(new Set(failed.map((line) => line['lastKnownError']?.['code']))).toEqual(
      new Set(['account_number_sequence_exhausted']),
    );
    expect(failed).toHaveLength(3);
    await done(retailer.call('PUT', '/number-sequences/USRT', { ...sequence, largestValue: 999_999_999 }));
    const retried = await done(
      retailer.call('POST', '/customer-synchronization-status/synchronize', {
        code: 'account_number_sequence_exhausted',
      }),
    );
    expect(retried).toMatchObject({ count: 3 });
    await retailer.travel();
    const numbers = await Promise.all(
      created.map(async ({ customerId }) => (await paris.customer(customerId)).customerAccountNumber),
    );
    expect(new Set(numbers).size).toBe(6);
    expect(numbers.every((number) => /^C-\d{9}$/u.test(number ?? ''))).toBe(true);
  });

  test('scenario 14: a 1010 package that fails three times is suspended, the next one waits, and the retry resumes in order (WD-31)', async () => {
    const { paris, houston } = retailer.stores;
    await paris.database.query(
      `CREATE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a value this database cannot hold' USING ERRCODE = 'string_data_right_truncation'; END $$`,
    );
    await paris.database.query(
      'CREATE TRIGGER refuse_rows BEFORE INSERT OR UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION refuse_row()',
    );
    const first = await houston.create(person('First'));
    await retailer.run('1010');
    const sessions = async (packages: number): Promise<Json[]> => {
      const { downloadSessions } = await done(retailer.call('GET', '/download-sessions?channelDatabaseId=paris'));
      /* The newest first; the settings that 1010 carried before are behind them. */
      return [...(downloadSessions ?? [])].filter((session) => textOf(session['job']) === '1010').slice(0, packages);
    };
    await vi.waitFor(
      async () => expect((await sessions(1))[0]).toMatchObject({ state: 'suspended', tryCount: 3 }),
      soon,
    );
    const second = await houston.create(person('Second'));
    await retailer.run('1010');
    await vi.waitFor(
      async () => expect((await sessions(2)).map((session) => session['state'])).toEqual(['available', 'suspended']),
      soon,
    );
    expect((await paris.call('GET', `/customers/${second.customerId}`)).status).toBe(404);
    await paris.database.query('DROP TRIGGER refuse_rows ON customers');
    const suspended = textOf((await sessions(2)).at(-1)?.['downloadSessionId']);
    await done(retailer.call('POST', `/download-sessions/${suspended}/retry`, null));
    await vi.waitFor(
      async () => expect((await sessions(2)).map((session) => session['state'])).toEqual(['applied', 'applied']),
      soon,
    );
    for (const { customerId } of [first, second]) {
      expect((await paris.customer(customerId)).customerAccountNumber).toMatch(/^C-/u);
    }
  });
});
