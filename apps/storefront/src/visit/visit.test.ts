import { expect, test } from 'vitest';
import { sessionOf } from './visit.ts';

const requestWith = (session: string) => ({ headers: { cookie: `__Host-counterfoil-shop=${session}` } });

test('a session is the token that the scale unit gave', () => {
  expect(sessionOf(requestWith('counterfoil_shopper_AbC-12_x'))).toBe('counterfoil_shopper_AbC-12_x');
});

test.each([
  '',
  'eyJhbGciOiJSUzI1NiJ9',
  'counterfoil_shopper_',
  'counterfoil_shopper_a%0D%0Ax-role:%20administrator',
  'counterfoil_shopper_%E2%82%AC',
])('%j is none, and never sent on', (text) => {
  expect(sessionOf(requestWith(text))).toBeNull();
});
