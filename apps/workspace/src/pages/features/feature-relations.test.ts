import type { FeatureStateName, ListedFeature } from '@counterfoil/contracts/administration/features';
import { describe, expect, test } from 'vitest';
import { actsOn, alsoNeeded, drawnFeatures } from './feature-relations.ts';

interface Given {
  readonly id: string;
  readonly state: FeatureStateName;
  readonly needs?: readonly string[];
}

function featuresOf(given: readonly Given[]): ListedFeature[] {
  const related = (id: string): ListedFeature['prerequisites'][number] => ({
    featureId: id,
    name: id,
    state: given.find((one) => one.id === id)?.state ?? 'off',
  });
  return given.map(({ id, state, needs = [] }) => ({
    featureId: id,
    name: id,
    description: '',
    version: '',
    stage: 'released',
    state,
    since: null,
    changedBy: null,
    scheduledFor: null,
    scheduledBy: null,
    waitingReason: null,
    settingsVersion: null,
    prerequisites: needs.map(related),
    neededBy: given.filter((other) => other.needs?.includes(id)).map((other) => related(other.id)),
  }));
}

const ids = (features: readonly ListedFeature[]): string[] => features.map(({ featureId }) => featureId);

describe('what else has to be switched', () => {
  test('is every prerequisite that is off, and what these need', () => {
    const features = featuresOf([
      { id: 'a', state: 'off' },
      { id: 'b', state: 'scheduled', needs: ['a'] },
      { id: 'c', state: 'on' },
      { id: 'd', state: 'off', needs: ['b', 'c'] },
    ]);
    expect(ids(alsoNeeded(features, ['d'], 'enable'))).toEqual(['a', 'b']);
    expect(alsoNeeded(features, ['a', 'b', 'd'], 'enable')).toEqual([]);
  });

  test('is every feature that is on and needs what goes off', () => {
    const features = featuresOf([
      { id: 'a', state: 'on' },
      { id: 'b', state: 'on', needs: ['a'] },
      { id: 'c', state: 'on', needs: ['b'] },
      { id: 'd', state: 'off', needs: ['a'] },
    ]);
    expect(ids(alsoNeeded(features, ['a'], 'disable'))).toEqual(['b', 'c']);
  });
});

test('the drawing has what needs others behind what it needs, and leaves out what stands alone', () => {
  const features = featuresOf([
    { id: 'a', state: 'on' },
    { id: 'b', state: 'on' },
    { id: 'alone', state: 'off' },
    { id: 'c', state: 'off', needs: ['a', 'b'] },
    { id: 'd', state: 'off', needs: ['c'] },
  ]);
  expect(drawnFeatures(features).map(({ feature, column, row }) => [feature.featureId, column, row])).toEqual([
    ['a', 0, 0],
    ['b', 0, 1],
    ['c', 1, 0],
    ['d', 2, 0],
  ]);
});

test.each([
  [{ settingsVersion: 4 }, { served: true, actingVersion: 4 }, true],
  [{ settingsVersion: 4 }, { served: true, actingVersion: 3 }, false],
  [{ settingsVersion: null }, { served: true, actingVersion: 1 }, true],
  [{ settingsVersion: null }, { served: true, actingVersion: 0 }, false],
  [{ settingsVersion: 4 }, { served: false, actingVersion: 3 }, null],
])('a feature of %j and a channel database of %j: acts on it is %s', (feature, configuration, expected) => {
  expect(actsOn(feature, configuration)).toBe(expected);
});
