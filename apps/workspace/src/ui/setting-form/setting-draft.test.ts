import { describe, expect, it } from 'vitest';
import { freshValue, isSame, withField } from './setting-draft.ts';
import type { SettingForm } from './setting-form.ts';

const form: SettingForm = {
  kind: 'profiles',
  help: { en: '', fr: '' },
  groups: [],
  columns: [],
  fresh: { timeoutMs: 5_000 },
  fixed: { kind: 'pos' },
  settle: (value) => (value['isOn'] === false ? { ...value, timeoutMs: 0 } : value),
};
const schema = {
  type: 'object',
  properties: {
    profileId: { type: 'string' },
    kind: { type: 'string' },
    timeoutMs: { type: 'integer' },
    isOn: { type: 'boolean' },
  },
};

describe('a setting that is being written', () => {
  it('begins with the values that its page and form give', () => {
    expect(freshValue(form, schema, ['profileId'])).toEqual({
      profileId: '',
      kind: 'pos',
      timeoutMs: 5_000,
      isOn: false,
    });
  });

  it('takes everything but its own key from the one that it is a copy of', () => {
    const original = { legalEntity: 'USRT', profileId: 'A', kind: 'online', timeoutMs: 1, isOn: true };
    expect(freshValue(form, schema, ['legalEntity', 'profileId'], original)).toEqual({ ...original, profileId: '' });
  });

  it('draws the consequences of a change', () => {
    const draft = { base: null, value: { isOn: true, timeoutMs: 5 }, touched: new Set<string>() };
    const changed = withField(draft, form, 'isOn', false);
    expect(changed.value).toEqual({ isOn: false, timeoutMs: 0 });
    expect([...changed.touched]).toEqual(['isOn']);
  });

  it('is the same in whatever order its fields stand', () => {
    expect(isSame({ a: [1, { b: 2, c: 3 }] }, { a: [1, { c: 3, b: 2 }] })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});
