import type { ConfigurationState } from '@counterfoil/contracts/administration/configuration-status';
import type { ListedFeature } from '@counterfoil/contracts/administration/features';

/** What somebody wants to do with features. */
export type Switching = 'enable' | 'disable' | 'schedule';

/**
 * What else has to be switched for `chosen` to go on or off: prerequisites that are off, or features that are on and need
 * one of them; and whatever these in turn need. In the order of the catalogue.
 */
export function alsoNeeded(
  features: readonly ListedFeature[],
  chosen: readonly string[],
  switching: Switching,
): ListedFeature[] {
  const byId = new Map(features.map((feature) => [feature.featureId, feature]));
  const found = new Set(chosen);
  for (const featureId of found) {
    const feature = byId.get(featureId);
    if (!feature) continue;
    const related = switching === 'disable' ? feature.neededBy : feature.prerequisites;
    const isWrong = ({ state }: { readonly state: string }): boolean =>
      switching === 'disable' ? state === 'on' : state !== 'on';
    for (const other of related.filter(isWrong)) found.add(other.featureId);
  }
  return features.filter(({ featureId }) => found.has(featureId) && !chosen.includes(featureId));
}

/** Where a feature stands in the drawing of what depends on what. */
export interface DrawnFeature {
  readonly feature: ListedFeature;
  /** 0: needs no other. */
  readonly column: number;
  readonly row: number;
}

/** The features that need others or are needed, each one column behind the last of what it needs. */
export function drawnFeatures(features: readonly ListedFeature[]): DrawnFeature[] {
  const byId = new Map(features.map((feature) => [feature.featureId, feature]));
  const columnOf = (featureId: string): number => {
    const needed = byId.get(featureId)?.prerequisites ?? [];
    return needed.length === 0 ? 0 : 1 + Math.max(...needed.map((other) => columnOf(other.featureId)));
  };
  const counts = new Map<number, number>();
  return features
    .filter(({ prerequisites, neededBy }) => prerequisites.length + neededBy.length > 0)
    .map((feature) => {
      const column = columnOf(feature.featureId);
      const row = counts.get(column) ?? 0;
      counts.set(column, row + 1);
      return { feature, column, row };
    });
}

/** Whether a channel database acts on what a feature is now; null: no job brings it there. */
export function actsOn(
  { settingsVersion }: Pick<ListedFeature, 'settingsVersion'>,
  { served, actingVersion }: Pick<ConfigurationState, 'served' | 'actingVersion'>,
): boolean | null {
  if (actingVersion > 0 && actingVersion >= (settingsVersion ?? 0)) return true;
  return served ? false : null;
}
