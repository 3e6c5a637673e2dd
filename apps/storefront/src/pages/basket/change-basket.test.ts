import { describe, expect, it } from 'vitest';
import { basketLineCountMax } from '../../visit/basket.ts';
import { basketWith, changedBasket } from './change-basket.ts';

const basket = new Map([
  ['TEA', 1],
  ['CUP', 2],
]);

function changedTo(fields: Record<string, string>): unknown {
  const changed = changedBasket(basket, fields);
  return 'basket' in changed ? Object.fromEntries(changed.basket) : changed;
}

describe('putting something in a basket', () => {
  it('adds one more of it', () => {
    expect(basketWith(basket, 'CUP')?.get('CUP')).toBe(3);
    expect(basketWith(basket, 'HAT')?.get('HAT')).toBe(1);
  });

  it('ends at 99 pieces, and at as many kinds of goods as a cookie has room for', () => {
    expect(basketWith(new Map([['CUP', 99]]), 'CUP')?.get('CUP')).toBe(99);
    const full = new Map(Array.from({ length: basketLineCountMax }, (_, place) => [`ITEM ${place}`, 1] as const));
    expect(basketWith(full, 'HAT')).toBeNull();
    expect(basketWith(full, 'ITEM 0')?.get('ITEM 0')).toBe(2);
    const long = new Map(Array.from({ length: 18 }, (_, place) => [`${place} ${'長'.repeat(50)}`, 1] as const));
    expect(basketWith(long, 'HAT')).toBeNull();
    expect(basketWith(long, '0 '.padEnd(52, '長'))?.size).toBe(18);
  });
});

describe('the form of a basket', () => {
  it('changes quantities, and takes out what is 0', () => {
    expect(changedTo({ item0: 'TEA', quantity0: '5', item1: 'CUP', quantity1: '0' })).toEqual({ TEA: 5 });
  });

  it('leaves goods alone that another window has put in, and brings none back that it has taken out', () => {
    expect(changedTo({ item0: 'TEA', quantity0: '5', item1: 'HAT', quantity1: '4' })).toEqual({ TEA: 5, CUP: 2 });
  });

  it.each(['', '-1', '1.5', '100', 'two', '1e1'])('names the field where "%s" is no quantity', (text) => {
    expect(changedTo({ item0: 'TEA', quantity0: '1', item1: 'CUP', quantity1: text })).toEqual({
      wrongFields: ['quantity1'],
    });
  });
});
