import { settingKinds } from '@counterfoil/headquarters/settings/setting-kinds';
import { describe, expect, it } from 'vitest';
import { fieldsOf, type SettingForm } from '../../ui/setting-form/setting-form.ts';
import { setupPlaces } from './pages.ts';

const modules = import.meta.glob<Record<string, unknown>>(['../*/*form*.ts', './forms/*.ts'], { eager: true });

function isForm(value: unknown): value is SettingForm {
  return typeof value === 'object' && value !== null && 'kind' in value && 'groups' in value && 'columns' in value;
}

/** Every form of every folder. */
const forms = Object.values(modules).flatMap((module) => Object.values(module).filter(isForm));

describe('the forms of settings', () => {
  it.each(settingKinds.map((kind) => [kind.name, kind] as const))(
    'has an editor, a label and a help text in both languages for every field of %s',
    (name, kind) => {
      const own = forms.filter((form) => form.kind === name);
      expect(own).not.toEqual([]);
      for (const form of own) {
        const fields = fieldsOf(form);
        expect(fields.map((field) => field.name).toSorted()).toEqual(Object.keys(kind.schema.shape).toSorted());
        for (const { label, help } of fields) {
          expect(Object.values({ ...label, ...help }).filter((text) => text.trim() === '')).toEqual([]);
          expect(help.fr).not.toBe(help.en);
        }
        expect(form.help.fr).not.toBe(form.help.en);
      }
    },
  );

  it('offers every value that a choice can have', () => {
    for (const form of forms) {
      const kind = settingKinds.find(({ name }) => name === form.kind);
      /* Not all forms are of settings of a kind. */
      if (!kind) continue;
      const schema = kind.schema.toJSONSchema();
      for (const { name, editor } of fieldsOf(form)) {
        if (editor.type !== 'choice' && editor.type !== 'choices') continue;
        const rules = schema.properties?.[name] as { enum?: string[]; items?: { enum?: string[] } } | undefined;
        const values = rules?.enum ?? rules?.items?.enum;
        expect(Object.keys(editor.options).toSorted(), `${form.kind} ${name}`).toEqual(values?.toSorted());
      }
    }
  });

  it('lists only fields that there are, and puts a name to the key of each place', async () => {
    for (const place of setupPlaces) {
      const form = await place.form();
      const names = fieldsOf(form).map(({ name }) => name);
      expect(form.columns.filter((column) => !names.includes(column))).toEqual([]);
      const kind = settingKinds.find(({ name }) => name === form.kind);
      expect(place.keyFields, place.path).toEqual(kind?.key);
    }
  });
});
