import { featureIds, features, isFeatureId, type Feature, type FeatureId } from '@counterfoil/contracts/features';
import type { Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import type { FeatureStates } from './feature-states.ts';

/** The features without which this one can't be on. */
export function prerequisitesOf(featureId: FeatureId): FeatureId[] {
  const { prerequisites }: Feature = features[featureId];
  return prerequisites.filter(isFeatureId);
}

/** The features that can't be on without this one. */
export function featuresNeeding(featureId: FeatureId): FeatureId[] {
  return featureIds.filter((other) => prerequisitesOf(other).includes(featureId));
}

/** Prerequisites of `featureId` that are off and not among those that are switched on together with it. */
export function missingPrerequisites(
  states: FeatureStates,
  featureId: FeatureId,
  together: readonly FeatureId[] = [],
): FeatureId[] {
  return prerequisitesOf(featureId).filter((needed) => !states.get(needed)?.enabled && !together.includes(needed));
}

/** French has a space before a semicolon. */
const separators: Readonly<Record<Language, string>> = { en: '; ', fr: ' ; ' };

/** The names of features as a person reads them. */
export function namesOf(ids: readonly FeatureId[], language: Language): string {
  return ids.map((featureId) => features[featureId].name[language]).join(separators[language]);
}

/** Error `feature_prerequisites_missing`, which names what has to be enabled first (LK-06). */
export function expectPrerequisites(states: FeatureStates, wanted: readonly FeatureId[], language: Language): void {
  const missing = wanted.flatMap((featureId) => missingPrerequisites(states, featureId, wanted));
  if (missing.length === 0) return;
  throw refuse('feature_prerequisites_missing', '', { names: namesOf([...new Set(missing)], language) });
}

/** Errors `feature_mandatory`, and `feature_needed_by_others`, which names the enabled features that need it. */
export function expectDispensable(states: FeatureStates, unwanted: readonly FeatureId[], language: Language): void {
  for (const featureId of unwanted) {
    const { stage }: Feature = features[featureId];
    if (stage === 'mandatory') throw refuse('feature_mandatory');
  }
  const needing = unwanted
    .flatMap((featureId) => featuresNeeding(featureId))
    .filter((other) => states.get(other)?.enabled && !unwanted.includes(other));
  if (needing.length === 0) return;
  throw refuse('feature_needed_by_others', '', { names: namesOf([...new Set(needing)], language) });
}

/** The features of those identifiers, each once. Error: `feature_unknown`. */
export function knownFeatures(ids: readonly string[]): FeatureId[] {
  return [...new Set(ids)].map((featureId) => {
    if (!isFeatureId(featureId)) throw refuse('feature_unknown', '', { value: featureId });
    return featureId;
  });
}
