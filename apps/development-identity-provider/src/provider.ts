import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { developmentProviderMark } from '@counterfoil/contracts/administration/development-identity-provider';
import type { Language } from '@counterfoil/contracts/error-register';
import { languageOf } from '@counterfoil/http/language';
import type { Clock } from '@counterfoil/platform/clock';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { DevelopmentClient } from './development-client.ts';
import type { Page } from './layout.ts';
import { MemoryAdapter, type ProviderMemory } from './memory-adapter.ts';
import { errorPage, signedOutPage, signOutPage } from './pages.ts';
import { createPrompt, signingIn, type DevelopmentClients, type People } from './signing-in.ts';

/** What applications are told of a person: of these, whatever is known. */
const toldClaims = [
  'name',
  'given_name',
  'family_name',
  'email',
  'email_verified',
  'phone_number',
  'locale',
  'roles',
  'channels',
];

const secondsPerHour = 3_600;
const codeLifeSeconds = 60;
const choiceLifeSeconds = 600;
/** Mails have to arrive and be read, more than once perhaps. */
const accountVisitLifeSeconds = secondsPerHour;
const tokenLifeSeconds = 600;
const sessionLifeSeconds = 10 * secondsPerHour;
const keyByteCount = 32;
const keyIdByteCount = 9;

/** The OpenID provider itself; its keys are made anew at every start. */
export async function createProvider(issuer: string, people: People, clock: Clock): Promise<Provider> {
  const { clients } = people;
  return new Provider(issuer, {
    ...(await ownKeys()),
    ...remembering(clients, clock),
    ...signingIn(people),
    ...ownPages(clients),
    discovery: { [developmentProviderMark]: true, prompt_values_supported: ['none', 'login', createPrompt] },
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: [...toldClaims] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    ttl: {
      AccessToken: tokenLifeSeconds,
      AuthorizationCode: codeLifeSeconds,
      Grant: sessionLifeSeconds,
      IdToken: tokenLifeSeconds,
      Interaction: ({ oidc }) =>
        clients.get(oidc.client?.clientId ?? '')?.hasAccounts ? accountVisitLifeSeconds : choiceLifeSeconds,
      Session: sessionLifeSeconds,
    },
  });
}

/* Another one with every start, so that whoever has kept the keys of the last one asks for these. */
function newKeyId(): string {
  return randomBytes(keyIdByteCount).toString('base64url');
}

async function ownKeys(): Promise<Pick<Configuration, 'jwks' | 'cookies'>> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const names = {
    session: 'counterfoil-development-session',
    interaction: 'counterfoil-development-choice',
    resume: 'counterfoil-development-resume',
  };
  const key = { ...(await exportJWK(privateKey)), kid: newKeyId(), alg: 'RS256', use: 'sig' };
  return { jwks: { keys: [key] }, cookies: { keys: [randomBytes(keyByteCount).toString('base64url')], names } };
}

/** Clients are those that are registered now, everything else is kept in memory. */
function remembering(clients: DevelopmentClients, clock: Clock): Pick<Configuration, 'adapter'> {
  const memory: ProviderMemory = new Map();
  return {
    adapter: (kind: string) => {
      const adapter = new MemoryAdapter(kind, memory, clock);
      if (kind === 'Client') adapter.find = async (clientId) => metadataOf(clients.get(clientId));
      return adapter;
    },
  };
}

function metadataOf(client: DevelopmentClient | undefined): ClientMetadata | undefined {
  if (!client) return undefined;
  const { clientId, clientSecret, name, redirectUris, signedOutUris } = client;
  return {
    client_id: clientId,
    client_name: name.en,
    redirect_uris: [...redirectUris],
    post_logout_redirect_uris: [...signedOutUris],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    ...(clientSecret === null
      ? { token_endpoint_auth_method: 'none' }
      : { client_secret: clientSecret, token_endpoint_auth_method: 'client_secret_basic' }),
  };
}

function ownPages(clients: DevelopmentClients): Pick<Configuration, 'features' | 'renderError'> {
  const show = (ctx: KoaContextWithOIDC, { html, headers }: Page): void => {
    ctx.set({ ...headers });
    ctx.body = html;
  };
  return {
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) =>
          show(ctx, signOutPage(form, clients.get(ctx.oidc.client?.clientId ?? ''), languageOfRequest(ctx.req))),
        postLogoutSuccessSource: (ctx) => show(ctx, signedOutPage(languageOfRequest(ctx.req))),
      },
    },
    renderError: (ctx, { error }) => show(ctx, errorPage(error, languageOfRequest(ctx.req))),
  };
}

/** The browser's language. */
export function languageOfRequest({ headers }: IncomingMessage): Language {
  return languageOf(headers['accept-language']);
}
