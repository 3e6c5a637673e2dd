import { startDevelopmentIdentityProvider } from '@counterfoil/app-development-identity-provider/start-development-identity-provider';
import type { DevelopmentPerson } from '@counterfoil/app-development-identity-provider/development-client';
import { createTestDatabase } from '@counterfoil/database/testing';
import {
  staffProviderSchema,
  type StaffSignInConfiguration,
} from '@counterfoil/headquarters/workspace/identity-provider-configuration';
import { redirectUriOf, signedOutUrlOf } from '@counterfoil/headquarters/workspace/staff-sign-in';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { startHeadquarters, type RunningHeadquarters } from './start-headquarters.ts';

const seams = systemSeams(silentLog);

/** The name and secret by which headquarters is known to the provider of tests. */
export const testClient = { clientId: 'counterfoil-development-test', clientSecret: 'the secret of the tests' };

/** A development identity provider of tests. */
export type TestProvider = Awaited<ReturnType<typeof startDevelopmentIdentityProvider>>;

/** Starts the real development provider on a port, a free one by default. */
export function startTestProvider(port = 0): Promise<TestProvider> {
  return startDevelopmentIdentityProvider({ port, environment: 'development', seams });
}

/** A headquarters whose people sign in at `issuer`; without it at none. */
export async function startTestHeadquarters(
  closing: AsyncDisposableStack,
  issuer: string | null,
): Promise<RunningHeadquarters> {
  const { url: databaseUrl, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const headquarters = await startHeadquarters({
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    poolSize: 6,
    requestsPerMinute: 60_000,
    firstRecurrence: 'off',
    seams,
    ...(issuer !== null && { signIn: signInAt(issuer) }),
  });
  closing.defer(() => headquarters.stop());
  return headquarters;
}

function signInAt(issuer: string): StaffSignInConfiguration {
  return { environment: 'development', identityProvider: staffProviderSchema.parse({ issuer, ...testClient }) };
}

/** Makes headquarters known to the provider, with these people. */
export function admitTestHeadquarters(
  provider: TestProvider,
  { url }: Pick<RunningHeadquarters, 'url'>,
  people: readonly DevelopmentPerson[],
): void {
  provider.registerClient({
    ...testClient,
    name: { en: 'Headquarters <test>', fr: 'Siège <test>' },
    redirectUris: [redirectUriOf(url)],
    signedOutUris: [signedOutUrlOf(url)],
    people,
  });
}

/** What a browser does with addresses, redirects and cookies; cookies of a host are those of all its ports. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  /** Every `Set-Cookie` so far. */
  readonly setCookies: string[];
  fetch(url: string, options?: RequestInit): Promise<Response>;
  /** Calls, and follows redirects as long as `isWanted`; answers the last answer and its address. */
  follow(url: string, isWanted?: (next: string) => boolean): Promise<{ url: string; response: Response }>;
}

/** A browser without cookies. */
export function newVisitor(): Visitor {
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];
  const visitor: Visitor = {
    cookies,
    setCookies,
    async fetch(url, options = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { accept: 'text/html', cookie, ...(options.headers as Record<string, string> | undefined) };
      const response = await fetch(url, { ...options, headers, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) {
        setCookies.push(line);
        keep(cookies, line);
      }
      return response;
    },
    async follow(url, isWanted = () => true) {
      let at = url;
      let response = await visitor.fetch(at);
      for (let next = nextOf(response, at); next !== null && isWanted(next); next = nextOf(response, at)) {
        at = next;
        response = await visitor.fetch(at);
      }
      return { url: nextOf(response, at) ?? at, response };
    },
  };
  return visitor;
}

function nextOf(response: Response, at: string): string | null {
  const location = response.headers.get('location');
  return response.status >= 300 && response.status < 400 && location !== null ? new URL(location, at).href : null;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (value === '' || /expires=thu, 01 jan 1970|max-age=0/iu.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
