import type { ConfigurationStatusAnswer } from '@counterfoil/contracts/administration/configuration-status';
import type { FeatureList, ListedFeature } from '@counterfoil/contracts/administration/features';
import { change, part, read } from './call.ts';

/** The job that carries features to channels. */
export const featureJob = '1110';

/** All features, with their states. */
export const readFeatures = (signal?: AbortSignal): Promise<FeatureList> => read('/features', signal);

/** Switches features on, all or none. */
export const enableFeatures = (features: readonly string[]): Promise<FeatureList> =>
  change('POST', '/features/enable', { features });

/** Switches features off, all or none. */
export const disableFeatures = (features: readonly string[]): Promise<FeatureList> =>
  change('POST', '/features/disable', { features });

/** Has a feature switched on when a day (YYYY-MM-DD, UTC) begins. */
export const scheduleFeature = (featureId: string, scheduledFor: string): Promise<ListedFeature> =>
  change('PUT', `/features/${part(featureId)}`, { state: 'scheduled', scheduledFor });

/** Where the settings of the job that carries features are on their way to each channel database. */
export const readFeatureConfigurations = (signal?: AbortSignal): Promise<ConfigurationStatusAnswer> =>
  read(`/configuration-status?job=${featureJob}`, signal);
