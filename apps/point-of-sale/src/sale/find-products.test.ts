import { expect, it } from 'vitest';
import type { Product } from '@counterfoil/contracts/products';
import { findProducts, sellableProducts } from './find-products.ts';

function product(itemId: string, en: string, fr: string, price: string, barcode: string | null = null): Product {
  return { itemId, description: { en, fr }, barcode, prices: { USD: price } };
}

const catalogue = [
  product('0001', 'Coffee beans', 'Café en grains', '12.50', '4006381333931'),
  product('0002', 'Hand cream', 'Crème pour les mains', '4.50'),
  product('0003', 'Coffee cup', 'Tasse à café', '4.5000'),
];

function found(text: string, language: 'en' | 'fr' = 'en'): string[] {
  return findProducts(sellableProducts(catalogue, 'USD', language), text).map(({ product: { itemId } }) => itemId);
}

it('finds articles by the beginnings of words of the description, in any order', () => {
  expect(found('cup cof')).toEqual(['0003']);
  expect(found('ffee')).toEqual([]);
});

it('finds articles in the language on the screen, without minding case and accents', () => {
  expect(found('CREME', 'fr')).toEqual(['0002']);
  expect(found('café', 'fr')).toEqual(['0001', '0003']);
});

it('finds articles by price, with a point or a comma', () => {
  expect(found('4.5')).toEqual(['0003', '0002']);
  expect(found('4,50 €')).toEqual([]);
  expect(found('12,5')).toEqual(['0001']);
});

it('finds the one article of a barcode or an item id', () => {
  expect(found('4006381333931')).toEqual(['0001']);
  expect(found(' 0002 ')).toEqual(['0002']);
});

it('leaves out what has no price in the currency of the store', () => {
  expect(sellableProducts(catalogue, 'EUR', 'en')).toEqual([]);
});
