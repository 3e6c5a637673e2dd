import { z } from 'zod';
import { featureStages } from '../features.ts';

/** How a feature stands for all legal entities. */
export const featureStateNames = ['on', 'off', 'scheduled'] as const;
export const featureStateSchema = z.enum(featureStateNames);
export type FeatureStateName = (typeof featureStateNames)[number];

const relatedSchema = z.strictObject({ featureId: z.string(), name: z.string(), state: featureStateSchema });

/** One feature, as the page *Feature management* lists it; in the language of the caller. */
export const listedFeatureSchema = z.strictObject({
  featureId: z.string(),
  name: z.string(),
  description: z.string(),
  version: z.string(),
  stage: z.enum(featureStages),
  state: featureStateSchema,
  /** ISO 8601; null as long as nobody has switched it. */
  since: z.string().nullable(),
  changedBy: z.string().nullable(),
  scheduledFor: z.string().nullable(),
  scheduledBy: z.string().nullable(),
  /** Why it is not on though its day has come. */
  waitingReason: z.string().nullable(),
  /**
   * The version of the settings of job 1110 with which it last went on or off: a channel that acts on an earlier one
   * doesn't know of it yet. Null: nobody has switched it.
   */
  settingsVersion: z.number().int().nullable(),
  prerequisites: z.array(relatedSchema),
  neededBy: z.array(relatedSchema),
});
export type ListedFeature = z.infer<typeof listedFeatureSchema>;

/** `GET /features` */
export const featureListSchema = z.strictObject({ features: z.array(listedFeatureSchema) });
export type FeatureList = z.infer<typeof featureListSchema>;
