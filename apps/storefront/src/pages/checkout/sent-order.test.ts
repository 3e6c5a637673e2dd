import { describe, expect, it } from 'vitest';
import { dateField, goodsField, goodsText, sentDate, sentGoods } from './sent-order.ts';

describe('the form that places an order', () => {
  it('brings back the goods that it showed', () => {
    const basket = new Map([
      ['A "B" <C>', 2],
      ['10101', 99],
    ]);
    expect(sentGoods({ [goodsField]: goodsText(basket) })).toEqual(basket);
  });

  it.each([
    '',
    '[]',
    '{',
    '[["10101",0]]',
    '[["10101",100]]',
    '[["10101",1.5]]',
    '[["10101",1,"0.01"]]',
    '{"10101":1}',
  ])('tells of no goods when they are %s', (text) => {
    expect(sentGoods({ [goodsField]: text })).toBeNull();
  });

  it('may ask for a day', () => {
    expect(sentDate({ [dateField]: ' 2099-05-31 ' })).toBe('2099-05-31');
    expect(sentDate({ [dateField]: ' ' })).toBeUndefined();
    expect(sentDate({})).toBeUndefined();
    expect(sentDate({ [dateField]: '2099-02-30' })).toBeNull();
    expect(sentDate({ [dateField]: 'tomorrow' })).toBeNull();
  });
});
