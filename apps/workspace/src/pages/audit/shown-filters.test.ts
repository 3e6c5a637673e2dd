import { expect, test } from 'vitest';
import { filterOf, noFilters } from './shown-filters.ts';

test('no filter narrows nothing', () => {
  expect(filterOf({ ...noFilters, who: '  ' })).toEqual({
    who: null,
    action: null,
    outcome: null,
    from: null,
    to: null,
  });
});

test('the last day that was chosen is shown whole', () => {
  const { from, to } = filterOf({ ...noFilters, from: '2030-02-28', to: '2030-02-28' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 60 * 60 * 1_000);
});
