import { featureIds, type FeatureId } from '@counterfoil/contracts/features';
import { prepared, type Database } from '@counterfoil/database/database';

const insertStates = prepared(
  'insert-feature-states-for-tests',
  `INSERT INTO feature_states (feature_id, enabled, changed_at, changed_by)
   SELECT feature_id, true, '2030-01-01', 'test' FROM unnest($1::text[]) AS feature_id
   ON CONFLICT DO NOTHING`,
);

/**
 * For tests of other things than features: a retailer that has long switched them on, all of them unless named. To be
 * called before the first channel gets its settings.
 */
export async function switchOnFeatures(
  database: Database,
  switchedOn: readonly FeatureId[] = featureIds,
): Promise<void> {
  await database.query(insertStates, [switchedOn]);
}
