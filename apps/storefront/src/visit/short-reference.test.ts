import { describe, expect, it } from 'vitest';
import { referredTo, shortReference } from './short-reference.ts';

const ids = ['01890000-0000-7000-8000-000000000011', '01890000-0000-7000-8000-000000000012'];

describe('a short reference', () => {
  it('is twelve characters that an address of a page can hold, and tells nothing of the identifier', () => {
    expect(shortReference(ids[0] ?? '')).toMatch(/^[\w-]{12}$/u);
    expect(shortReference(ids[0] ?? '')).not.toContain('0189');
  });

  it('names one thing of a list, and nothing of another', () => {
    const reference = shortReference(ids[1] ?? '');
    expect(referredTo(ids, reference, (id) => id)).toBe(ids[1]);
    expect(referredTo(ids.slice(0, 1), reference, (id) => id)).toBeUndefined();
    expect(referredTo(ids, undefined, (id) => id)).toBeUndefined();
  });
});
