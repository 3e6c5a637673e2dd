import type { DevelopmentPerson } from '@counterfoil/app-development-identity-provider/development-client';
import { demonstrationStaff } from '@counterfoil/app-development-identity-provider/development-people';
import type { SessionAnswer } from '@counterfoil/contracts/administration/session';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  admitTestHeadquarters,
  newVisitor,
  startTestHeadquarters,
  startTestProvider,
  type TestProvider,
  type Visitor,
} from './sign-in-fixture.ts';
import type { RunningHeadquarters } from './start-headquarters.ts';

const task = { en: 'Test', fr: 'Test' };
const roleless: DevelopmentPerson = { subject: 'cook', name: 'A Cook', task, claims: { roles: ['cook'] } };
const storeless: DevelopmentPerson = { subject: 'lost', name: 'Lost', task, claims: { roles: ['storeManager'] } };
const people = [...demonstrationStaff, roleless, storeless];

let closing: AsyncDisposableStack;
let provider: TestProvider;
let headquarters: RunningHeadquarters;

beforeAll(async () => {
  closing = new AsyncDisposableStack();
  provider = await startTestProvider();
  closing.defer(() => provider.stop());
  headquarters = await startTestHeadquarters(closing, provider.issuer);
  admitTestHeadquarters(provider, headquarters, people);
});
afterAll(() => closing.disposeAsync());

/** Goes to the provider and chooses somebody; answers the address with the code, which is not called yet. */
async function codeFor(visitor: Visitor, subject: string, returnTo = '/workspace/customers'): Promise<string> {
  const begin = `${headquarters.url}/session/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
  const { url } = await visitor.follow(begin, (next) => !next.startsWith(`${headquarters.url}/session/callback`));
  if (url.startsWith(headquarters.url)) return url;
  const chosen = await visitor.fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ subject }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(chosen.status).toBe(303);
  const resume = chosen.headers.get('location') ?? '';
  return (await visitor.follow(resume, (next) => !next.startsWith(headquarters.url))).url;
}

/** Signs somebody in; answers where they come to. */
async function signIn(visitor: Visitor, subject: string, returnTo?: string): Promise<string> {
  const answer = await visitor.fetch(await codeFor(visitor, subject, returnTo));
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

async function sessionOf(visitor: Visitor): Promise<SessionAnswer> {
  return (await (await visitor.fetch(`${headquarters.url}/session`)).json()) as SessionAnswer;
}

const sessionCookie = '__Host-counterfoil-session';
const problem = (code: string, returnTo = '/workspace/customers'): string =>
  `/workspace/?${new URLSearchParams({ signInProblem: code, returnTo }).toString()}`;

describe('staff sign in at the identity provider', () => {
  it('comes back to the page that was asked for, with the name and the roles that the provider tells', async () => {
    const visitor = newVisitor();
    expect(await signIn(visitor, 'chloe.laurent', '/workspace/customers?tab=2')).toBe('/workspace/customers?tab=2');
    expect(await sessionOf(visitor)).toMatchObject({
      signedIn: true,
      subject: 'chloe.laurent',
      name: 'Chloé Laurent',
      roles: ['dataSteward'],
      channelIds: [],
    });
  });

  it('is not kept signed in by a page that only listens, however often it has to connect again', async () => {
    const visitor = newVisitor();
    await signIn(visitor, 'etienne.marchand');
    const { database } = headquarters.headquarters;
    const where = `WHERE subject = 'etienne.marchand'`;
    await database.query(`UPDATE workspace_sessions SET seen_at = seen_at - interval '30 minutes' ${where}`);
    const seenAt = async () => database.query(`SELECT seen_at FROM workspace_sessions ${where}`);
    const before = await seenAt();
    const leaving = new AbortController();
    const stream = await visitor.fetch(`${headquarters.url}/live-changes`, { signal: leaving.signal });
    expect(stream.status).toBe(200);
    leaving.abort();
    expect(await seenAt()).toEqual(before);
    expect((await visitor.fetch(`${headquarters.url}/customers/filter-options`)).status).toBe(200);
    expect(await seenAt()).not.toEqual(before);
  });

  it('binds a store manager to the channels that the provider names', async () => {
    const visitor = newVisitor();
    await signIn(visitor, 'antoine.lefevre');
    expect(await sessionOf(visitor)).toMatchObject({ roles: ['storeManager'], channelIds: ['PARIS'] });
  });

  it('proves itself by PKCE, state and nonce, in cookies that only this host gets and no script reads', async () => {
    const visitor = newVisitor();
    const begun = await visitor.fetch(`${headquarters.url}/session/sign-in`, { headers: { 'accept-language': 'fr' } });
    const address = new URL(begun.headers.get('location') ?? '');
    expect(address.origin).toBe(provider.issuer);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${headquarters.url}/session/callback`,
      ui_locales: 'fr',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(address.searchParams.get(name)).toMatch(/^[\w-]{43}$/u);
    await signIn(visitor, 'henry.walsh');
    const ours = visitor.setCookies.filter((line) => line.startsWith('__Host-'));
    expect(ours.length).toBeGreaterThanOrEqual(4);
    for (const line of ours) {
      expect(line).toMatch(/; Path=\/(?:;|$)/u);
      expect(line).toMatch(/; HttpOnly(?:;|$)/u);
      expect(line).toMatch(/; Secure(?:;|$)/u);
      expect(line).toMatch(/; SameSite=Lax(?:;|$)/u);
      expect(line).not.toMatch(/domain=/iu);
    }
    expect([...visitor.cookies.keys()].filter((name) => name.startsWith('__Host-'))).toEqual([sessionCookie]);
  });

  it('begins a session of its own at every sign-in and ends the one before', async () => {
    const visitor = newVisitor();
    await signIn(visitor, 'henry.walsh');
    const first = visitor.cookies.get(sessionCookie) ?? '';
    await signIn(visitor, 'henry.walsh');
    expect(visitor.cookies.get(sessionCookie)).not.toBe(first);
    const thief = newVisitor();
    thief.cookies.set(sessionCookie, first);
    expect(await sessionOf(thief)).toMatchObject({ signedIn: false });
  });

  it.each(['https://evil.example/', '//evil.example/workspace/', '/\\evil.example', '/docs', '/workspace/../session'])(
    'leads to the overview instead of %s',
    async (returnTo) => {
      expect(await signIn(newVisitor(), 'henry.walsh', returnTo)).toBe('/workspace/overview');
    },
  );
});

describe('a sign-in that is not whole begins no session and tells why on the sign-in page', () => {
  it('a state that another browser asked for, or nobody', async () => {
    const victim = newVisitor();
    const attackers = await codeFor(newVisitor(), 'olivia.bennett');
    expect((await victim.fetch(attackers)).headers.get('location')).toBe(
      problem('sign_in_expired', '/workspace/overview'),
    );
    const own = new URL(await codeFor(victim, 'henry.walsh'));
    own.searchParams.set('state', 'x'.repeat(43));
    expect((await victim.fetch(own.href)).headers.get('location')).toBe(problem('sign_in_expired'));
    expect(await sessionOf(victim)).toMatchObject({ signedIn: false });
  });

  it('an address with a code that was used already, even with the cookie of its time', async () => {
    const visitor = newVisitor();
    const callback = await codeFor(visitor, 'henry.walsh');
    const before = new Map(visitor.cookies);
    await visitor.fetch(callback);
    expect((await visitor.fetch(callback)).headers.get('location')).toBe(
      problem('sign_in_expired', '/workspace/overview'),
    );
    const copy = newVisitor();
    for (const [name, value] of before) copy.cookies.set(name, value);
    expect((await copy.fetch(callback)).headers.get('location')).toBe(problem('sign_in_expired'));
    expect(await sessionOf(copy)).toMatchObject({ signedIn: false });
  });

  it('a code that belongs to another attempt of the same browser', async () => {
    const visitor = newVisitor();
    const others = new URL(await codeFor(newVisitor(), 'olivia.bennett'));
    const own = new URL(await codeFor(visitor, 'henry.walsh'));
    own.searchParams.set('code', others.searchParams.get('code') ?? '');
    expect((await visitor.fetch(own.href)).headers.get('location')).toBe(problem('sign_in_expired'));
  });

  it('somebody who stops at the provider', async () => {
    const visitor = newVisitor();
    expect(await signIn(visitor, '')).toBe(problem('sign_in_refused'));
    expect(visitor.cookies.has('__Host-counterfoil-sign-in')).toBe(false);
  });

  it.each([
    ['cook', 'staff_role_missing'],
    ['lost', 'staff_channel_missing'],
  ])('%s: %s', async (subject, code) => {
    const visitor = newVisitor();
    expect(await signIn(visitor, subject)).toBe(problem(code));
    expect(visitor.cookies.has(sessionCookie)).toBe(false);
    expect(await sessionOf(visitor)).toMatchObject({ signedIn: false });
  });

  it('too many tries in a minute', async () => {
    const own = await startTestHeadquarters(closing, provider.issuer);
    const answers: (string | null)[] = [];
    for (let count = 0; count < 125; count++) {
      const answer = await newVisitor().fetch(`${own.url}/session/callback`);
      answers.push(answer.headers.get('location'));
    }
    expect(answers[0]).toBe(problem('sign_in_expired', '/workspace/overview'));
    expect(answers.at(-1)).toBe(problem('too_many_requests', '/workspace/overview'));
  });
});

describe('the audit trail', () => {
  it('tells who signed in, and who was refused for want of a role', async () => {
    const { database } = headquarters.headquarters;
    await database.query('DELETE FROM action_audit');
    await signIn(newVisitor(), 'grace.miller');
    await signIn(newVisitor(), 'cook');
    const rows = await database.query(
      'SELECT subject, name, roles, action, outcome, code FROM action_audit ORDER BY n',
    );
    expect(rows).toEqual([
      {
        subject: 'grace.miller',
        name: 'Grace Miller',
        roles: ['storeManager'],
        action: 'signIn',
        outcome: 'succeeded',
        code: null,
      },
      { subject: 'cook', name: 'A Cook', roles: [], action: 'signIn', outcome: 'refused', code: 'staff_role_missing' },
    ]);
  });
});

describe('what the session of a person may do', () => {
  it('changes nothing without the token that only the pages here can read', async () => {
    const visitor = newVisitor();
    await signIn(visitor, 'olivia.bennett');
    const session = await sessionOf(visitor);
    if (!session.signedIn) throw new Error('nobody is signed in');
    const out = (headers: Record<string, string>): Promise<Response> =>
      visitor.fetch(`${headquarters.url}/session/sign-out`, { method: 'POST', headers });
    for (const headers of [{}, { 'x-csrf-token': 'x' }, { 'x-csrf-token': `${session.csrfToken}x` }]) {
      const refused = await out(headers);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ error: { code: 'csrf_token_wrong' } });
    }
    expect(await sessionOf(visitor)).toMatchObject({ signedIn: true });
    expect((await out({ 'x-csrf-token': session.csrfToken })).status).toBe(200);
  });

  it('ends here and at the provider, which then asks again who it is', async () => {
    const visitor = newVisitor();
    await signIn(visitor, 'olivia.bennett');
    const before = visitor.cookies.get(sessionCookie) ?? '';
    const session = await sessionOf(visitor);
    if (!session.signedIn) throw new Error('nobody is signed in');
    const answer = await visitor.fetch(`${headquarters.url}/session/sign-out`, {
      method: 'POST',
      headers: { 'x-csrf-token': session.csrfToken },
    });
    expect(visitor.cookies.has(sessionCookie)).toBe(false);
    const { endSessionUrl } = (await answer.json()) as { endSessionUrl: string };
    expect(new URL(endSessionUrl).searchParams.get('post_logout_redirect_uri')).toBe(`${headquarters.url}/workspace/`);
    const page = await (await visitor.fetch(endSessionUrl)).text();
    const [, action = '', xsrf = ''] = /action="([^"]+)".*name="xsrf" value="([^"]+)"/u.exec(page) ?? [];
    const ended = await visitor.fetch(action, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(ended.headers.get('location')).toBe(`${headquarters.url}/workspace/`);
    visitor.cookies.set(sessionCookie, before);
    expect(await sessionOf(visitor)).toMatchObject({ signedIn: false });
    const { url } = await visitor.follow(`${headquarters.url}/session/sign-in`);
    expect(url).toContain('/sign-in/');
  });
});

describe('an identity provider that is away or was never named', () => {
  it('is told on the sign-in page, and works as soon as it is back', async () => {
    const away = await startTestProvider();
    const { issuer } = away;
    await away.stop();
    const waiting = await startTestHeadquarters(closing, issuer);
    const begin = `${waiting.url}/session/sign-in?returnTo=/workspace/customers`;
    expect((await newVisitor().fetch(begin)).headers.get('location')).toBe(problem('identity_provider_unreachable'));
    const back = await startTestProvider(Number(new URL(issuer).port));
    closing.defer(() => back.stop());
    admitTestHeadquarters(back, waiting, people);
    expect((await newVisitor().fetch(begin)).headers.get('location')).toContain(issuer);
  });

  it('lets programs call with their tokens, and tells people that none is configured', async () => {
    const bare = await startTestHeadquarters(closing, null);
    expect(await (await fetch(`${bare.url}/session`)).json()).toMatchObject({ signedIn: false, canSignIn: false });
    const answer = await newVisitor().fetch(`${bare.url}/session/sign-in?returnTo=/workspace/customers`);
    expect(answer.headers.get('location')).toBe(problem('identity_provider_missing'));
  });
});
