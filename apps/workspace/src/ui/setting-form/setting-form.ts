import type { Named } from '../../shell/page-entry.ts';

/**
 * How settings are edited. A kind of settings is declared once at headquarters, with its fields and their rules; a form
 * description says how people see it: the order and grouping of its fields, and for each field an editor, a label and
 * a help text. To bring a kind onto the screen: write a `SettingForm` (a file without components, so that a test can
 * read it), and put `...settingPages({ path, title, section, keyFields, form })` into the `pages.ts` of your folder; whatever
 * the kind needs beyond its fields is a `SettingParts` in a file of its own.
 */

/** A setting or what it is about to become; its fields are those of its kind. */
export type SettingValue = Readonly<Record<string, unknown>>;

/** How a field is edited. */
export type Editor =
  | { readonly type: 'text' }
  | { readonly type: 'longText' }
  | { readonly type: 'switch' }
  /** A number with its unit beside it; empty is null where the field allows it. */
  | { readonly type: 'number'; readonly unit?: Named }
  /** Kept in milliseconds, edited in seconds. */
  | { readonly type: 'duration' }
  | { readonly type: 'choice'; readonly options: Readonly<Record<string, Named>> }
  /** Some of them, in an order that matters. */
  | { readonly type: 'choices'; readonly options: Readonly<Record<string, Named>>; readonly isOrdered: boolean }
  /** Another setting by its key; `within`: only those that agree with this setting in that field of their key. */
  | { readonly type: 'setting'; readonly of: string; readonly within?: string; readonly where?: SettingValue }
  | { readonly type: 'settings'; readonly of: string; readonly isOrdered: boolean; readonly where?: SettingValue }
  /** A text in each language. */
  | { readonly type: 'translated' }
  | { readonly type: 'country' }
  | { readonly type: 'currency' }
  | { readonly type: 'language' }
  /** Texts one below the other. */
  | { readonly type: 'texts' }
  /** Names with a value each. */
  | { readonly type: 'namedValues'; readonly name: Named; readonly value: Named }
  /** One amount for each currency. */
  | { readonly type: 'prices' }
  /** The values that an attribute can have, each with a text in both languages. */
  | { readonly type: 'fixedList' }
  /** A value of the type that the attribute has. */
  | { readonly type: 'attributeValue' }
  /** An e-mail in both languages, with placeholders. */
  | { readonly type: 'emailTemplates'; readonly placeholders: readonly string[] };

/** One field of a form. */
export interface FieldForm {
  /** As in the schema of the kind. */
  readonly name: string;
  readonly label: Named;
  /** What it does, and what else must be done. */
  readonly help: Named;
  readonly editor: Editor;
  /** Without it: always. */
  readonly isShown?: (value: SettingValue) => boolean;
}

/** Fields under one heading. */
export interface FieldGroup {
  readonly title: Named;
  readonly fields: readonly FieldForm[];
}

/** How one kind of settings is listed and edited. */
export interface SettingForm {
  /** As in `/settings/{kind}`. */
  readonly kind: string;
  /** What it is for and what else must be done, at the head of list and form. */
  readonly help: Named;
  readonly groups: readonly FieldGroup[];
  /** Fields that the list shows. */
  readonly columns: readonly string[];
  /** What a new setting begins with, beside the empty values of its fields. */
  readonly fresh?: SettingValue;
  /** Values that all settings of this page have; others of the kind are on other pages. */
  readonly fixed?: SettingValue;
  /** What follows from a change, such as a list that its new type can't have. */
  readonly settle?: (value: SettingValue) => SettingValue;
}

/** Every field of a form. */
export function fieldsOf({ groups }: Pick<SettingForm, 'groups'>): readonly FieldForm[] {
  return groups.flatMap(({ fields }) => fields);
}
