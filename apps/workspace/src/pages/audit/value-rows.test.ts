import { describe, expect, test } from 'vitest';
import { changedFields } from './value-rows.ts';

describe('old and new values of a setting', () => {
  test('are those of the fields that differ, however deep', () => {
    const before = { name: 'Houston', addressBooks: ['SHARED'], text: { en: 'a', fr: 'b' } };
    const after = { name: 'Houston', addressBooks: ['SHARED', 'PARIS'], text: { en: 'a', fr: 'c' } };
    expect(changedFields(before, after)).toEqual([
      { field: 'addressBooks', oldText: 'SHARED', newText: 'SHARED, PARIS' },
      { field: 'text.fr', oldText: 'b', newText: 'c' },
    ]);
  });

  test('a setting that came or went has values on one side only', () => {
    expect(changedFields(null, { name: 'New' })).toEqual([{ field: 'name', oldText: null, newText: 'New' }]);
    expect(changedFields({ name: 'Old' }, null)).toEqual([{ field: 'name', oldText: 'Old', newText: null }]);
  });

  test('a value that is no record of fields is one line', () => {
    expect(changedFields('off', 'continuous')).toEqual([{ field: '', oldText: 'off', newText: 'continuous' }]);
    expect(changedFields(false, true)).toEqual([{ field: '', oldText: 'false', newText: 'true' }]);
    expect(changedFields('off', 'off')).toEqual([]);
  });

  test('a list of records is told apart from another', () => {
    expect(changedFields({ list: [{ a: 1 }] }, { list: [{ a: 2 }] })).toEqual([
      { field: 'list', oldText: '{"a":1}', newText: '{"a":2}' },
    ]);
  });
});
