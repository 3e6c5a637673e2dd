import { isCalendarDate } from '@counterfoil/customer/validate/field-formats';
import { featureIds, type FeatureId } from '@counterfoil/contracts/features';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Tx } from '@counterfoil/database/database';
import { expectDispensable, expectPrerequisites, knownFeatures, missingPrerequisites } from './feature-rules.ts';
import { auditNameOfFeature } from './feature-versions.ts';
import { readFeatureStates, saveFeatureState, type FeatureState, type FeatureStates } from './feature-states.ts';
import type { Headquarters } from '../headquarters.ts';
import { lockSettings, type SettingAuthor } from '../settings/save-setting.ts';
import { raiseSettingsVersion } from '../settings/settings-versions.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';

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
  return changeFeatures(headquarters, 'enable features', author.changedBy, async (_tx, states) => {
    expectPrerequisites(states, wanted, author.language);
    return switchings(headquarters, states, { wanted, enabled: true, changedBy: author.changedBy });
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
  return changeFeatures(headquarters, 'disable features', author.changedBy, async (_tx, states) => {
    expectDispensable(states, unwanted, author.language);
    return switchings(headquarters, states, { wanted: unwanted, enabled: false, changedBy: author.changedBy });
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
  const { changedBy } = author;
  return changeFeatures(headquarters, 'schedule feature', changedBy, async (_tx, states) =>
    statesOf(states, featureIdsWanted).map((before) => {
      if (before.enabled) throw refuse('feature_enabled_already');
      const after = { ...before, scheduledFor: day, scheduledBy: changedBy, missingPrerequisites: [] };
      return { before, after, changedBy };
    }),
  );
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
    const changes: FeatureChange[] = [];
    /* The catalogue names prerequisites before those that need them. */
    for (const before of due) {
      const missing = missingPrerequisites(standing, before.featureId);
      if (missing.length > 0) {
        await saveFeatureState(tx, { ...before, missingPrerequisites: missing });
        continue;
      }
      const change = switching(headquarters, before, true, before.scheduledBy ?? dueFeaturesJob);
      standing.set(before.featureId, change.after);
      changes.push(change);
    }
    figures = { enabled: changes.length, waiting: due.length - changes.length };
    return changes;
  });
  return figures;
}

/** A change of one feature, and in whose name. */
interface FeatureChange {
  readonly before: FeatureState;
  readonly after: FeatureState;
  readonly changedBy: string;
}

/**
 * One transaction of feature management: `work` answers the changes, which are kept and recorded. Channels are told, by the
 * version of job 1110, when any feature goes on or off. Answers how the features stand afterwards.
 */
async function changeFeatures(
  headquarters: Headquarters,
  name: string,
  changedBy: string,
  work: (tx: Tx, states: FeatureStates) => Promise<readonly FeatureChange[]>,
): Promise<FeatureStates> {
  const { switchedAny, states } = await headquarters.database.transaction(name, async (tx) => {
    await lockSettings(tx);
    const changes = await work(tx, await readFeatureStates(tx));
    const now = headquarters.seams.clock.now();
    const goesOnOrOff = changes.some(isSwitched);
    const version = goesOnOrOff ? await raiseSettingsVersion(tx, '1110', { changedBy, now }) : null;
    for (const change of changes) await keepChange(tx, change, version, now);
    return { switchedAny: goesOnOrOff, states: await readFeatureStates(tx) };
  });
  if (switchedAny) headquarters.wakeUps.settingsChanged();
  return states;
}

function isSwitched({ before, after }: FeatureChange): boolean {
  return before.enabled !== after.enabled;
}

async function keepChange(tx: Tx, change: FeatureChange, version: number | null, now: Date): Promise<void> {
  const { before, after, changedBy } = change;
  await saveFeatureState(tx, after);
  const recorded = {
    changedBy,
    setting: auditNameOfFeature(before.featureId),
    oldValue: auditValueOf(before),
    newValue: auditValueOf(after),
    ...(isSwitched(change) && { job: '1110' as const, version }),
  };
  await recordSettingChange(tx, recorded, now);
}

/** What has to be switched; a feature that stands as wanted already is left alone. */
function switchings(
  headquarters: Headquarters,
  states: FeatureStates,
  change: { readonly wanted: readonly FeatureId[]; readonly enabled: boolean; readonly changedBy: string },
): FeatureChange[] {
  const { wanted, enabled, changedBy } = change;
  return statesOf(states, wanted)
    .filter((before) => before.enabled !== enabled || before.scheduledFor !== null)
    .map((before) => switching(headquarters, before, enabled, changedBy));
}

/** The feature switched on or off and no longer scheduled; since when and by whom stays where it was so already. */
function switching(
  headquarters: Headquarters,
  before: FeatureState,
  enabled: boolean,
  changedBy: string,
): FeatureChange {
  const changedAt = headquarters.seams.clock.now().toISOString();
  const after = {
    ...before,
    ...(before.enabled !== enabled && { enabled, changedAt, changedBy }),
    scheduledFor: null,
    scheduledBy: null,
    missingPrerequisites: [],
  };
  return { before, after, changedBy };
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
