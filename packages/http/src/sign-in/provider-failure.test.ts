import { AuthorizationResponseError, ClientError } from 'openid-client';
import { expect, test } from 'vitest';
import { DevelopmentProviderRefused, providerFailure } from './provider-failure.ts';

const answered = (error: string): AuthorizationResponseError =>
  new AuthorizationResponseError('refused', { cause: new URLSearchParams({ error }) });
const faulty = (code: string): ClientError => Object.assign(new ClientError('faulty'), { code });
const unanswered = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });

test.each([
  [answered('access_denied'), 'sign_in_refused', 'access_denied'],
  [answered('server_error'), 'identity_provider_unreachable', 'server_error'],
  [answered('unauthorized_client'), 'identity_provider_misconfigured', 'unauthorized_client'],
  [answered('Ann Bell <ann@example.com>'), 'identity_provider_misconfigured', 'unknown'],
  [faulty('OAUTH_TIMEOUT'), 'identity_provider_unreachable', 'OAUTH_TIMEOUT'],
  [faulty('OAUTH_INVALID_RESPONSE'), 'identity_provider_misconfigured', 'OAUTH_INVALID_RESPONSE'],
  [new ClientError('down', { cause: new Response('', { status: 502 }) }), 'identity_provider_unreachable', 'HTTP 502'],
  [unanswered, 'identity_provider_unreachable', 'ECONNREFUSED'],
  [new DevelopmentProviderRefused(), 'identity_provider_misconfigured', 'development_provider_refused'],
])('%s is %s', (error, code, reason) => {
  const failure = providerFailure(error);
  expect([failure.refusal.code, failure.reason]).toEqual([code, reason]);
  expect(failure.isOutage).toBe(code === 'identity_provider_unreachable');
});

test('a bug of ours does not pass for a fault of the provider', () => {
  const bug = new TypeError('undefined is not a function');
  expect(() => providerFailure(bug)).toThrow(bug);
});
