import type { Named } from '../../../shell/page-entry.ts';
import type { Editor, FieldForm, FieldGroup } from '../../../ui/setting-form/setting-form.ts';

type Pair = readonly [en: string, fr: string];

/** A word or sentence in both languages. */
export function named([en, fr]: Pair): Named {
  return { en, fr };
}

/** One field with its label and help in both languages. */
export function field(name: string, editor: Editor, label: Pair, help: Pair): FieldForm {
  return { name, editor, label: named(label), help: named(help) };
}

/** Fields under one heading. */
export function group(title: Pair, ...fields: readonly FieldForm[]): FieldGroup {
  return { title: named(title), fields };
}

/** The heading of what tells a setting from others. */
export const identity: Pair = ['Identification', 'Identification'];

/** The key that an administrator chooses once. */
export function keyField(name: string, label: Pair): FieldForm {
  return field(name, { type: 'text' }, label, [
    'Chosen once; it can’t be changed later. To rename it, duplicate the setting and delete the old one.',
    'Choisi une fois ; ne peut plus être modifié. Pour le renommer, dupliquez le paramètre et supprimez l’ancien.',
  ]);
}

/** The name by which people know it. */
export function nameField(help: Pair): FieldForm {
  return field('name', { type: 'text' }, ['Name', 'Nom'], help);
}

/** The text that staff read, in each language. */
export function textField(help: Pair): FieldForm {
  return field('text', { type: 'translated' }, ['Text', 'Texte'], help);
}
