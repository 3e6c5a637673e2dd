import { features, featureIds, type FeatureId } from '@counterfoil/contracts/features';
import { CodedError } from '@counterfoil/contracts/refusal';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  disableFeatures,
  enabledFeatures,
  enableDueFeatures,
  enableFeatures,
  scheduleFeature,
} from './feature-management.ts';
import { featuresNeeding, prerequisitesOf } from './feature-rules.ts';
import { readFeatureStates, type FeatureState } from './feature-states.ts';
import { headquartersMigrations, noWakeUps, openHeadquarters, type Headquarters } from '../headquarters.ts';
import { readSettingsVersions } from '../settings/settings-versions.ts';
import { settingChanges } from '../settings/settings-audit.ts';

const author = { changedBy: 'Simone', language: 'en' } as const;
const editing = 'asyncCustomerEditing';

let world: TestDatabase;
let headquarters: Headquarters;
let now: Date;
let woken: number;
beforeEach(async () => {
  now = new Date('2030-06-15T12:00:00.000Z');
  woken = 0;
  const ones = systemSeams(silentLog);
  const seams = { ...ones, clock: { ...ones.clock, now: () => now } };
  world = await createTestDatabase(headquartersMigrations, { seams });
  const wakeUps = { ...noWakeUps, settingsChanged: () => void woken++ };
  headquarters = await openHeadquarters({ database: world.database, seams, wakeUps });
});
afterEach(() => world.drop());

async function stateOf(featureId: FeatureId): Promise<FeatureState | undefined> {
  return (await readFeatureStates(world.database)).get(featureId);
}

async function version1110(): Promise<number> {
  return (await readSettingsVersions(world.database))['1110'];
}

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; names: unknown }> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CodedError)) throw new Error('it was not refused');
  return { code: error.code, names: error.problems[0]?.parameters?.['names'] };
}

/** Everything off that may be off. */
async function switchAllOff(): Promise<void> {
  const optional = featureIds.filter((featureId) => features[featureId].stage !== 'mandatory');
  await disableFeatures(headquarters, optional, author);
}

test('a new headquarters has on what its stage says, by nobody', async () => {
  expect(await enabledFeatures(world.database)).toEqual([
    'performanceImprovementsForCustomerOrders',
    'multipleContactsWithConsent',
    'uniqueTransactionIds',
  ]);
  expect(await stateOf('uniqueTransactionIds')).toMatchObject({ enabled: true, changedAt: null, changedBy: null });
});

describe('LK-06: prerequisites', () => {
  const withPrerequisites = featureIds.filter((featureId) => prerequisitesOf(featureId).length > 0);

  test.each(withPrerequisites)('%s is refused until each of its prerequisites is on', async (featureId) => {
    for (const missing of prerequisitesOf(featureId)) {
      await switchAllOff();
      const others = prerequisitesOf(featureId).filter((other) => other !== missing);
      if (others.length > 0) await enableFeatures(headquarters, others, author);
      expect(await refusalOf(enableFeatures(headquarters, [featureId], author))).toEqual({
        code: 'feature_prerequisites_missing',
        names: features[missing].name.en,
      });
      expect(await stateOf(featureId)).toMatchObject({ enabled: false });
    }
    await enableFeatures(headquarters, prerequisitesOf(featureId), author);
    await enableFeatures(headquarters, [featureId], author);
    expect(await enabledFeatures(world.database)).toContain(featureId);
  });

  test('all that are missing are named in the language of whoever asks', async () => {
    const refused = enableFeatures(headquarters, [editing], { changedBy: 'Simone', language: 'fr' });
    expect(await refusalOf(refused)).toEqual({
      code: 'feature_prerequisites_missing',
      names: "Activer la création de clients asynchrone améliorée ; Activer la création asynchrone d'adresses client",
    });
  });

  test.each(withPrerequisites)('none of the prerequisites of %s goes off while it is on', async (featureId) => {
    await enableFeatures(headquarters, [featureId, ...prerequisitesOf(featureId)], author);
    for (const needed of prerequisitesOf(featureId)) {
      const names = featuresNeeding(needed).map((other) => features[other].name.en);
      expect(await refusalOf(disableFeatures(headquarters, [needed], author))).toEqual({
        code: 'feature_needed_by_others',
        names: names.join('; '),
      });
      expect(await stateOf(needed)).toMatchObject({ enabled: true });
    }
    await disableFeatures(headquarters, [featureId], author);
    await disableFeatures(headquarters, prerequisitesOf(featureId), author);
    expect(await enabledFeatures(world.database)).not.toContain(featureId);
  });

  test('a list is enabled with what it needs, whatever its order, or not at all', async () => {
    await enableFeatures(headquarters, [editing, ...prerequisitesOf(editing)], author);
    expect(await enabledFeatures(world.database)).toContain(editing);
    await switchAllOff();
    await refusalOf(enableFeatures(headquarters, ['asyncAddressCreation', editing], author));
    expect(await enabledFeatures(world.database)).toEqual(['uniqueTransactionIds']);
  });

  test('a feature and what needs it go off together', async () => {
    await enableFeatures(headquarters, [editing, ...prerequisitesOf(editing)], author);
    await disableFeatures(headquarters, ['asyncAddressCreation', editing], author);
    expect(await enabledFeatures(world.database)).not.toContain(editing);
  });
});

test('a mandatory feature is never switched off, alone or in a list', async () => {
  const mandatory = disableFeatures(headquarters, ['uniqueTransactionIds'], author);
  expect(await refusalOf(mandatory)).toMatchObject({ code: 'feature_mandatory' });
  const list = disableFeatures(headquarters, ['multipleContactsWithConsent', 'uniqueTransactionIds'], author);
  expect(await refusalOf(list)).toMatchObject({ code: 'feature_mandatory' });
  expect(await stateOf('multipleContactsWithConsent')).toMatchObject({ enabled: true });
});

test('who switched a feature and when is kept, on record, and told to channels by 1110 only', async () => {
  const before = await readSettingsVersions(world.database);
  await enableFeatures(headquarters, ['asyncAddressCreation'], author);
  expect(await stateOf('asyncAddressCreation')).toMatchObject({
    enabled: true,
    changedAt: '2030-06-15T12:00:00.000Z',
    changedBy: 'Simone',
  });
  expect(await settingChanges(world.database, undefined, 1)).toMatchObject([
    {
      changedBy: 'Simone',
      setting: 'feature Enable asynchronous creation for customer addresses',
      oldValue: { state: 'off' },
      newValue: { state: 'on' },
    },
  ]);
  expect(await readSettingsVersions(world.database)).toEqual({ ...before, '1110': before['1110'] + 1 });
  expect(woken).toBe(1);
});

test('a feature that is on already changes nothing', async () => {
  await enableFeatures(headquarters, ['asyncAddressCreation'], author);
  const version = await version1110();
  await enableFeatures(headquarters, ['asyncAddressCreation'], { ...author, changedBy: 'Luis' });
  expect(await version1110()).toBe(version);
  expect(woken).toBe(1);
  expect(await stateOf('asyncAddressCreation')).toMatchObject({ changedBy: 'Simone' });
});

describe('a scheduled feature', () => {
  const asked = 'asyncAddressCreation';
  const atDay = (day: string): Date => new Date(`${day}T00:05:00.000Z`);

  test('goes on when its day begins, not before, in the name of whoever scheduled it', async () => {
    await scheduleFeature(headquarters, asked, '2030-06-17', author);
    expect(await stateOf(asked)).toMatchObject({ enabled: false, scheduledFor: '2030-06-17', scheduledBy: 'Simone' });
    const version = await version1110();
    now = new Date('2030-06-16T23:59:00.000Z');
    expect(await enableDueFeatures(headquarters)).toEqual({ enabled: 0, waiting: 0 });
    expect(await version1110()).toBe(version);
    now = atDay('2030-06-17');
    expect(await enableDueFeatures(headquarters)).toEqual({ enabled: 1, waiting: 0 });
    expect(await stateOf(asked)).toMatchObject({ enabled: true, changedBy: 'Simone', scheduledFor: null });
    expect(await version1110()).toBe(version + 1);
    expect(await enableDueFeatures(headquarters)).toEqual({ enabled: 0, waiting: 0 });
  });

  test('waits with its reason when a prerequisite is off, and goes on once it is on', async () => {
    await scheduleFeature(headquarters, editing, '2030-06-16', author);
    now = atDay('2030-06-16');
    expect(await enableDueFeatures(headquarters)).toEqual({ enabled: 0, waiting: 1 });
    expect(await stateOf(editing)).toMatchObject({
      enabled: false,
      scheduledFor: '2030-06-16',
      missingPrerequisites: ['enhancedAsyncCustomerCreation', 'asyncAddressCreation'],
    });
    await enableFeatures(headquarters, ['enhancedAsyncCustomerCreation', 'asyncAddressCreation'], author);
    expect(await enableDueFeatures(headquarters)).toEqual({ enabled: 1, waiting: 0 });
    expect(await stateOf(editing)).toMatchObject({ enabled: true, missingPrerequisites: [] });
  });

  test('goes on together with prerequisites of the same day', async () => {
    for (const featureId of [editing, 'asyncAddressCreation', 'enhancedAsyncCustomerCreation']) {
      await scheduleFeature(headquarters, featureId, '2030-06-16', author);
    }
    now = atDay('2030-06-16');
    expect(await enableDueFeatures(headquarters)).toEqual({ enabled: 3, waiting: 0 });
  });

  test('is taken off the schedule by switching it on or off', async () => {
    await scheduleFeature(headquarters, asked, '2030-06-17', author);
    await disableFeatures(headquarters, [asked], author);
    expect(await stateOf(asked)).toMatchObject({ enabled: false, scheduledFor: null });
    await scheduleFeature(headquarters, asked, '2030-06-17', author);
    await enableFeatures(headquarters, [asked], author);
    expect(await stateOf(asked)).toMatchObject({ enabled: true, scheduledFor: null });
  });

  test.each([
    ['2030-06-15', 'feature_date_past'],
    ['1999-01-01', 'feature_date_past'],
    ['2030-02-30', 'date_invalid'],
    ['soon', 'date_invalid'],
  ])('is refused for %s', async (day, code) => {
    expect(await refusalOf(scheduleFeature(headquarters, asked, day, author))).toMatchObject({ code });
  });

  test('is refused when it is on already', async () => {
    const on = scheduleFeature(headquarters, 'uniqueTransactionIds', '2030-06-17', author);
    expect(await refusalOf(on)).toMatchObject({ code: 'feature_enabled_already' });
  });
});

test.each(['nonsense', '__proto__', 'constructor', ''])('there is no feature "%s"', async (featureId) => {
  const enabling = enableFeatures(headquarters, [featureId], author);
  expect(await refusalOf(enabling)).toMatchObject({ code: 'feature_unknown' });
});
