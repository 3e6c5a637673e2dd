import { featureIds, type FeatureId } from '@counterfoil/contracts/features';
import { expect, test } from 'vitest';
import type { FeatureState, FeatureStates } from '../features/feature-states.ts';
import { checkFeatures } from './check-features.ts';
import type { Finding } from './finding.ts';

function states(changes: Partial<Record<FeatureId, Partial<FeatureState>>>): FeatureStates {
  const off = { changedAt: null, changedBy: null, scheduledFor: null, scheduledBy: null, missingPrerequisites: [] };
  return new Map(
    featureIds.map((featureId) => [featureId, { featureId, enabled: true, ...off, ...changes[featureId] }]),
  );
}

function check(changes: Parameters<typeof states>[0], asynchronousChannels: string[] = []): Finding[] {
  return checkFeatures({ states: states(changes), today: '2030-06-15', asynchronousChannels });
}

test('LK-06: features with all that they need are fine', () => {
  expect(check({}, ['Paris'])).toMatchObject([{ name: 'features', status: 'fine', remedy: null }]);
});

test('LK-06: a feature that is on without what it needs needs attention, and the command that mends it is named', () => {
  expect(check({ asyncAddressCreation: { enabled: false } })).toMatchObject([
    {
      name: 'feature/asyncCustomerEditing',
      status: 'attention',
      message: { en: expect.stringContaining('Enable asynchronous creation for customer addresses') },
      remedy: { en: expect.stringContaining('counterfoil feature enable asyncAddressCreation') },
    },
  ]);
});

test('a feature whose day has come and that is still off says why', () => {
  const due = { enabled: false, scheduledFor: '2030-06-14' };
  expect(check({ queueLoyaltyEnrollment: due })[0]?.message.en).toContain('feature-management has not run');
  const stuck = check({ asyncCustomerEditing: due, enhancedAsyncCustomerCreation: { enabled: false } });
  expect(stuck).toMatchObject([
    {
      status: 'attention',
      message: { en: expect.stringMatching(/what it needs is off: Enable enhanced async customer creation/u) },
      remedy: { en: expect.stringContaining('enable enhancedAsyncCustomerCreation asyncCustomerEditing') },
    },
  ]);
});

test('a feature whose day has not come is fine', () => {
  const later = { enabled: false, scheduledFor: '2030-06-16' };
  expect(check({ queueLoyaltyEnrollment: later })).toMatchObject([{ name: 'features', status: 'fine' }]);
});

test('editing pending customers is recommended where channels create asynchronously, and only there', () => {
  const off = { asyncCustomerEditing: { enabled: false } };
  expect(check(off)).toHaveLength(1);
  expect(check(off, ['Paris'])[1]).toMatchObject({
    name: 'feature/asyncCustomerEditing',
    status: 'fine',
    remedy: { fr: expect.stringContaining('counterfoil feature enable asyncCustomerEditing') },
  });
});
