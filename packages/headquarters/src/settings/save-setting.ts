import { isDeepStrictEqual } from 'node:util';
import type { Language } from '@counterfoil/contracts/error-register';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { recordSettingChange } from './settings-audit.ts';
import { problemsOfDependents, settingProblems, usersOfSetting } from './check-setting.ts';
import { auditNameOf, keyOf, type AnySettingKind, type SettingKind, type SettingValue } from './setting-kind.ts';
import { findSetting, lockSetting, plainKind, putSetting, removeSetting } from './setting-store.ts';
import { raiseSettingsVersion } from './settings-versions.ts';

/** Who changes a setting, and the language of the sentences that refuse it. */
export interface SettingAuthor {
  /** Subject of the caller. */
  readonly changedBy: string;
  readonly language: Language;
}

/** A setting as it stands after a change. */
export interface SavedSetting<Value> {
  readonly value: Value;
  readonly created: boolean;
  /** False when it stood like that already: no version was raised and nothing is in the audit. */
  readonly changed: boolean;
  /** Of the job that carries it; null when nothing changed or no job does. */
  readonly version: number | null;
}

/*
 * Settings name each other, and not every reference is a foreign key: one change at a time keeps what was checked true
 * until it is committed.
 */
const takeTurn = prepared('take-turn-to-change-settings', 'SELECT pg_advisory_xact_lock(7064301)');

/** Waits until no other transaction changes settings. */
export async function lockSettings(tx: Tx): Promise<void> {
  await tx.query(takeTurn);
}

/**
 * Creates or changes a setting: checked, recorded in the audit, and told to the channels by the version of the job that
 * carries it, in one transaction. The same values again change nothing. Errors: those of its texts and rules,
 * `setting_reference_unknown`.
 */
export async function saveSetting<Value extends object>(
  headquarters: Headquarters,
  kind: SettingKind<Value>,
  value: Value,
  author: SettingAuthor,
): Promise<SavedSetting<Value>> {
  const saved = await headquarters.database.transaction('save setting', (tx) =>
    saveSettingIn(tx, headquarters, kind, value, author),
  );
  if (saved.changed) headquarters.wakeUps.settingsChanged();
  return saved;
}

/** The same within a transaction of the caller, who holds `lockSettings` and wakes the channels afterwards. */
export async function saveSettingIn<Value extends object>(
  tx: Tx,
  headquarters: Headquarters,
  kind: SettingKind<Value>,
  value: Value,
  author: SettingAuthor,
): Promise<SavedSetting<Value>> {
  await lockSettings(tx);
  const plain = plainKind(kind);
  const setting = value as SettingValue;
  const key = keyOf(plain, setting);
  const before = await findSetting(tx, plain, key);
  const problems = await settingProblems(tx, plain, setting, author.language);
  if (problems.length > 0) throw refuseAll(problems);
  if (isDeepStrictEqual(before, setting)) return { value, created: false, changed: false, version: null };
  await putSetting(tx, plain, setting);
  const broken = before ? await problemsOfDependents(tx, plain, key, author.language) : [];
  if (broken.length > 0) throw refuseAll(broken);
  const version = await recordChange(tx, headquarters, plain, { key, oldValue: before, newValue: setting }, author);
  return { value, created: before === null, changed: true, version };
}

/**
 * Deletes a setting that nothing uses any more; answers what it was. Errors: `setting_unknown`, `setting_in_use`, which
 * names what still uses it.
 */
export async function deleteSetting<Value extends object>(
  headquarters: Headquarters,
  kind: SettingKind<Value>,
  key: readonly string[],
  author: SettingAuthor,
): Promise<SavedSetting<Value>> {
  const plain = plainKind(kind);
  const deleted = await headquarters.database.transaction('delete setting', async (tx) => {
    await lockSettings(tx);
    /* Rows that are no settings may come to use it at any time; the lock keeps those to come away. */
    const before = await lockSetting(tx, plain, key);
    if (!before) throw unknownSetting(plain, key, author.language);
    const users = await usersOfSetting(tx, plain, key, author.language);
    const parameters = { value: key.join(' '), users: users.join(', ') };
    if (users.length > 0) throw refuse('setting_in_use', '', parameters);
    await removeSetting(tx, plain, key);
    const version = await recordChange(tx, headquarters, plain, { key, oldValue: before, newValue: null }, author);
    return { value: before as Value, created: false, changed: true, version };
  });
  headquarters.wakeUps.settingsChanged();
  return deleted;
}

/** The refusal of a key that names nothing. */
export function unknownSetting(kind: AnySettingKind, key: readonly string[], language: Language): Error {
  return refuse('setting_unknown', '', { kind: kind.title[language], value: key.join(' ') });
}

async function recordChange(
  tx: Tx,
  { seams }: Headquarters,
  kind: AnySettingKind,
  change: {
    readonly key: readonly string[];
    readonly oldValue: SettingValue | null;
    readonly newValue: SettingValue | null;
  },
  { changedBy }: SettingAuthor,
): Promise<number | null> {
  const now = seams.clock.now();
  const { key, oldValue, newValue } = change;
  const { job } = kind;
  const version = job === null ? null : await raiseSettingsVersion(tx, job, { changedBy, now });
  await recordSettingChange(tx, { changedBy, setting: auditNameOf(kind, key), oldValue, newValue, job, version }, now);
  for (const other of kind.alsoRaises?.(oldValue, newValue) ?? []) {
    await raiseSettingsVersion(tx, other, { changedBy, now });
  }
  return version;
}
