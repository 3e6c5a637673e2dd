import { describe, expect, it } from 'vitest';
import {
  goesOn,
  isCutShort,
  neededParts,
  placeOfRow,
  rowCountOf,
  shownCountMax,
  unreadParts,
  withPartRead,
  type ListPart,
} from './parts.ts';

const read = (cursor: string | null, rowCount: number, next: string | null): ListPart & { next: string | null } => ({
  cursor,
  rowCount,
  next,
});
const three = [read(null, 100, 'b'), read('b', 100, 'c'), read('c', 40, null)].reduce(withPartRead, unreadParts);

describe('the parts of a long list', () => {
  it('join each other until the last one', () => {
    expect(three.map(({ cursor }) => cursor)).toEqual([null, 'b', 'c']);
    expect(rowCountOf(three)).toBe(240);
    expect(goesOn(three)).toBe(false);
    expect(goesOn(unreadParts)).toBe(true);
  });

  it('stay where they are when one of them gets a row more', () => {
    const after = withPartRead(three, read('b', 101, 'c'));
    expect(after.map(({ rowCount }) => rowCount)).toEqual([100, 101, 40]);
    expect(placeOfRow(after, 201)).toMatchObject({ part: { cursor: 'c' }, offset: 0 });
  });

  it('are read anew behind one that ends elsewhere', () => {
    const after = withPartRead(three, read('b', 200, 'bb'));
    expect(after.map(({ cursor }) => cursor)).toEqual([null, 'b', 'bb']);
    expect(goesOn(after)).toBe(true);
  });

  it('are not changed by an answer about a part that is no longer there', () => {
    expect(withPartRead(three, read('z', 1, null))).toBe(three);
  });

  it('are needed where rows are in sight, and one more when its turn is near', () => {
    expect(neededParts(three, 0, 20).map(({ cursor }) => cursor)).toEqual([null]);
    expect(neededParts(three, 170, 190).map(({ cursor }) => cursor)).toEqual(['b', 'c']);
    const begun = withPartRead(unreadParts, read(null, 100, 'b'));
    expect(neededParts(begun, 0, 20).map(({ cursor }) => cursor)).toEqual([null]);
    expect(neededParts(begun, 30, 60).map(({ cursor }) => cursor)).toEqual([null, 'b']);
  });

  it('end where a browser could not show any more rows, and say so', () => {
    const long = withPartRead(unreadParts, read(null, shownCountMax, 'b'));
    expect(neededParts(long, shownCountMax - 10, shownCountMax - 1).map(({ cursor }) => cursor)).toEqual([null]);
    expect(isCutShort(long)).toBe(true);
    const shorter = withPartRead(unreadParts, read(null, shownCountMax - 1, 'b'));
    expect(neededParts(shorter, shownCountMax - 10, shownCountMax - 2)).toHaveLength(2);
    expect([isCutShort(shorter), isCutShort(three)]).toEqual([false, false]);
  });

  it('go on by themselves behind one in which nobody fits', () => {
    const begun = withPartRead(unreadParts, read(null, 0, 'b'));
    expect(neededParts(begun, 0, 0).map(({ cursor }) => cursor)).toEqual(['b']);
  });
});
