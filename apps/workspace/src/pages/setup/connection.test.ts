import { expect, it } from 'vitest';
import { connectionOf } from './connection.ts';

const now = new Date('2026-03-01T10:00:00.000Z');

it.each([
  [{ registered: false, lastContactAt: null }, 'unregistered'],
  [{ registered: true, lastContactAt: null }, 'never'],
  [{ registered: true, lastContactAt: '2026-03-01T09:59:30.000Z' }, 'connected'],
  [{ registered: true, lastContactAt: '2026-03-01T09:58:59.000Z' }, 'away'],
] as const)('a channel database with %j is %s', (database, state) => {
  expect(connectionOf(database, now)).toBe(state);
});
