import { expect, test } from 'vitest';
import type { SignedIn } from './session.ts';
import { shownSession } from './shown-session.ts';

const nobody = { signedIn: false, isDemonstration: false, canSignIn: true } as const;
const session = (subject: string, csrfToken = 'first'): SignedIn => ({
  signedIn: true,
  isDemonstration: false,
  subject,
  name: subject,
  roles: ['auditor'],
  channelIds: [],
  csrfToken,
  allowed: [],
  expiresAt: '2026-03-01T20:00:00.000Z',
});

test('without anybody signed in there is nothing to show but the way in', () => {
  expect(shownSession(null, nobody)).toEqual({ state: 'signedOut', canSignIn: true });
});

test('pages that are open stay when their session ends', () => {
  expect(shownSession(session('ann'), nobody)).toEqual({ state: 'ended', session: session('ann') });
});

test('the same person goes on with the new session', () => {
  const again = session('ann', 'second');
  expect(shownSession(session('ann'), again)).toEqual({ state: 'signedIn', session: again });
});

test('nobody goes on with the pages of somebody else', () => {
  expect(shownSession(session('ann'), session('bob'))).toEqual({
    state: 'other',
    session: session('ann'),
    now: session('bob'),
  });
});
