import { featureIds, features, type FeatureId } from '@counterfoil/contracts/features';
import { missingPrerequisites, namesOf } from '../features/feature-rules.ts';
import type { FeatureState, FeatureStates } from '../features/feature-states.ts';
import { attention, fine, type Finding } from './finding.ts';

/** What the check of the features looks at. */
export interface FeatureFacts {
  readonly states: FeatureStates;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Names of channels that create customers asynchronously. */
  readonly asynchronousChannels: readonly string[];
}

/** What staff need to edit a customer whose account number is pending. */
const pendingEditing: FeatureId = 'asyncCustomerEditing';

/** Features that are on without what they need, that should be on by now, and that a retailer like this one wants. */
export function checkFeatures(facts: FeatureFacts): Finding[] {
  const states = [...facts.states.values()];
  const findings = [
    ...states.flatMap((state) => hierarchyFindings(facts.states, state)),
    ...states.flatMap((state) => scheduledFindings(facts, state)),
  ];
  const message = {
    en: 'Every feature that is on has what it needs.',
    fr: 'Chaque fonctionnalité activée dispose de ce dont elle a besoin.',
  };
  return [...(findings.length > 0 ? findings : [fine('features', message)]), ...recommendation(facts)];
}

/** Feature management refuses this; a later version of the product may need more than an earlier one. */
function hierarchyFindings(states: FeatureStates, { featureId, enabled }: FeatureState): Finding[] {
  const missing = enabled ? missingPrerequisites(states, featureId) : [];
  if (missing.length === 0) return [];
  const { name } = features[featureId];
  return [
    attention(
      `feature/${featureId}`,
      {
        en: `The feature "${name.en}" is on, but what it needs is off: ${namesOf(missing, 'en')}.`,
        fr: `La fonctionnalité « ${name.fr} » est activée, mais il lui manque : ${namesOf(missing, 'fr')}.`,
      },
      {
        en: `Switch it on as well: counterfoil feature enable ${missing.join(' ')}`,
        fr: `Activez aussi : counterfoil feature enable ${missing.join(' ')}`,
      },
    ),
  ];
}

function scheduledFindings({ states, today }: FeatureFacts, state: FeatureState): Finding[] {
  const { featureId, enabled, scheduledFor } = state;
  if (enabled || scheduledFor === null || scheduledFor > today) return [];
  const { name } = features[featureId];
  const missing = missingPrerequisites(states, featureId);
  const why =
    missing.length > 0
      ? { en: `what it needs is off: ${namesOf(missing, 'en')}`, fr: `il lui manque : ${namesOf(missing, 'fr')}` }
      : { en: 'the job feature-management has not run since', fr: "la tâche feature-management n'a pas tourné depuis" };
  const toEnable = inCatalogueOrder([...missing, featureId]).join(' ');
  return [
    attention(
      `feature/${featureId}`,
      {
        en: `The feature "${name.en}" was to be switched on on ${scheduledFor}, but ${why.en}.`,
        fr: `La fonctionnalité « ${name.fr} » devait être activée le ${scheduledFor}, mais ${why.fr}.`,
      },
      {
        en: `Switch it on now: counterfoil feature enable ${toEnable}`,
        fr: `Activez-la maintenant : counterfoil feature enable ${toEnable}`,
      },
    ),
  ];
}

function inCatalogueOrder(wanted: readonly FeatureId[]): FeatureId[] {
  return featureIds.filter((featureId) => wanted.includes(featureId));
}

function recommendation({ states, asynchronousChannels }: FeatureFacts): Finding[] {
  const state = states.get(pendingEditing);
  if (asynchronousChannels.length === 0 || state?.enabled !== false || state.scheduledFor !== null) return [];
  const { name } = features[pendingEditing];
  const toEnable = [...missingPrerequisites(states, pendingEditing), pendingEditing].join(' ');
  return [
    fine(
      `feature/${pendingEditing}`,
      {
        en: `Customers who wait for their account number cannot be edited without headquarters: the feature "${name.en}" is off.`,
        fr: `Les clients en attente d'un numéro de compte ne peuvent pas être modifiés sans le siège : la fonctionnalité « ${name.fr} » est désactivée.`,
      },
      {
        en: `Recommended where customers are created asynchronously: counterfoil feature enable ${toEnable}`,
        fr: `Recommandé là où les clients sont créés en mode asynchrone : counterfoil feature enable ${toEnable}`,
      },
    ),
  ];
}
