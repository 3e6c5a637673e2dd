import { describe, expect, it } from 'vitest';
import { chosenText, chosenValue } from './filter-choices.ts';
import { filtersInForce, withFilter, withNamesFrom, withSearch, withSort } from './shown-state.ts';

describe('what All customers is filtered by', () => {
  it('reads the same as it was chosen', () => {
    for (const value of [true, false, 'USRT', undefined] as const) {
      expect(chosenValue(chosenText(value))).toBe(value);
    }
  });

  it('is in force until it is removed', () => {
    const shown = withFilter({ sort: 'name', filters: {} }, 'isDeactivated', false);
    expect(filtersInForce(shown.filters)).toEqual(['isDeactivated']);
    expect(filtersInForce(withFilter(shown, 'isDeactivated', undefined).filters)).toEqual([]);
  });

  it('begins at a name only while it is sorted by name and not searched', () => {
    const jumped = withNamesFrom({ sort: 'newest', filters: {}, search: { by: 'name', for: 'x' } }, ' Ma ');
    expect(jumped).toEqual({ sort: 'name', filters: {}, namesFrom: 'Ma' });
    expect(withSort(jumped, 'newest')).toEqual({ sort: 'newest', filters: {} });
    expect(withSearch(jumped, 'text', 'berry')).toEqual({
      sort: 'name',
      filters: {},
      search: { by: 'text', for: 'berry' },
    });
  });
});
