import { expect, test } from 'vitest';
import { pathInShop } from './path-in-shop.ts';

test.each(['/', '/account', '/checkout/address?address=abc', '/account/orders/O-1?done=ordered'])(
  '%s is a page of the shop',
  (path) => {
    expect(pathInShop(path, '/otherwise')).toBe(path);
  },
);

test.each([
  undefined,
  '',
  'account',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  '/..//evil.example',
  '/a/..//evil.example',
])('%j is none', (wanted) => {
  expect(pathInShop(wanted, '/otherwise')).toBe('/otherwise');
});

test('a path longer than any of the shop is none', () => {
  expect(pathInShop(`/${'a'.repeat(1_000)}`, '/otherwise')).toBe('/otherwise');
  expect(pathInShop(`/${'長'.repeat(900)}`, '/otherwise')).toBe('/otherwise');
});
