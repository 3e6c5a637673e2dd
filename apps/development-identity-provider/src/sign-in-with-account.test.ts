import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountVisitor, codeTo, mailsTo, testShop, type Got } from './account-visitor-fixture.ts';
import { demonstrationShoppers } from './development-people.ts';
import { startDevelopmentIdentityProvider } from './start-development-identity-provider.ts';

const { clock: machineClock } = systemSeams(silentLog);
const password = 'correct horse battery';
const zoe = { givenName: 'Zoé', familyName: "O'Neil", email: 'zoe@example.com', password };
const minuteMs = 60_000;

let closing: AsyncDisposableStack;
let issuer: string;
let lateMs: number;

async function start(accountsFile?: string): Promise<string> {
  const clock = { ...machineClock, now: () => new Date(machineClock.now().getTime() + lateMs) };
  const seams = { clock, log: silentLog };
  const provider = await startDevelopmentIdentityProvider({
    port: 0,
    environment: 'development',
    seams,
    ...(accountsFile !== undefined && { accountsFile }),
  });
  closing.defer(() => provider.stop());
  provider.registerClient(testShop);
  return provider.issuer;
}

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  lateMs = 0;
  issuer = await start();
});
afterEach(() => closing.disposeAsync());

/** A new account in a browser of its own; answers what the application was told. */
async function signUp(account: typeof zoe = zoe): Promise<Record<string, unknown>> {
  const visitor = new AccountVisitor(issuer);
  const first = await visitor.begin({ prompt: 'create', ui_locales: 'fr' });
  await visitor.send(first, 'create', account);
  const done = await visitor.send(first, 'code', { code: await codeTo(issuer, account.email) });
  return visitor.claims(done, first.verifier);
}

/** What a page is, without what differs from one sign-in to the next. */
function sameness({ url, status, html }: Got, email: string): unknown {
  const visit = /\/sign-in\/[^/]+/u.exec(url)?.[0] ?? '';
  return { status, url: url.replace(visit, ''), html: html.replaceAll(visit, '').replaceAll(email, '') };
}

describe('signing up', () => {
  test('begins at the create page when the application asks for it, in the language it asks for', async () => {
    const visitor = new AccountVisitor(issuer);
    const page = await visitor.begin({ prompt: 'create', ui_locales: 'fr' });
    expect(page.html).toContain('<h1>Créer un compte</h1>');
    expect(page.html).toContain('Boutique &lt;en ligne&gt;');
    const document: unknown = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(document).toMatchObject({ prompt_values_supported: ['none', 'login', 'create'] });
  });

  test('ends with an account whose address is verified by the code of the mail', async () => {
    const claims = await signUp();
    expect(claims).toMatchObject({
      name: "Zoé O'Neil",
      given_name: 'Zoé',
      family_name: "O'Neil",
      email: 'zoe@example.com',
      email_verified: true,
      locale: 'fr',
    });
    expect(claims['sub']).toMatch(/^[\w-]{24}$/u);
  });

  test('says at each field what has to be mended, and keeps what was typed except the password', async () => {
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin({ prompt: 'create' });
    const page = await visitor.send(first, 'create', {
      givenName: '<b>',
      familyName: ' ',
      email: 'zoe@',
      password: 'short',
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('without symbols such as &lt;');
    expect(page.html).toContain('Enter your name.');
    expect(page.html).toContain('Enter an e-mail address like');
    expect(page.html).toContain('Enter at least 12 characters.');
    expect(page.html).toContain('value="zoe@"');
    expect(page.html).not.toContain('value="short"');
    expect(await mailsTo(issuer, 'zoe@')).toEqual([]);
  });

  test('does not take the e-mail address as a password', async () => {
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin({ prompt: 'create' });
    const page = await visitor.send(first, 'create', { ...zoe, password: ' ZOE@example.com' });
    expect(page.html).toContain('not your e-mail address');
  });

  test('answers alike whether the address has an account; only the mail tells', async () => {
    await signUp();
    const answers: unknown[] = [];
    for (const email of ['Zoe@Example.com', 'stranger@example.com']) {
      const visitor = new AccountVisitor(issuer);
      const first = await visitor.begin();
      const sent = await visitor.send(first, 'create', { ...zoe, email });
      const wrong = await visitor.send(first, 'code', { code: '12345' });
      const again = await visitor.send(first, 'new-code', {});
      answers.push([sent, wrong, again].map((page) => sameness(page, email)));
    }
    expect(answers[0]).toEqual(answers[1]);
    const [told] = await mailsTo(issuer, 'Zoe@Example.com');
    expect(told).toMatchObject({ subject: 'You already have an account', code: null });
  });

  test('gives a code up after five wrong tries, and begins anew with another', async () => {
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin({ prompt: 'create' });
    await visitor.send(first, 'create', zoe);
    const code = await codeTo(issuer, zoe.email);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let count = 1; count < 5; count++) {
      expect((await visitor.send(first, 'code', { code: wrong })).html).toContain('not the code of the mail');
    }
    expect((await visitor.send(first, 'code', { code: wrong })).html).toContain('can no longer be used');
    expect((await visitor.send(first, 'code', { code })).html).toContain('can no longer be used');
    expect((await visitor.send(first, 'new-code', {})).html).toContain('sent a new code');
    const [, digits = '', rest = ''] = /^(\d{3})(\d{3})$/u.exec(await codeTo(issuer, zoe.email)) ?? [];
    const done = await visitor.send(first, 'code', { code: ` ${digits} ${rest}` });
    expect(await visitor.claims(done, first.verifier)).toMatchObject({ email: zoe.email });
  });

  test('takes a code for ten minutes', async () => {
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin({ prompt: 'create' });
    await visitor.send(first, 'create', zoe);
    lateMs = 10 * minuteMs;
    const page = await visitor.send(first, 'code', { code: await codeTo(issuer, zoe.email) });
    expect(page.html).toContain('can no longer be used');
  });

  test('sends an address five mails in an hour and no more', async () => {
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin({ prompt: 'create' });
    for (let count = 0; count < 5; count++) await visitor.send(first, 'create', zoe);
    expect((await visitor.send(first, 'create', zoe)).status).toBe(429);
    expect((await visitor.send(first, 'new-code', {})).status).toBe(429);
    expect(await mailsTo(issuer, zoe.email)).toHaveLength(5);
    lateMs = 60 * minuteMs;
    const later = await visitor.begin({ prompt: 'create' });
    expect((await visitor.send(later, 'create', zoe)).url).toMatch(/\/code$/u);
  });

  test('does not take a code in another browser than the one that asked for it', async () => {
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin({ prompt: 'create' });
    await visitor.send(first, 'create', zoe);
    const other = new AccountVisitor(issuer);
    const code = await codeTo(issuer, zoe.email);
    expect((await other.send(first, 'code', { code })).status).toBe(400);
    const own = await other.begin();
    expect((await other.send(own, 'code', { code })).html).toContain('<h1>Sign in</h1>');
  });

  test('leaves one account to whoever proves the address first', async () => {
    const visitors = [new AccountVisitor(issuer), new AccountVisitor(issuer)];
    const begun: { visitor: AccountVisitor; first: Got & { verifier: string }; code: string }[] = [];
    for (const visitor of visitors) {
      const first = await visitor.begin({ prompt: 'create' });
      await visitor.send(first, 'create', zoe);
      begun.push({ visitor, first, code: await codeTo(issuer, zoe.email) });
    }
    const pages = await Promise.all(begun.map(({ visitor, first, code }) => visitor.send(first, 'code', { code })));
    expect(pages.filter(({ url }) => url.startsWith('http://127.0.0.1:9/callback'))).toHaveLength(1);
    expect(pages.filter(({ html }) => html.includes('can no longer be used'))).toHaveLength(1);
  });
});

describe('signing in with an account', () => {
  test('takes the password, in any spelling of the address, and tells the same person as before', async () => {
    const { sub } = await signUp();
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    const done = await visitor.send(first, 'password', { email: ' ZOE@example.com', password });
    expect(await visitor.claims(done, first.verifier)).toMatchObject({ sub, locale: 'fr' });
    const second = await visitor.begin();
    expect(await visitor.claims(second, second.verifier)).toMatchObject({ sub });
  });

  test('answers a wrong password and an unknown address alike, and both too many times alike', async () => {
    await signUp();
    const answers: unknown[] = [];
    for (const email of [zoe.email, 'stranger@example.com']) {
      const visitor = new AccountVisitor(issuer);
      const first = await visitor.begin();
      const wrong = { email, password: 'a wrong password' };
      const pages: Got[] = [];
      for (let count = 0; count < 10; count++) pages.push(await visitor.send(first, 'password', wrong));
      pages.push(await visitor.send(first, 'password', { email, password }));
      answers.push(pages.map((page) => sameness(page, email)));
      expect(pages.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
    }
    expect(answers[0]).toEqual(answers[1]);
    lateMs = 15 * minuteMs;
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    expect((await visitor.send(first, 'password', zoe)).url).toContain('/callback?code=');
  });

  test('shows the people of the demonstration below, who need no password, and goes back without anybody', async () => {
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    expect(first.html).toContain('Sample Shopper');
    expect(first.html.indexOf('name="password"')).toBeLessThan(first.html.indexOf('Sample Shopper'));
    expect((await visitor.send(first, '', { subject: '' })).url).toContain('error=access_denied');
    const again = await visitor.begin({ prompt: 'create' });
    const done = await visitor.send(again, '', { subject: 'sample' });
    expect(await visitor.claims(done, again.verifier)).toMatchObject({ sub: 'sample', name: 'Sample Shopper' });
  });

  test('takes somebody else than before in the same browser at once', async () => {
    const { sub } = await signUp();
    const visitor = new AccountVisitor(issuer);
    const sample = await visitor.begin();
    await visitor.send(sample, '', { subject: 'sample' });
    const first = await visitor.begin({ prompt: 'login' });
    const done = await visitor.send(first, 'password', zoe);
    expect(await visitor.claims(done, first.verifier)).toMatchObject({ sub });
    const next = await visitor.begin();
    expect(await visitor.claims(next, next.verifier)).toMatchObject({ sub });
  });

  test('ends by signing out at the application', async () => {
    await signUp();
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    await visitor.send(first, 'password', zoe);
    const leaving = new URLSearchParams({
      client_id: testShop.clientId,
      post_logout_redirect_uri: testShop.signedOutUris[0] ?? '',
    });
    const page = await visitor.get(`${issuer}/session/end?${leaving.toString()}`);
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/u.exec(page.html) ?? [];
    const confirm = { ...page, url: `${issuer}/session/end/confirm` };
    expect((await visitor.send(confirm, '', { xsrf, logout: 'yes' })).url).toBe(testShop.signedOutUris[0]);
    expect((await visitor.begin()).html).toContain('<h1>Sign in</h1>');
  });

  test('refuses a form from another place', async () => {
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    const strange: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of strange) expect((await visitor.send(first, 'create', zoe, headers)).status).toBe(400);
    expect(await mailsTo(issuer, zoe.email)).toEqual([]);
  });

  test('is not offered by an application without accounts, and its accounts are nobody there', async () => {
    const { sub } = await signUp();
    const provider = await startDevelopmentIdentityProvider({
      port: 0,
      environment: 'development',
      seams: systemSeams(silentLog),
    });
    closing.defer(() => provider.stop());
    provider.registerClient({ ...testShop, hasAccounts: false });
    const visitor = new AccountVisitor(provider.issuer);
    const first = await visitor.begin({ prompt: 'create' });
    expect(first.html).toContain('<h1>Who are you?</h1>');
    for (const step of ['password', 'create', 'forgotten']) {
      expect((await visitor.send(first, step, zoe)).status).toBe(400);
      expect((await visitor.get(`${first.url}/${step}`)).status).toBe(400);
    }
    expect((await visitor.send(first, '', { subject: String(sub) })).status).toBe(400);
  });
});

describe('a forgotten password', () => {
  test('is replaced by a new one with the code of the mail, which ends what the old one began', async () => {
    const { sub } = await signUp();
    const before = new AccountVisitor(issuer);
    const signedIn = await before.begin();
    await before.send(signedIn, 'password', zoe);
    lateMs = 2 * minuteMs;

    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    const page = await visitor.send(first, 'forgotten', { email: zoe.email });
    expect(page.url).toMatch(/\/new-password$/u);
    const code = await codeTo(issuer, zoe.email);
    const short = await visitor.send(first, 'new-password', { code, password: 'short' });
    expect(short.html).toContain('Enter at least 12 characters.');
    const done = await visitor.send(first, 'new-password', { code, password: 'another long password' });
    expect(await visitor.claims(done, first.verifier)).toMatchObject({ sub, email_verified: true });

    expect((await before.begin()).html).toContain('<h1>Sign in</h1>');
    const again = await before.begin();
    expect((await before.send(again, 'password', zoe)).html).toContain('the password is wrong');
    const right = await before.send(again, 'password', { ...zoe, password: 'another long password' });
    expect(right.url).toContain('/callback?code=');
  });

  test('is asked for alike whether the address has an account; only the mail tells', async () => {
    await signUp();
    const answers: unknown[] = [];
    for (const email of [zoe.email, 'stranger@example.com']) {
      const visitor = new AccountVisitor(issuer);
      const first = await visitor.begin();
      const sent = await visitor.send(first, 'forgotten', { email });
      const wrong = await visitor.send(first, 'new-password', { code: '12345', password });
      const again = await visitor.send(first, 'new-code', {});
      answers.push([sent, wrong, again].map((page) => sameness(page, email)));
    }
    expect(answers[0]).toEqual(answers[1]);
    const [told] = await mailsTo(issuer, 'stranger@example.com');
    expect(told).toMatchObject({ subject: 'There is no account with this address', code: null });
  });

  test('lets somebody in who tried too often', async () => {
    await signUp();
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    for (let count = 0; count < 10; count++) {
      await visitor.send(first, 'password', { ...zoe, password: 'a wrong password' });
    }
    expect((await visitor.send(first, 'password', zoe)).status).toBe(429);
    await visitor.send(first, 'forgotten', zoe);
    const code = await codeTo(issuer, zoe.email);
    const done = await visitor.send(first, 'new-password', { code, password });
    expect(done.url).toContain('/callback?code=');
  });
});

describe('the accounts', () => {
  async function ownFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'accounts-'));
    closing.defer(() => rm(folder, { recursive: true }));
    return folder;
  }

  test('survive a restart in a file that only its owner reads and that holds no password', async () => {
    const file = join(await ownFolder(), 'accounts.json');
    issuer = await start(file);
    const { sub } = await signUp();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).not.toContain(password);
    issuer = await start(file);
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    const done = await visitor.send(first, 'password', zoe);
    expect(await visitor.claims(done, first.verifier)).toMatchObject({ sub, email: zoe.email });
  });

  test('of several people at once are all kept', async () => {
    const file = join(await ownFolder(), 'accounts.json');
    issuer = await start(file);
    const emails = ['ann@example.com', 'bob@example.com', 'cleo@example.com'];
    await Promise.all(emails.map((email) => signUp({ ...zoe, email })));
    const { accounts } = JSON.parse(await readFile(file, 'utf8')) as { accounts: { email: string }[] };
    expect(accounts.map(({ email }) => email).toSorted()).toEqual(emails);
  });

  test('are not begun anew over a file that does not hold accounts', async () => {
    const file = join(await ownFolder(), 'accounts.json');
    await writeFile(file, '{"accounts": [{}]}');
    await expect(start(file)).rejects.toThrow(ConfigurationError);
    expect(await readFile(file, 'utf8')).toBe('{"accounts": [{}]}');
  });
});

describe('the mailbox', () => {
  test('shows the latest 50 mails, the newest first, as what they are', async () => {
    const empty = await (await fetch(`${issuer}/mailbox?ui_locales=fr`)).text();
    expect(empty).toContain('Aucun courriel');
    const visitor = new AccountVisitor(issuer);
    const first = await visitor.begin();
    for (let count = 1; count <= 51; count++)
      await visitor.send(first, 'forgotten', { email: `n${count}@example.com` });
    const { mails } = (await (await fetch(`${issuer}/mailbox.json`)).json()) as { mails: { to: string }[] };
    expect(mails).toHaveLength(50);
    expect(mails[0]?.to).toBe('n51@example.com');
    const page = await (await fetch(`${issuer}/mailbox`)).text();
    expect(page).toContain('Demonstration only');
    expect(page.indexOf('n51@example.com')).toBeLessThan(page.indexOf('n50@example.com'));
    await visitor.send(first, 'create', zoe);
    expect(await (await fetch(`${issuer}/mailbox`)).text()).toContain('Web &lt;shop&gt;');
  });
});

test('the shoppers of the demonstration tell who they are, and one of them has not confirmed the address', () => {
  for (const { claims } of demonstrationShoppers) {
    expect(Object.keys(claims).toSorted()).toEqual(['email', 'email_verified', 'family_name', 'given_name', 'locale']);
  }
  expect(demonstrationShoppers.filter(({ claims }) => claims['email_verified'] === false)).toHaveLength(1);
  expect(new Set(demonstrationShoppers.map(({ subject }) => subject)).size).toBe(demonstrationShoppers.length);
});
