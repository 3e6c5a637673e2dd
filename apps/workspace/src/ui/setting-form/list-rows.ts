import type { Language } from '@counterfoil/contracts/error-register';
import { fieldsOf, type FieldForm, type SettingForm, type SettingValue } from './setting-form.ts';
import { shownValue, type ShownWords } from './shown-value.ts';

/** The fields that a list shows, in their order. */
export function columnFields(form: SettingForm): readonly FieldForm[] {
  const fields = fieldsOf(form);
  return form.columns.flatMap((name) => fields.filter((field) => field.name === name));
}

/** Whether a setting belongs to a page that has only some of its kind. */
export function isOfForm({ fixed = {} }: Pick<SettingForm, 'fixed'>, setting: SettingValue): boolean {
  return Object.entries(fixed).every(([field, value]) => setting[field] === value);
}

interface ListWish {
  readonly form: SettingForm;
  /** What was typed into the search box. */
  readonly typed: string;
  /** Field by which the list is sorted. */
  readonly sortedBy: string;
  readonly isDescending: boolean;
  readonly language: Language;
  readonly words: ShownWords;
}

/** The settings that a list shows: those of the page whose columns hold what was typed, sorted as they read. */
export function listRows(settings: readonly SettingValue[], wish: ListWish): readonly SettingValue[] {
  const { form, typed, sortedBy, isDescending, language, words } = wish;
  const fields = columnFields(form);
  const text = (field: FieldForm, setting: SettingValue): string =>
    shownValue(field.editor, setting[field.name], language, words);
  const wanted = typed.trim().toLocaleLowerCase(language);
  const found = settings
    .filter((setting) => isOfForm(form, setting))
    .filter((setting) => fields.some((field) => text(field, setting).toLocaleLowerCase(language).includes(wanted)));
  const sorted = fields.find(({ name }) => name === sortedBy);
  if (!sorted) return found;
  const collator = new Intl.Collator(language, { numeric: true });
  const rows = found.toSorted((one, other) => collator.compare(text(sorted, one), text(sorted, other)));
  return isDescending ? rows.toReversed() : rows;
}
