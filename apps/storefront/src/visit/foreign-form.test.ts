import { expect, test } from 'vitest';
import { isForeignForm } from './foreign-form.ts';

const shop = 'https://shop.example';

test.each([
  ['of the shop itself', { origin: shop, 'sec-fetch-site': 'same-origin' }, false],
  ['of an older browser', { origin: shop }, false],
  ['of a program', {}, false],
  ['of the shop by another of its names', { origin: 'http://localhost:8095', host: 'localhost:8095' }, false],
  ['whose origin is kept back by the browser', { origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
])('a form %s is not foreign', (_sentence, headers, isForeign) => {
  expect(isForeignForm({ host: 'shop.example', ...headers }, shop)).toBe(isForeign);
});

test.each([
  ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['of another site, told by one header', { 'sec-fetch-site': 'cross-site' }],
  ['of another site, told by the other', { origin: 'https://evil.example' }],
  ['of a neighbour below the same domain', { origin: 'https://blog.shop.example', 'sec-fetch-site': 'same-site' }],
  ['of a page that hides where it is', { origin: 'null' }],
  ['of a page that says it is nowhere', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
])('a form %s is foreign', (_sentence, headers) => {
  expect(isForeignForm({ host: 'shop.example', ...headers }, shop)).toBe(true);
});
