import { features } from '@counterfoil/contracts/features';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettingsVersions } from '../settings/settings-versions.ts';
import { openAdministrationWorld, type AdministrationWorld, type CallOptions } from './administration-fixture.ts';

let world: AdministrationWorld;
beforeAll(async () => {
  world = await openAdministrationWorld();
});
afterAll(() => world.close());

const call = (method: string, path: string, options?: CallOptions): ReturnType<AdministrationWorld['call']> =>
  world.call(method, path, options);

function put(featureId: string, body: unknown, language = 'en'): ReturnType<AdministrationWorld['call']> {
  return call('PUT', `/features/${featureId}`, { body, language });
}

function coded(status: number, code: string, message: unknown = expect.any(String)): object {
  return { status, body: { error: expect.objectContaining({ code, message }) as unknown } };
}

async function listed(language = 'en'): Promise<Record<string, unknown>[]> {
  const { body } = await call('GET', '/features', { as: 'auditor', language });
  return (body as { features: Record<string, unknown>[] }).features;
}

async function feature(featureId: string, language = 'en'): Promise<unknown> {
  return (await listed(language)).find((entry) => entry['featureId'] === featureId);
}

test('the list names every feature in the language of the caller, with what it needs and what needs it', async () => {
  expect((await listed()).map((entry) => entry['featureId'])).toEqual(Object.keys(features));
  expect(await feature('asyncCustomerEditing', 'fr')).toMatchObject({
    name: 'Activer la modification des clients en mode asynchrone',
    version: '10.0.29',
    stage: 'released',
    state: 'off',
    since: null,
    changedBy: null,
    prerequisites: [
      { featureId: 'performanceImprovementsForCustomerOrders', state: 'on' },
      { name: 'Activer la création de clients asynchrone améliorée', state: 'off' },
      { name: "Activer la création asynchrone d'adresses client", state: 'off' },
    ],
    neededBy: [],
  });
  expect(await feature('asyncAddressCreation')).toMatchObject({
    neededBy: [
      { featureId: 'asyncCustomerEditing', name: 'Enable editing customers in asynchronous mode', state: 'off' },
    ],
  });
});

test('enabling is refused with the names of what is missing, and the list enables all of it at once', async () => {
  expect(await put('asyncCustomerEditing', { state: 'on' }, 'fr')).toEqual(
    coded(
      409,
      'feature_prerequisites_missing',
      "Activez d'abord ces fonctionnalités : Activer la création de clients asynchrone améliorée ; Activer la création asynchrone d'adresses client.",
    ),
  );
  const before = await readSettingsVersions(world.database);
  const wanted = ['asyncCustomerEditing', 'enhancedAsyncCustomerCreation', 'asyncAddressCreation'];
  expect((await call('POST', '/features/enable', { body: { features: wanted } })).status).toBe(200);
  for (const featureId of wanted) {
    expect(await feature(featureId)).toMatchObject({ state: 'on', changedBy: 'the administrator' });
  }
  expect(await readSettingsVersions(world.database)).toEqual({ ...before, '1110': before['1110'] + 1 });
});

test('disabling is refused with the names of what needs it, and for a mandatory feature', async () => {
  expect(await put('asyncAddressCreation', { state: 'off' })).toEqual(
    coded(
      409,
      'feature_needed_by_others',
      'These features need it; disable them first: Enable editing customers in asynchronous mode.',
    ),
  );
  expect(await put('uniqueTransactionIds', { state: 'off' })).toEqual(coded(409, 'feature_mandatory'));
  const both = { features: ['asyncAddressCreation', 'asyncCustomerEditing'] };
  expect((await call('POST', '/features/disable', { body: both })).status).toBe(200);
  expect(await feature('asyncAddressCreation')).toMatchObject({ state: 'off' });
});

test('scheduling shows the day and by whom; switching it off takes it off the schedule', async () => {
  const scheduled = await put('queueLoyaltyEnrollment', { state: 'scheduled', scheduledFor: '2999-01-01' });
  expect(scheduled).toMatchObject({
    status: 200,
    body: { state: 'scheduled', scheduledFor: '2999-01-01', scheduledBy: 'the administrator', waitingReason: null },
  });
  expect(await put('queueLoyaltyEnrollment', { state: 'off' })).toMatchObject({
    status: 200,
    body: { state: 'off', scheduledFor: null },
  });
});

test('a feature whose day has come without its prerequisites tells why it waits', async () => {
  await put('asyncCustomerEditing', { state: 'scheduled', scheduledFor: '2999-01-01' });
  await world.database.query(
    `UPDATE feature_states SET scheduled_for = '2000-01-01', missing_prerequisites = '{asyncAddressCreation}'
     WHERE feature_id = 'asyncCustomerEditing'`,
  );
  expect(await feature('asyncCustomerEditing', 'fr')).toMatchObject({
    state: 'scheduled',
    waitingReason: "Activez d'abord ces fonctionnalités : Activer la création asynchrone d'adresses client.",
  });
});

test.each([
  ['nonsense', { state: 'on' }, 404, 'feature_unknown'],
  ['%00', { state: 'on' }, 404, 'feature_unknown'],
  ['constructor', { state: 'on' }, 404, 'feature_unknown'],
  ['asyncAddressCreation', { state: 'maybe' }, 400, 'request_invalid'],
  ['asyncAddressCreation', { state: 'on', surplus: 1 }, 400, 'request_invalid'],
  ['asyncAddressCreation', { state: 'scheduled' }, 422, 'field_required'],
  ['asyncAddressCreation', { state: 'scheduled', scheduledFor: '2030-02-30' }, 422, 'date_invalid'],
  ['asyncAddressCreation', { state: 'scheduled', scheduledFor: '2000-01-01' }, 422, 'feature_date_past'],
  ['asyncAddressCreation', { state: 'scheduled', scheduledFor: '2'.repeat(1_000) }, 400, 'request_invalid'],
])('%s with %j is %i %s', async (featureId, body, status, code) => {
  expect(await put(featureId, body)).toEqual(coded(status, code));
});

test.each([[[]], [['nonsense']], ['asyncAddressCreation'], [Array.from({ length: 1_000 }, () => 'x')]])(
  'a list like %j is refused',
  async (wanted) => {
    const { status } = await call('POST', '/features/enable', { body: { features: wanted } });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  },
);

test('a feature tells with which version of the settings it last went on or off, so that channels can be compared', async () => {
  const featureId = 'automaticIdentityLinking';
  expect(await feature(featureId)).toMatchObject({ settingsVersion: null });
  await put(featureId, { state: 'on' });
  const version = (await readSettingsVersions(world.database))['1110'];
  await put('queueLoyaltyEnrollment', { state: 'on' });
  expect(await feature(featureId)).toMatchObject({ state: 'on', settingsVersion: version });
  expect(await feature('queueLoyaltyEnrollment')).toMatchObject({ settingsVersion: version + 1 });
});
