import { featureIds, isFeatureId, isOnByDefault, type FeatureId } from '@counterfoil/contracts/features';
import { prepared, type Tx } from '@counterfoil/database/database';

/** How a feature stands at headquarters; one state for all legal entities. */
export interface FeatureState {
  readonly featureId: FeatureId;
  readonly enabled: boolean;
  /** ISO 8601; null where it stands as its stage says and nobody ever switched it. */
  readonly changedAt: string | null;
  readonly changedBy: string | null;
  /** YYYY-MM-DD on which it is to be switched on; null: not scheduled. */
  readonly scheduledFor: string | null;
  readonly scheduledBy: string | null;
  /** Prerequisites that were off when the day had come. */
  readonly missingPrerequisites: readonly FeatureId[];
}

/** The state of every feature of this product, in the order of the catalogue. */
export type FeatureStates = ReadonlyMap<FeatureId, FeatureState>;

interface StateRow {
  feature_id: string;
  enabled: boolean;
  changed_at: string | null;
  changed_by: string | null;
  scheduled_for: string | null;
  scheduled_by: string | null;
  missing_prerequisites: string[];
}

const selectStates = prepared(
  'select-feature-states',
  `SELECT feature_id, enabled, changed_at, changed_by, scheduled_for, scheduled_by, missing_prerequisites
   FROM feature_states`,
);

/** How every feature stands. */
export async function readFeatureStates(tx: Tx): Promise<FeatureStates> {
  const rows = await tx.query<StateRow>(selectStates);
  const kept = new Map(rows.map((row) => [row.feature_id, row]));
  return new Map(featureIds.map((featureId) => [featureId, toState(featureId, kept.get(featureId))]));
}

function toState(featureId: FeatureId, row: StateRow | undefined): FeatureState {
  return {
    featureId,
    enabled: row?.enabled ?? isOnByDefault(featureId),
    changedAt: row?.changed_at ?? null,
    changedBy: row?.changed_by ?? null,
    scheduledFor: row?.scheduled_for ?? null,
    scheduledBy: row?.scheduled_by ?? null,
    missingPrerequisites: (row?.missing_prerequisites ?? []).filter(isFeatureId),
  };
}

/** The features that are on, in the order of the catalogue: what job 1110 carries to channels. */
export async function enabledFeatures(tx: Tx): Promise<FeatureId[]> {
  return [...(await readFeatureStates(tx)).values()].filter(({ enabled }) => enabled).map((state) => state.featureId);
}

const upsertState = prepared(
  'save-feature-state',
  `INSERT INTO feature_states (
     feature_id, enabled, changed_at, changed_by, scheduled_for, scheduled_by, missing_prerequisites)
   VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (feature_id) DO UPDATE SET
     enabled = excluded.enabled, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
     scheduled_for = excluded.scheduled_for, scheduled_by = excluded.scheduled_by,
     missing_prerequisites = excluded.missing_prerequisites`,
);

/** Keeps how a feature stands. */
export async function saveFeatureState(tx: Tx, state: FeatureState): Promise<void> {
  await tx.query(upsertState, [
    state.featureId,
    state.enabled,
    state.changedAt,
    state.changedBy,
    state.scheduledFor,
    state.scheduledBy,
    state.missingPrerequisites,
  ]);
}
