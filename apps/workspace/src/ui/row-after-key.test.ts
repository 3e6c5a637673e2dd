import { describe, expect, it } from 'vitest';
import { rowAfterKey } from './row-after-key.ts';

const table = { active: 10, count: 100, pageCount: 8 };

describe('the keys of a table', () => {
  it.each([
    ['ArrowDown', 11],
    ['ArrowUp', 9],
    ['PageDown', 18],
    ['PageUp', 2],
    ['Home', 0],
    ['End', 99],
  ])('%s goes to row %i', (key, row) => {
    expect(rowAfterKey(key, table)).toBe(row);
  });

  it('stop at the first and at the last row', () => {
    expect(rowAfterKey('ArrowUp', { ...table, active: 0 })).toBe(0);
    expect(rowAfterKey('PageDown', { ...table, active: 97 })).toBe(99);
  });

  it('leave other keys to the page', () => {
    expect(rowAfterKey('a', table)).toBeNull();
    expect(rowAfterKey('Tab', table)).toBeNull();
  });
});
