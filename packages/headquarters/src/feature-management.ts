import { isCalendarDate } from '@counterfoil/customer/field-formats';
import { featureIds, features, type FeatureId } from '@counterfoil/contracts/features';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Tx } from '@counterfoil/database/database';
import { expectDispensable, expectPrerequisites, knownFeatures, missingPrerequisites } from './feature-rules.ts';
import { readFeatureStates, saveFeatureState, type FeatureState, type FeatureStates } from './feature-states.ts';
import type { Headquarters } from './headquarters.ts';
import { lockSettings, type SettingAuthor } from './settings/save-setting.ts';
import { raiseSettingsVersion } from './settings/settings-versions.ts';
import { recordSettingChange } from './settings-audit.ts';

export { enabledFeatures } from './feature-states.ts';

/**
 * Switches features on, all of them or none; the day for which one was scheduled is forgotten. Errors:
 * `feature_unknown`, `feature_prerequisites_missing` unless all that they need is on or among them.
 */
export async function enableFeatures(
  headquarters: Headquarters,
  ids: readonly string[],
  author: SettingAuthor,
): Promise<FeatureStates> {
  const wanted = knownFeatures(ids);
  return changeFeatures(headquarters, 'enable features', author.changedBy, async (tx, states) => {
    expectPrerequisites(states, wanted, author.language);
    return switchTo(tx, headquarters, states, { wanted, enabled: true, changedBy: author.changedBy });
  });
}

/**
 * Switches features off, all of them or none. Errors: `feature_unknown`, `feature_mandatory`, `feature_needed_by_others`
 * while another enabled feature needs one of them.
 */
export async function disableFeatures(
  headquarters: Headquarters,
  ids: readonly string[],
  author: SettingAuthor,
): Promise<FeatureStates> {
  const unwanted = knownFeatures(ids);
  return changeFeatures(headquarters, 'disable features', author.changedBy, async (tx, states) => {
    expectDispensable(states, unwanted, author.language);
    return switchTo(tx, headquarters, states, { wanted: unwanted, enabled: false, changedBy: author.changedBy });
  });
}

/**
 * Has a feature switched on when `day` (YYYY-MM-DD, UTC) begins, by the job feature-management; its prerequisites may
 * still be off until then. Errors: `feature_unknown`, `date_invalid`, `feature_date_past`, `feature_enabled_already`.
 */
export async function scheduleFeature(
  headquarters: Headquarters,
  id: string,
  day: string,
  author: SettingAuthor,
): Promise<FeatureStates> {
  const featureIdsWanted = knownFeatures([id]);
  if (!isCalendarDate(day)) throw refuse('date_invalid', 'scheduledFor');
  if (day <= todayOf(headquarters)) throw refuse('feature_date_past', 'scheduledFor');
  return changeFeatures(headquarters, 'schedule feature', author.changedBy, async (tx, states) => {
    for (const before of statesOf(states, featureIdsWanted)) {
      if (before.enabled) throw refuse('feature_enabled_already');
      const after = { ...before, scheduledFor: day, scheduledBy: author.changedBy, missingPrerequisites: [] };
      await keepChange(tx, headquarters, { before, after, changedBy: author.changedBy });
    }
    return false;
  });
}

/** The job that switches on what is due. */
export const dueFeaturesJob = 'feature-management';

/** What a run of the job feature-management did. */
export interface DueFeatures {
  /** Features that were switched on. */
  readonly enabled: number;
  /** Features whose day has come and whose prerequisites are off: they stay scheduled. */
  readonly waiting: number;
}

/** Switches on every feature whose day has come, prerequisites first, in the name of whoever scheduled it. */
export async function enableDueFeatures(headquarters: Headquarters): Promise<DueFeatures> {
  const today = todayOf(headquarters);
  let figures: DueFeatures = { enabled: 0, waiting: 0 };
  await changeFeatures(headquarters, 'enable due features', dueFeaturesJob, async (tx, states) => {
    const due = [...states.values()].filter(({ scheduledFor }) => scheduledFor !== null && scheduledFor <= today);
    const standing = new Map(states);
    /* The catalogue names prerequisites before those that need them. */
    for (const state of due) await enableOrWait(tx, headquarters, standing, state);
    const enabled = due.filter(({ featureId }) => standing.get(featureId)?.enabled).length;
    figures = { enabled, waiting: due.length - enabled };
    return enabled > 0;
  });
  return figures;
}

async function enableOrWait(
  tx: Tx,
  headquarters: Headquarters,
  standing: Map<FeatureId, FeatureState>,
  before: FeatureState,
): Promise<void> {
  const missing = missingPrerequisites(standing, before.featureId);
  const changedBy = before.scheduledBy ?? '';
  const after =
    missing.length > 0 ? { ...before, missingPrerequisites: missing } : switched(headquarters, before, true, changedBy);
  standing.set(before.featureId, after);
  if (missing.length > 0) await saveFeatureState(tx, after);
  else await keepChange(tx, headquarters, { before, after, changedBy });
}

/**
 * One transaction of feature management; channels are told when `work` answers that a feature went on or off. Answers how
 * the features stand afterwards.
 */
async function changeFeatures(
  headquarters: Headquarters,
  name: string,
  changedBy: string,
  work: (tx: Tx, states: FeatureStates) => Promise<boolean>,
): Promise<FeatureStates> {
  const { switchedAny, states } = await headquarters.database.transaction(name, async (tx) => {
    await lockSettings(tx);
    const switchedOne = await work(tx, await readFeatureStates(tx));
    if (switchedOne) await raiseSettingsVersion(tx, '1110', { changedBy, now: headquarters.seams.clock.now() });
    return { switchedAny: switchedOne, states: await readFeatureStates(tx) };
  });
  if (switchedAny) headquarters.wakeUps.settingsChanged();
  return states;
}

/** Answers whether any feature went on or off; one that stands as wanted already is left alone. */
async function switchTo(
  tx: Tx,
  headquarters: Headquarters,
  states: FeatureStates,
  change: { readonly wanted: readonly FeatureId[]; readonly enabled: boolean; readonly changedBy: string },
): Promise<boolean> {
  const { enabled, changedBy } = change;
  let switchedAny = false;
  for (const before of statesOf(states, change.wanted)) {
    if (before.enabled === enabled && before.scheduledFor === null) continue;
    await keepChange(tx, headquarters, {
      before,
      after: switched(headquarters, before, enabled, changedBy),
      changedBy,
    });
    switchedAny ||= before.enabled !== enabled;
  }
  return switchedAny;
}

/** The feature switched on or off and no longer scheduled; since when and by whom stays where it was so already. */
function switched(headquarters: Headquarters, before: FeatureState, enabled: boolean, changedBy: string): FeatureState {
  const changedAt = headquarters.seams.clock.now().toISOString();
  return {
    ...before,
    ...(before.enabled !== enabled && { enabled, changedAt, changedBy }),
    scheduledFor: null,
    scheduledBy: null,
    missingPrerequisites: [],
  };
}

async function keepChange(
  tx: Tx,
  { seams }: Headquarters,
  change: { readonly before: FeatureState; readonly after: FeatureState; readonly changedBy: string },
): Promise<void> {
  const { before, after, changedBy } = change;
  await saveFeatureState(tx, after);
  const setting = `feature ${features[before.featureId].name.en}`;
  const [oldValue, newValue] = [auditValueOf(before), auditValueOf(after)];
  await recordSettingChange(tx, { changedBy, setting, oldValue, newValue }, seams.clock.now());
}

function auditValueOf({ enabled, scheduledFor }: FeatureState): object {
  return { state: stateNameOf({ enabled, scheduledFor }), ...(scheduledFor !== null && { scheduledFor }) };
}

/** How a feature's state is called. */
export function stateNameOf(state: Pick<FeatureState, 'enabled' | 'scheduledFor'>): 'on' | 'off' | 'scheduled' {
  if (state.enabled) return 'on';
  return state.scheduledFor === null ? 'off' : 'scheduled';
}

function statesOf(states: FeatureStates, wanted: readonly FeatureId[]): FeatureState[] {
  return featureIds
    .filter((featureId) => wanted.includes(featureId))
    .flatMap((featureId) => states.get(featureId) ?? []);
}

function todayOf({ seams }: Headquarters): string {
  return seams.clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length);
}
