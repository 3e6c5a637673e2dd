import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headquartersMigrations } from '../headquarters.ts';
import { findSetting, plainKind, putSetting, readOnlySetting, readSettings, removeSetting } from './setting-store.ts';
import { commerceParameters, customerGroups, legalEntities, settingKinds } from './setting-kinds.ts';
import { keyOf } from './setting-kind.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await createTestDatabase(headquartersMigrations);
  // A new database has some settings already.
  await world.database.query('DELETE FROM setting_documents');
});
afterAll(() => world.drop());

test('what is written of any kind is read again as it was, and is gone when it is taken away', async () => {
  const { database } = world;
  for (const kind of settingKinds) await putSetting(database, kind, kind.example);
  for (const kind of settingKinds.toReversed()) {
    const key = keyOf(kind, kind.example);
    expect(await findSetting(database, kind, key), kind.name).toEqual(kind.example);
    expect(await readSettings(database, kind), kind.name).toEqual([kind.example]);
    await removeSetting(database, kind, key);
    expect(await findSetting(database, kind, key), kind.name).toEqual(kind.initial ?? null);
  }
});

test('settings with a key of two fields are told apart by both', async () => {
  const { database } = world;
  const entity = { ...legalEntities.example, legalEntity: 'FRRT' };
  for (const value of [legalEntities.example, entity]) await putSetting(database, plainKind(legalEntities), value);
  const group = customerGroups.example;
  for (const legalEntity of ['USRT', 'FRRT']) {
    await putSetting(database, plainKind(customerGroups), { ...group, legalEntity, name: legalEntity });
  }
  expect(await findSetting(database, customerGroups, ['FRRT', '30'])).toMatchObject({ name: 'FRRT' });
});

test('the only one of its kind has its initial value until it is set', async () => {
  expect(await readOnlySetting(world.database, commerceParameters)).toEqual(commerceParameters.initial);
});
