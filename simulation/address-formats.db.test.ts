import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { refreshConfiguration } from '@counterfoil/channel/exchange/configuration';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import { publishConfiguration } from '@counterfoil/headquarters/configuration/publish-configuration';
import { saveSetting } from '@counterfoil/headquarters/settings/save-setting';
import { addressFormats } from '@counterfoil/headquarters/settings/setting-kinds';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drainRoad, openExchangeWorld, storeNames, type ExchangeWorld, type StoreName } from './exchange-fixture.ts';

let world: ExchangeWorld;
beforeEach(async () => {
  world = await openExchangeWorld();
});
afterEach(() => world.close());

type Address = NonNullable<CreateCustomerRequest['customer']['addresses']>[number];

async function create(store: StoreName, address: Address): Promise<Customer> {
  const created = await createCustomer(world.stores[store], {
    channelId: store.toUpperCase(),
    customer: { customerType: 'person', firstName: 'Imogen', lastName: 'Made-up', addresses: [address] },
  });
  return created.local.document;
}

const author = { changedBy: 'test', language: 'en' } as const;
const american = (zipCode: string): Address => ({ countryRegion: 'US', street: 'Invented Avenue', zipCode });
const british = (zipCode: string): Address => ({ countryRegion: 'GB', street: 'Made-up Road', zipCode });

const setBritishFormats = (): Promise<unknown> =>
  saveSetting(
    world.headquarters,
    addressFormats,
    { countryRegion: 'GB', zipCodeFormats: ['&&# #&&'], zipCodeRequired: true },
    author,
  );

async function publish(): Promise<void> {
  await publishConfiguration(world.headquarters, '1110');
  for (const store of storeNames) {
    await refreshConfiguration(world.stores[store]);
    await agreeWithHeadquarters(world.stores[store]);
  }
}

const failures = (): Promise<unknown[]> =>
  world.headquarters.database.query(
    `SELECT customer_id, status, last_known_error AS error FROM staged_operations WHERE status <> 'completed'`,
  );

describe('postcodes', () => {
  it('of another form than the published one are refused by stores of both creation modes', async () => {
    for (const store of storeNames) {
      await expect(create(store, american('7700'))).rejects.toMatchObject({
        code: 'zip_code_invalid',
        problems: [{ field: 'addresses.0.zipCode', parameters: { country: 'US', formats: '#####, #####-####' } }],
      });
      expect(await create(store, american('77002-1234'))).toMatchObject({ lastName: 'Made-up' });
    }
  });

  it('that an older configuration let through are parked at headquarters with their reason, and nobody else is held up', async () => {
    await setBritishFormats();
    const bad = await create('paris', british('12345'));
    await create('paris', british('BA1 1AA'));
    await drainRoad(world);
    const error = {
      code: 'zip_code_invalid',
      field: 'addresses.0.zipCode',
      parameters: { country: 'GB', formats: '&&# #&&' },
    };
    expect(await failures()).toEqual([{ customer_id: bad.customerId, status: 'failed', error }]);
    await publish();
    await expect(create('paris', british('12345'))).rejects.toMatchObject({ code: 'zip_code_invalid' });
    await expect(create('paris', british(''))).rejects.toMatchObject({ code: 'zip_code_required' });
  });

  it('that are older than the format stay: an edit of something else is taken, an edit of the postcode is checked', async () => {
    const customer = await create('paris', british('12345'));
    await drainRoad(world);
    await setBritishFormats();
    await publish();
    const { customerId, addresses } = customer;
    const addressId = addresses[0]?.addressId ?? '';
    const edit = (fields: { city?: string; zipCode?: string }): Promise<unknown> =>
      updateCustomer(world.stores.paris, customerId, {
        channelId: 'PARIS',
        changes: { addresses: [{ addressId, ...fields }] },
      });
    await edit({ city: 'Bath' });
    await expect(edit({ zipCode: '54321' })).rejects.toMatchObject({ code: 'zip_code_invalid' });
    await edit({ zipCode: 'BA1 1AA' });
    await drainRoad(world);
    expect(await failures()).toEqual([]);
  });
});
