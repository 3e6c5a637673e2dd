import { expect, it } from 'vitest';
import type { DownloadSession } from '@counterfoil/contracts/administration/sessions';
import { actionsOf, thoseFor } from './session-actions.ts';

function session(over: Partial<DownloadSession>): DownloadSession {
  return {
    downloadSessionId: '1',
    channelDatabaseId: 'houston',
    job: '1010',
    state: 'available',
    rowCount: 1,
    byteCount: 1,
    tryCount: 0,
    error: null,
    createdAt: '2026-03-01T10:00:00.000Z',
    endedAt: null,
    packedAgainAt: null,
    ...over,
  };
}

it('a suspended session can be retried, skipped or canceled, one that waits only canceled, one that ended neither', () => {
  expect(actionsOf(session({ state: 'suspended' }))).toEqual(['retry', 'skip', 'cancel']);
  expect(actionsOf(session({ state: 'available' }))).toEqual(['cancel']);
  expect(actionsOf(session({ state: 'applied' }))).toEqual([]);
});

it('settings are not passed over, and rows that were passed over can be packed again at once', () => {
  expect(actionsOf(session({ state: 'suspended', job: '1070' }))).toEqual(['retry']);
  expect(actionsOf(session({ state: 'canceled', packedAgainAt: '2026-03-01T10:05:00.000Z' }))).toEqual(['retry']);
});

it('of several that are marked, an action takes those that it is of use for', () => {
  const sessions = [
    session({ downloadSessionId: '1', state: 'suspended' }),
    session({ downloadSessionId: '2' }),
    session({ downloadSessionId: '3', state: 'suspended' }),
  ];
  expect(thoseFor('skip', sessions, new Set(['1', '2']))).toEqual(['1']);
  expect(thoseFor('cancel', sessions, new Set(['1', '2']))).toEqual(['1', '2']);
});
