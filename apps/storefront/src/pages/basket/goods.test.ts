import { describe, expect, it } from 'vitest';
import { basketOfGoods, basketWithout, goodsOf } from './goods.ts';

const products = [
  { itemId: 'TEA', description: 'Tea', price: '0.1' },
  { itemId: 'CUP', description: 'Cup', price: '19.99' },
];

describe('the goods of a basket', () => {
  it('have the prices of the shop and an exact total', () => {
    const goods = goodsOf(
      new Map([
        ['TEA', 3],
        ['CUP', 2],
      ]),
      { products, currency: 'USD' },
    );
    expect(goods.lines.map(({ amount }) => amount)).toEqual(['0.30', '39.98']);
    expect(goods.total).toBe('40.28');
  });

  it('leave out what is no longer sold, and name it', () => {
    const goods = goodsOf(
      new Map([
        ['HAT', 1],
        ['TEA', 1],
      ]),
      { products, currency: 'USD' },
    );
    expect(goods.gone).toEqual(['HAT']);
    expect([...basketOfGoods(goods)]).toEqual([['TEA', 1]]);
    expect(goods.total).toBe('0.10');
  });

  it('that were ordered are taken out of the basket, and what was put in meanwhile stays', () => {
    const basket = new Map([
      ['TEA', 3],
      ['CUP', 1],
    ]);
    const ordered = new Map([
      ['TEA', 2],
      ['CUP', 1],
    ]);
    expect([...basketWithout(basket, ordered)]).toEqual([['TEA', 1]]);
  });
});
