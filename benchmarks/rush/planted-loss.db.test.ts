import { channelMigrations } from '@counterfoil/channel/channel';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { headquartersMigrations } from '@counterfoil/headquarters/headquarters';
import { systemIds } from '@counterfoil/platform/identifiers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkCrowd, type CheckedCrowd } from './check-crowd.ts';
import { shoppersOf, type RushShopper } from './rush-shoppers.ts';
import { readCustomers, readOnItsWay } from './stored-customers.ts';
import type { ShopperOutcome } from './visit-shop.ts';

const providerId = 'https://provider.example';
const shoppers = shoppersOf({ from: 0, count: 5 });
const [victim] = shoppers as [RushShopper];
const nothingMeasured = { signedInMs: [], addressSaveMs: [], emptyPageMs: [], insertMs: [] };
const outcomes = shoppers.map(({ place }): ShopperOutcome => ({
  place,
  isSignedUp: true,
  hasSavedAddress: true,
  problem: null,
  ...nothingMeasured,
}));

let headquarters: TestDatabase;
let channel: TestDatabase;

beforeEach(async () => {
  headquarters = await createTestDatabase(headquartersMigrations);
  channel = await createTestDatabase(channelMigrations);
  for (const shopper of shoppers) await keep(shopper);
});

afterEach(async () => {
  await headquarters.drop();
  await channel.drop();
});

test('a whole crowd is found in both databases', async () => {
  expect(await check()).toEqual({ figures: { shoppers: 5, served: 5, lost: 0, doubled: 0 }, problems: [] });
});

test('a customer that is gone from headquarters is reported as lost', async () => {
  await headquarters.database.query(`DELETE FROM customers WHERE lower(document ->> 'email') = $1`, [victim.email]);
  const { figures, problems } = await check();
  expect(figures).toEqual({ shoppers: 5, served: 5, lost: 1, doubled: 0 });
  expect(problems).toEqual([expect.stringContaining('headquarters has no customer')]);
});

test('an identity of another provider is none of the shopper', async () => {
  await headquarters.database.query(
    `UPDATE customers SET document = jsonb_set(document, '{externalIdentities,0,providerId}', '"https://other.example"')
     WHERE lower(document ->> 'email') = $1`,
    [victim.email],
  );
  expect((await check()).figures).toMatchObject({ lost: 1 });
});

test('a number that has not come is still on its way, and reported as lost if nobody waits for it', async () => {
  await channel.database.query(`UPDATE customers SET account_number = NULL WHERE lower(document ->> 'email') = $1`, [
    victim.email,
  ]);
  expect(await readOnItsWay(channel.url)).toEqual({ withoutNumber: 1, undecided: 0 });
  expect((await check()).figures).toMatchObject({ lost: 1 });
});

test('a second customer with the same e-mail address is reported as doubled', async () => {
  await keep(victim);
  expect((await check()).figures).toMatchObject({ lost: 0, doubled: 1 });
});

async function check(): Promise<CheckedCrowd> {
  return checkCrowd(shoppers, outcomes, {
    headquarters: await readCustomers(headquarters.url, providerId),
    channel: await readCustomers(channel.url, providerId),
  });
}

let lastNumber = 0;

/* As the product writes them, as far as a crowd is checked. */
async function keep({ subject, email, address }: RushShopper): Promise<void> {
  const customerId = systemIds.uuid();
  const number = `C-${++lastNumber}`;
  const document = {
    email: email.toUpperCase(),
    addresses: [address],
    externalIdentities: [{ providerId, externalIdentityId: subject }],
  };
  const columns = 'customer_id, legal_entity, account_number, version, name_key, document';
  const values = [customerId, 'USRT', number, 1, 'somebody', JSON.stringify(document)];
  const row = '$1, $2, $3, $4, $5, $6';
  await headquarters.database.query(`INSERT INTO customers (${columns}) VALUES (${row})`, values);
  await channel.database.query(
    `INSERT INTO customers (${columns}, headquarters_epoch_number) VALUES (${row}, 1)`,
    values,
  );
}
