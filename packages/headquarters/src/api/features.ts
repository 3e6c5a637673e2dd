import {
  featureListSchema,
  featureStateSchema,
  listedFeatureSchema,
  type FeatureList,
  type ListedFeature,
} from '@counterfoil/contracts/administration/features';
import type { Language } from '@counterfoil/contracts/error-register';
import { features, featureIds, type FeatureId } from '@counterfoil/contracts/features';
import { messageOf } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { disableFeatures, enableFeatures, scheduleFeature, stateNameOf } from '../features/feature-management.ts';
import { featuresNeeding, knownFeatures, namesOf, prerequisitesOf } from '../features/feature-rules.ts';
import { readFeatureStates, type FeatureState, type FeatureStates } from '../features/feature-states.ts';
import { featureVersions, type FeatureVersions } from '../features/feature-versions.ts';
import type { Headquarters } from '../headquarters.ts';
import { administratorOnly, readers, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

/** Of ids that are features or not: the refusal names the first that isn't. */
const idsSchema = z.array(identifierSchema).min(1).max(featureIds.length);

const exampleFeature: ListedFeature = {
  featureId: 'asyncAddressCreation',
  name: features.asyncAddressCreation.name.en,
  description: features.asyncAddressCreation.description.en,
  version: features.asyncAddressCreation.version,
  stage: 'released',
  state: 'scheduled',
  since: null,
  changedBy: null,
  scheduledFor: '2030-03-01',
  scheduledBy: 'Simone',
  waitingReason: null,
  settingsVersion: null,
  prerequisites: [],
  neededBy: [{ featureId: 'asyncCustomerEditing', name: features.asyncCustomerEditing.name.en, state: 'off' }],
};

const listShape = { 200: featureListSchema } as const;
const listExample = { features: [exampleFeature] };

/** `GET /features` */
export const listFeatures = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listFeatures',
      method: 'GET',
      path: '/features',
      summary: 'Feature management',
      description:
        'Every feature with its stage, its state for all legal entities, since when and by whom, what it needs and what ' +
        'needs it. Channels learn of it by job 1110.',
      request: {},
      response: listShape,
      errors: [],
      examples: { response: listExample },
    }),
    async ({ language }) => listed(headquarters, await readFeatureStates(headquarters.database), language),
  );

/** `POST /features/enable` */
export const enableManyFeatures = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'enableFeatures',
      method: 'POST',
      path: '/features/enable',
      summary: 'Enable features',
      description: 'All that are named or none; what they need may be named with them.',
      request: { body: z.strictObject({ features: idsSchema }) },
      response: listShape,
      errors: ['feature_unknown', 'feature_prerequisites_missing'],
      examples: { request: { features: ['asyncAddressCreation'] }, response: listExample },
    }),
    async ({ body, caller, language }) => {
      const author = { changedBy: caller.subject, language };
      return listed(headquarters, await enableFeatures(headquarters, body.features, author), language);
    },
  );

/** `POST /features/disable` */
export const disableManyFeatures = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'disableFeatures',
      method: 'POST',
      path: '/features/disable',
      summary: 'Disable features',
      description: 'All that are named or none; what needs them may be named with them.',
      request: { body: z.strictObject({ features: idsSchema }) },
      response: listShape,
      errors: ['feature_unknown', 'feature_mandatory', 'feature_needed_by_others'],
      examples: { request: { features: ['asyncCustomerEditing'] }, response: listExample },
    }),
    async ({ body, caller, language }) => {
      const author = { changedBy: caller.subject, language };
      return listed(headquarters, await disableFeatures(headquarters, body.features, author), language);
    },
  );

/** `PUT /features/{featureId}` */
export const putFeature = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'putFeature',
      method: 'PUT',
      path: '/features/:featureId',
      summary: 'Enable, disable or schedule one feature',
      description:
        '`scheduled` takes the day on which it begins, at midnight UTC; `off` also takes it off the schedule. The same ' +
        'state again changes nothing.',
      request: {
        params: z.strictObject({ featureId: identifierSchema }),
        body: z.strictObject({ state: featureStateSchema, scheduledFor: z.string().max(10).optional() }),
      },
      response: { 200: listedFeatureSchema },
      errors: [
        'feature_unknown',
        'feature_prerequisites_missing',
        'feature_mandatory',
        'feature_needed_by_others',
        'field_required',
        'date_invalid',
        'feature_date_past',
        'feature_enabled_already',
      ],
      examples: { request: { state: 'scheduled', scheduledFor: '2030-03-01' }, response: exampleFeature },
    }),
    async ({ params: { featureId }, body, caller, language }) => {
      const author = { changedBy: caller.subject, language };
      const states = await setState();
      const versions = await featureVersions(headquarters.database);
      const told = { states, versions, language };
      return { status: 200, body: listedFeature(told, knownFeatures([featureId])[0]) };

      function setState(): Promise<FeatureStates> {
        if (body.state === 'on') return enableFeatures(headquarters, [featureId], author);
        if (body.state === 'off') return disableFeatures(headquarters, [featureId], author);
        if (body.scheduledFor === undefined) throw refuse('field_required', 'scheduledFor');
        return scheduleFeature(headquarters, featureId, body.scheduledFor, author);
      }
    },
  );

async function listed(
  { database }: Headquarters,
  states: FeatureStates,
  language: Language,
): Promise<{ status: 200; body: FeatureList }> {
  const told = { states, versions: await featureVersions(database), language };
  return { status: 200, body: { features: featureIds.map((featureId) => listedFeature(told, featureId)) } };
}

/** What is known of the features, and who reads it. */
interface Told {
  readonly states: FeatureStates;
  readonly versions: FeatureVersions;
  readonly language: Language;
}

function listedFeature({ states, versions, language }: Told, featureId: FeatureId | undefined): ListedFeature {
  const state = featureId && states.get(featureId);
  if (!state) throw new Error('a feature of the catalogue has no state');
  const { name, description, version, stage } = features[state.featureId];
  return {
    featureId: state.featureId,
    name: name[language],
    description: description[language],
    version,
    stage,
    state: stateNameOf(state),
    since: state.changedAt,
    changedBy: state.changedBy,
    scheduledFor: state.scheduledFor,
    scheduledBy: state.scheduledBy,
    waitingReason: waitingReasonOf(state, language),
    settingsVersion: versions.get(state.featureId) ?? null,
    prerequisites: related(states, prerequisitesOf(state.featureId), language),
    neededBy: related(states, featuresNeeding(state.featureId), language),
  };
}

function waitingReasonOf({ missingPrerequisites }: FeatureState, language: Language): string | null {
  if (missingPrerequisites.length === 0) return null;
  return messageOf('feature_prerequisites_missing', language, { names: namesOf(missingPrerequisites, language) });
}

function related(states: FeatureStates, ids: readonly FeatureId[], language: Language): ListedFeature['prerequisites'] {
  return ids.map((featureId) => {
    const state = states.get(featureId) ?? { enabled: false, scheduledFor: null };
    return { featureId, name: features[featureId].name[language], state: stateNameOf(state) };
  });
}
