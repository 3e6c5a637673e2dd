import { developmentProviderMark } from '@counterfoil/contracts/administration/development-identity-provider';
import type { Seams } from '@counterfoil/platform/seams';
import * as openId from 'openid-client';
import type { ProviderConfiguration } from './identity-provider-configuration.ts';
import { DevelopmentProviderRefused, providerFailure } from './provider-failure.ts';

/** One answer of the provider is waited for so long, in seconds. */
export const answerTimeoutSeconds = 5;
/** A provider that doesn't answer is asked so often, while somebody waits. */
const discoveryTryCountMax = 2;
const discoveryRetryDelayMs = 300;
/** What the provider says of itself is asked again after so long, in milliseconds. */
const discoveryLifeMs = 60 * 60 * 1_000;
/** Clocks may differ by so much, in seconds. */
export const clockToleranceSeconds = 30;

/**
 * What the provider says of itself: asked when it is first needed, kept for a while, and used on while it doesn't answer.
 * Fails as `providerFailure` tells; a production refuses the development provider wherever it is found.
 */
export function discoveryOf(
  configuration: ProviderConfiguration,
  clientSecret: string | null,
  { clock }: Seams,
): () => Promise<openId.Configuration> {
  const authentication = clientAuthentication(clientSecret);
  const sleep = (delayMs: number): Promise<void> => clock.sleep(delayMs);
  let known: { readonly provider: openId.Configuration; readonly atMs: number } | null = null;
  let underWay: Promise<openId.Configuration> | null = null;
  const refresh = async (): Promise<openId.Configuration> => {
    try {
      const provider = await discover(configuration, authentication, sleep);
      known = { provider, atMs: clock.monotonicMs() };
      return provider;
    } catch (error) {
      if (known === null) throw error;
      return known.provider;
    } finally {
      underWay = null;
    }
  };
  return () => {
    if (known !== null && clock.monotonicMs() - known.atMs < discoveryLifeMs) return Promise.resolve(known.provider);
    underWay ??= refresh();
    return underWay;
  };
}

async function discover(
  { identityProvider, environment }: ProviderConfiguration,
  authentication: openId.ClientAuth,
  sleep: (delayMs: number) => Promise<void>,
): Promise<openId.Configuration> {
  const { issuer, clientId } = identityProvider;
  const isProduction = environment === 'production';
  const metadata = { [openId.clockTolerance]: clockToleranceSeconds };
  const options = { timeout: answerTimeoutSeconds, ...(!isProduction && { execute: [openId.allowInsecureRequests] }) };
  for (let tryCount = 1; ; tryCount++) {
    try {
      const provider = await openId.discovery(new URL(issuer), clientId, metadata, authentication, options);
      if (isProduction && provider.serverMetadata()[developmentProviderMark] === true)
        throw new DevelopmentProviderRefused();
      return provider;
    } catch (error) {
      if (tryCount === discoveryTryCountMax || !providerFailure(error).isOutage) throw error;
      await sleep(discoveryRetryDelayMs);
    }
  }
}

/** By the method that the provider takes; where it takes several or tells none, by the standard's default. */
function clientAuthentication(secret: string | null): openId.ClientAuth {
  if (secret === null) return openId.None();
  const basic = openId.ClientSecretBasic(secret);
  const post = openId.ClientSecretPost(secret);
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, client, body, headers);
  };
}
