import { describe, expect, it } from 'vitest';
import { commonBooks, destination, eitherBooks, feedVisibility, passedOn, passTowards } from './visibility.ts';

const start = '00000000-0000-0000-0000-000000000000';
const somebody = '019b0000-0000-7000-8000-000000000001';

describe('the visibility of a channel database', () => {
  it('is all customers as long as no address books were ever set', () => {
    expect(destination(undefined)).toBeNull();
    expect(passTowards(undefined, null)).toBeNull();
    expect(feedVisibility(undefined)).toBeNull();
  });

  it('goes towards other address books in a pass, and is those at its end', () => {
    const begun = passTowards({ n: 1, addressBooks: ['A'], pass: null }, ['B', 'A']);
    expect(begun).toEqual({ n: 1, addressBooks: ['A'], pass: { towards: ['B', 'A'], mayHold: ['A'], after: start } });
    if (!begun) throw new Error('no pass');
    const onTheWay = passedOn(begun, { n: 2, after: somebody });
    expect(onTheWay.pass?.after).toBe(somebody);
    expect(passTowards(onTheWay, ['A', 'B'])).toBe(onTheWay);
    expect(passedOn(onTheWay, { n: 3, after: null })).toEqual({ n: 3, addressBooks: ['B', 'A'], pass: null });
  });

  it('is certain only of what old and new have in common when the address books change before a pass is over', () => {
    const first = passTowards({ n: 1, addressBooks: ['A', 'B'], pass: null }, ['B', 'C']);
    const second = first && passTowards(passedOn(first, { n: 2, after: somebody }), ['A']);
    expect(second).toEqual({
      n: 2,
      addressBooks: ['B'],
      pass: { towards: ['A'], mayHold: ['A', 'B', 'C'], after: start },
    });
  });

  it('reads the feed for the new address books, and withdraws whoever leaves the old ones', () => {
    const begun = passTowards({ n: 1, addressBooks: ['A'], pass: null }, ['B']);
    expect(feedVisibility(begun ?? undefined)).toEqual({ addressBooks: ['B'], held: ['A', 'B'] });
    const fromAll = passTowards(undefined, ['B']);
    expect(feedVisibility(fromAll ?? undefined)).toEqual({ addressBooks: ['B'], held: ['B'] });
    const toAll = passTowards({ n: 1, addressBooks: ['A'], pass: null }, null);
    expect(feedVisibility(toAll ?? undefined)).toBeNull();
  });

  it('takes all customers for the whole', () => {
    expect(eitherBooks(null, ['A'])).toBeNull();
    expect(commonBooks(null, ['A'])).toEqual(['A']);
    expect(commonBooks(['A'], null)).toEqual(['A']);
    expect(commonBooks(null, null)).toBeNull();
  });
});
