import { developmentProviderMark } from '@counterfoil/contracts/administration/development-identity-provider';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { demonstrationStaff } from './development-people.ts';
import { markup } from '@counterfoil/http/markup';
import { startDevelopmentIdentityProvider } from './start-development-identity-provider.ts';

const seams = systemSeams(silentLog);
const start = (environment?: string, port = 0) => startDevelopmentIdentityProvider({ port, environment, seams });

let closing: AsyncDisposableStack;
beforeEach(() => {
  closing = new AsyncDisposableStack();
});
afterEach(() => closing.disposeAsync());

async function started() {
  const provider = await start();
  closing.defer(() => provider.stop());
  return provider;
}

const shop = {
  clientId: 'counterfoil-development-shop',
  clientSecret: null,
  name: { en: 'Web shop <b>', fr: 'Boutique en ligne' },
  redirectUris: ['http://127.0.0.1:9/callback'],
  signedOutUris: ['http://127.0.0.1:9/'],
  people: [
    {
      subject: 'shopper',
      name: "Zoé O'Neil",
      task: { en: 'Shopper', fr: 'Cliente' },
      claims: { email: 'zoe@example.com' },
    },
  ],
};

describe('the development identity provider', () => {
  test('does not start in production', async () => {
    await expect(start('production')).rejects.toThrow(ConfigurationError);
  });

  test('says in its own document what it is, so that a production recognises it at any address', async () => {
    const { issuer } = await started();
    const document = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    expect(document).toMatchObject({ issuer, [developmentProviderMark]: true });
    expect(document['code_challenge_methods_supported']).toEqual(['S256']);
  });

  test('is quiet, and names the port that another program has', async () => {
    const spies = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    closing.defer(async () => spies.forEach((spy) => spy.mockRestore()));
    const { issuer } = await started();
    await fetch(`${issuer}/.well-known/openid-configuration`);
    await expect(start('development', Number(new URL(issuer).port))).rejects.toThrow(/^Port \d+, .*--port/u);
    for (const spy of spies) expect(spy.mock.calls).toEqual([]);
  });

  test('shows each application its own people, and takes nobody else', async () => {
    const provider = await started();
    provider.registerClient(shop);
    const { url, cookie } = await choiceOf(provider.issuer, shop.clientId, shop.redirectUris[0] ?? '');
    const page = await (await fetch(url, { headers: { cookie, 'accept-language': 'fr' } })).text();
    expect(page).toContain('Zoé O&#39;Neil');
    expect(page).toContain('Développement uniquement');
    for (const { name } of demonstrationStaff) expect(page).not.toContain(name);
    const body = new URLSearchParams({ subject: 'olivia.bennett' });
    const stranger = await fetch(url, { method: 'POST', body, headers: { cookie }, redirect: 'manual' });
    expect(stranger.status).toBe(400);
    const chosen = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ subject: 'shopper' }),
      headers: { cookie },
      redirect: 'manual',
    });
    expect(chosen.status).toBe(303);
  });

  test('answers a choice that nobody began with a page', async () => {
    const { issuer } = await started();
    const answer = await fetch(`${issuer}/sign-in/made-up`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This sign-in cannot go on');
  });

  test('asks for PKCE, and registers only applications that are named as development', async () => {
    const provider = await started();
    provider.registerClient(shop);
    const parameters = {
      client_id: shop.clientId,
      redirect_uri: shop.redirectUris[0] ?? '',
      response_type: 'code',
      scope: 'openid',
    };
    const bare = await fetch(`${provider.issuer}/auth?${new URLSearchParams(parameters).toString()}`, {
      redirect: 'manual',
    });
    expect(bare.headers.get('location')).toContain('error=invalid_request');
    expect(() => provider.registerClient({ ...shop, clientId: 'shop' })).toThrow('counterfoil-development-');
  });
});

test('no text becomes a part of a page', () => {
  expect(markup`<p title="${'"a'}">${'<script>&'}</p>${[markup`<i>${'x'}</i>`]}`.source).toBe(
    '<p title="&quot;a">&lt;script&gt;&amp;</p><i>x</i>',
  );
});

async function choiceOf(
  issuer: string,
  clientId: string,
  redirectUri: string,
): Promise<{ url: string; cookie: string }> {
  const parameters = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile',
    state: 's',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });
  const answer = await fetch(`${issuer}/auth?${parameters.toString()}`, { redirect: 'manual' });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { url: new URL(answer.headers.get('location') ?? '', issuer).href, cookie };
}
