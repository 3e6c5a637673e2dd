import { startStorefront } from '@counterfoil/app-storefront/start-storefront';
import type { SignInConfiguration } from '@counterfoil/http/sign-in/identity-provider-configuration';
import { createLog } from '@counterfoil/platform/log';
import { readSealKey } from '@counterfoil/platform/seal';
import { systemSeams } from '@counterfoil/platform/seams';
import { serveParent } from '../server-process.ts';

/** What the program of the web shop is told. */
export interface StorefrontProcessOptions {
  readonly channelId: string;
  readonly commerceApiUrl: string;
  readonly accessToken: string;
  /** 32 random bytes in base64. */
  readonly secretsKey: string;
  readonly signIn: SignInConfiguration;
}

/** As the configuration of a shop has it unless told otherwise. */
const requestsPerMinute = 600;

/* As in production, but for the log: one line per request says nothing here. */
await serveParent<StorefrontProcessOptions>(async ({ secretsKey, ...options }) => {
  const sealKey = readSealKey({ key: secretsKey });
  if (!sealKey) throw new Error('a web shop needs a key');
  const running = await startStorefront({
    ...options,
    sealKey,
    host: '127.0.0.1',
    port: 0,
    requestsPerMinute,
    // The shoppers of the benchmark say which address of the network is theirs.
    trustedProxies: '127.0.0.1',
    seams: systemSeams(createLog({ node: 'storefront' }, 'warn')),
  });
  return { url: running.url, stop: () => running.stop() };
});
