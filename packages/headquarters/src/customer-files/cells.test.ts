import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText, defusedCell, listCell, listOfCell } from './cells.ts';
import { importFields, targetOf } from './columns.ts';

describe('cells', () => {
  it.each(['=1+1', '+1 713', '-5', '@SUM(A1)', "'=1", '\t=1', '＝1'])('%s is no formula once it is written', (text) => {
    expect(defusedCell(text)).toBe(`'${text}`);
    expect(cellText(defusedCell(text))).toBe(text);
  });

  it('every text is read as it was written, and never begins like a formula', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^['=+\-@a]{0,6}$/u));
    fc.assert(
      fc.property(texts, (text) => {
        expect(cellText(defusedCell(text))).toBe(text);
        expect(defusedCell(text)).not.toMatch(/^[=+\-@\t\r]/u);
      }),
    );
  });

  it('lists are read as they were written, whatever stands in them', () => {
    const entries = fc.array(fc.string({ minLength: 1 }).map((text) => `x${text}x`.replaceAll(/\s/gu, '_')));
    fc.assert(
      fc.property(entries, (list) => {
        expect(listOfCell(listCell(list))).toEqual(list);
      }),
    );
    expect(listOfCell(listCell(['a;b', '[c']))).toEqual(['a;b', '[c']);
    expect(listOfCell('[1]')).toBeNull();
    expect(listOfCell('[')).toBeNull();
  });
});

describe('columns', () => {
  it('every field that is told to people can be imported into', () => {
    for (const field of importFields)
      expect({ field, target: targetOf(field.replace('.N.', '.1.')) }).not.toMatchObject({ target: null });
  });

  it.each([
    '',
    'firstname',
    'addresses.0.city',
    'addresses.1.town',
    'attributes.',
    'constructor',
    'cards.1.city',
    'toString.more',
  ])('"%s" is no field', (name) => expect(targetOf(name)).toBeNull());
});
