import type {
  SettingAnswer,
  SettingChangeLine,
  SettingEffect,
  SettingKindList,
  SettingListAnswer,
} from '@counterfoil/contracts/administration/settings';
import { change, part, read } from './call.ts';

/** One setting by its kind and key. */
export interface SettingAddress {
  readonly kind: string;
  /** In the order of the kind's key fields; none where there is only one. */
  readonly key: readonly string[];
}

function pathOf({ kind, key }: SettingAddress): string {
  return ['/settings', kind, ...key.map(part)].join('/');
}

/** The kinds of settings with the rules of their fields. */
export const readSettingKinds = (signal: AbortSignal): Promise<SettingKindList> => read('/settings', signal);

/** Every setting of a kind. */
export const readSettingsOf = (kind: string, signal: AbortSignal): Promise<SettingListAnswer> =>
  read(pathOf({ kind, key: [] }), signal);

/** One setting. */
export const readSetting = (address: SettingAddress, signal?: AbortSignal): Promise<SettingAnswer> =>
  read(pathOf(address), signal);

/** Whom a setting concerns, and how a change of it gets there. */
export const readSettingEffect = (address: SettingAddress, signal: AbortSignal): Promise<SettingEffect> =>
  read(`${pathOf(address)}/effect`, signal);

/** Creates or changes a setting. */
export const saveSetting = (address: SettingAddress, value: object): Promise<SettingAnswer> =>
  change('PUT', pathOf(address), value);

/** Deletes a setting; refused as long as anything uses it. */
export const deleteSetting = (address: SettingAddress): Promise<unknown> => change('DELETE', pathOf(address));

/** The latest changes of one setting, by its name in the audit. */
export const readSettingChanges = (
  setting: string,
  signal: AbortSignal,
): Promise<{ readonly changes: readonly SettingChangeLine[] }> =>
  read(`/settings-audit?limit=20&setting=${part(setting)}`, signal);

/** Runs a job now. */
export const runJobNow = (job: string): Promise<unknown> => change('POST', `/batch-jobs/${part(job)}/runs`, {});
