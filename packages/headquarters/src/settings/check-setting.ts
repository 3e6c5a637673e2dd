import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import { isBlank, isSafeText } from '@counterfoil/customer/validate/text-rules';
import type { Tx } from '@counterfoil/database/database';
import { readSettings } from './setting-store.ts';
import { keyOf, type AnySettingKind, type SettingReference, type SettingValue } from './setting-kind.ts';
import { kindsReferringTo, settingKindNamed } from './setting-kinds.ts';

/** Settings that a refusal names, at most. */
const namedCountMax = 5;

/** Everything that is wrong with a setting: its texts, its own rules, what it names, its rules about that. */
export async function settingProblems(
  tx: Tx,
  kind: AnySettingKind,
  value: SettingValue,
  language: Language,
): Promise<readonly Problem[]> {
  const own = [...textProblems(value, '', new Set(kind.multilineFields)), ...(kind.check?.(value) ?? [])];
  if (own.length > 0) return own;
  const unknown = await unknownReferences(tx, kind, value, language);
  if (unknown.length > 0) return unknown;
  return (await kind.verify?.(value, { tx, language })) ?? [];
}

/** Texts that no tier can store or show, wherever they stand, and keys and texts of which nothing can be seen. */
function textProblems(value: unknown, path: string, multiline: ReadonlySet<string>): Problem[] {
  if (typeof value === 'string') {
    const text = multiline.has(path.split('.').at(-1) ?? '') ? value.replaceAll(/[\t\r\n]/gu, ' ') : value;
    if (!isSafeText(text)) return [{ code: 'text_invalid', field: path }];
    return value !== '' && isBlank(value) ? [{ code: 'field_required', field: path }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => [
    ...(isSafeText(name) ? [] : [{ code: 'text_invalid', field: path }]),
    ...textProblems(entry, path === '' ? name : `${path}.${name}`, multiline),
  ]);
}

async function unknownReferences(
  tx: Tx,
  kind: AnySettingKind,
  value: SettingValue,
  language: Language,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const known = new Map<string, ReadonlySet<string>>();
  for (const reference of kind.references?.(value) ?? []) {
    const named = settingKindNamed(reference.kind);
    const keys = known.get(named.name) ?? (await keysOf(tx, named));
    known.set(named.name, keys);
    if (keys.has(keyText(reference.key))) continue;
    const parameters = { kind: named.title[language], value: reference.key.at(-1) ?? '' };
    problems.push({ code: 'setting_reference_unknown', field: reference.field, parameters });
  }
  return problems;
}

async function keysOf(tx: Tx, kind: AnySettingKind): Promise<ReadonlySet<string>> {
  return new Set((await readSettings(tx, kind)).map((value) => keyText(keyOf(kind, value))));
}

function keyText(key: readonly string[]): string {
  return JSON.stringify(key);
}

/** A setting with its kind. */
interface KnownSetting {
  readonly kind: AnySettingKind;
  readonly value: SettingValue;
}

/** Every setting that names the one of that key. */
async function settingsNaming(tx: Tx, kind: AnySettingKind, key: readonly string[]): Promise<KnownSetting[]> {
  const wanted = keyText(key);
  const names = (reference: SettingReference): boolean =>
    reference.kind === kind.name && keyText(reference.key) === wanted;
  const found: KnownSetting[] = [];
  for (const user of kindsReferringTo(kind)) {
    for (const value of await readSettings(tx, user)) {
      if (user.references?.(value).some(names)) found.push({ kind: user, value });
    }
  }
  return found;
}

/** The first rule that a setting which names the changed one breaks by the change; its field is of that other setting. */
export async function problemsOfDependents(
  tx: Tx,
  kind: AnySettingKind,
  key: readonly string[],
  language: Language,
): Promise<readonly Problem[]> {
  for (const user of await settingsNaming(tx, kind, key)) {
    const problems = (await user.kind.verify?.(user.value, { tx, language })) ?? [];
    if (problems.length > 0) return problems.map((problem) => ({ ...problem, field: '' }));
  }
  return [];
}

/** What still uses a setting, in words of `language`; empty when it may go. */
export async function usersOfSetting(
  tx: Tx,
  kind: AnySettingKind,
  key: readonly string[],
  language: Language,
): Promise<string[]> {
  const settings = await settingsNaming(tx, kind, key);
  const users = settings.map((user) => [user.kind.title[language], ...keyOf(user.kind, user.value)].join(' '));
  for (const { statement, title } of kind.usedBy ?? []) {
    if (users.length < namedCountMax && (await tx.query(statement, key)).length > 0) users.push(title[language]);
  }
  return users.length > namedCountMax ? [...users.slice(0, namedCountMax), '…'] : users;
}
