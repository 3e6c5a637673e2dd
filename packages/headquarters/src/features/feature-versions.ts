import { featureIds, features, type FeatureId } from '@counterfoil/contracts/features';
import { prepared, type Tx } from '@counterfoil/database/database';

/** How a feature is called among the changes of settings. */
export function auditNameOfFeature(featureId: FeatureId): string {
  return `feature ${features[featureId].name.en}`;
}

/** The version of the settings of job 1110 with which each feature last went on or off; none of those never switched. */
export type FeatureVersions = ReadonlyMap<FeatureId, number>;

const selectVersions = prepared(
  'select-versions-of-features',
  `SELECT setting, max(version) AS version FROM settings_audit
   WHERE job = '1110' AND setting = ANY($1::text[]) GROUP BY setting`,
);

/** With which version each feature last went on or off. */
export async function featureVersions(tx: Tx): Promise<FeatureVersions> {
  const byName = new Map(featureIds.map((featureId) => [auditNameOfFeature(featureId), featureId]));
  const rows = await tx.query<{ setting: string; version: string | null }>(selectVersions, [[...byName.keys()]]);
  return new Map(
    rows.flatMap(({ setting, version }) => {
      const featureId = byName.get(setting);
      return featureId && version !== null ? [[featureId, Number(version)] as const] : [];
    }),
  );
}
