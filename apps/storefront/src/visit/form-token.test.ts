import { randomBytes } from 'node:crypto';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { expect, test } from 'vitest';
import { newFormToken, readFormToken } from './form-token.ts';

const seams = systemSeams(silentLog);
let nowMs = Date.parse('2036-12-24T12:00:00Z');
const clock = { ...seams.clock, now: () => new Date(nowMs) };
const shop = { sealKey: { bytes: randomBytes(32) }, seams: { ...seams, clock } };
const ann = { visitId: 'browser', session: 'counterfoil_shopper_ann' };

test('a token proves its form in its browser for twelve hours, and how long it was open', () => {
  const token = newFormToken(shop, ann, 'profile');
  nowMs += 12 * 60 * 60 * 1_000;
  expect(readFormToken(shop, ann, 'profile', token)).toMatchObject({ openForMs: 12 * 60 * 60 * 1_000 });
  expect(readFormToken(shop, ann, 'contact', token)).toBeNull();
  expect(readFormToken(shop, { ...ann, visitId: 'another' }, 'profile', token)).toBeNull();
  nowMs += 1;
  expect(readFormToken(shop, ann, 'profile', token)).toBeNull();
});

test.each([undefined, '', '...', 'a.b.c.d'])('%j is none', (token) => {
  expect(readFormToken(shop, ann, 'profile', token)).toBeNull();
});

test('no part of a token can be exchanged', () => {
  const parts = newFormToken(shop, ann, 'profile').split('.');
  for (const place of parts.keys()) {
    const token = parts.map((part, index) => (index === place ? `${part}0` : part)).join('.');
    expect(readFormToken(shop, ann, 'profile', token)).toBeNull();
  }
});

test('it tells whether somebody has signed in since the form was shown to somebody else', () => {
  const token = newFormToken(shop, ann, 'profile');
  const isOfOtherSession = (session: string | null): boolean | undefined =>
    readFormToken(shop, { ...ann, session }, 'profile', token)?.isOfOtherSession;
  expect([ann.session, null, 'counterfoil_shopper_bob'].map(isOfOtherSession)).toEqual([false, false, true]);
  const shownToNobody = newFormToken(shop, { ...ann, session: null }, 'profile');
  expect(readFormToken(shop, ann, 'profile', shownToNobody)?.isOfOtherSession).toBe(false);
});

test('its key fits in a header, whatever a form is for, and is its own', () => {
  const keys = [1, 2].map(() => {
    const token = newFormToken(shop, ann, 'join-Клуб друзей');
    return readFormToken(shop, ann, 'join-Клуб друзей', token)?.idempotencyKey;
  });
  expect(keys).toEqual([expect.stringMatching(/^[\w-]{43}$/u), expect.stringMatching(/^[\w-]{43}$/u)]);
  expect(keys[0]).not.toBe(keys[1]);
});
