import { startScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import { createAccessToken } from '@counterfoil/database/access-tokens';
import type { ProviderConfiguration } from '@counterfoil/http/sign-in/identity-provider-configuration';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { serveParent } from './server-process.ts';

/** What the program of a scale unit is told. */
export interface ScaleUnitProcessOptions {
  readonly channelDatabaseId: string;
  readonly databaseUrl: string;
  readonly headquartersUrl: string;
  readonly keyFile: string;
  readonly token: string;
  readonly registrationCode?: string;
  /** Of a web shop; without it there is none. */
  readonly storefrontToken?: string;
  readonly shopperSignIn?: ProviderConfiguration;
}

const poolSize = 10;
const realTimeTimeoutMs = 5_000;

/* As in production, but for the log: one line per request costs the same in every part and says nothing here. */
await serveParent<ScaleUnitProcessOptions>(async ({ token, storefrontToken, ...options }) => {
  const seams = systemSeams(createLog({ node: options.channelDatabaseId }, 'warn'));
  const running = await startScaleUnit({
    ...options,
    poolSize,
    realTimeTimeoutMs,
    host: '127.0.0.1',
    port: 0,
    requestsPerMinute: 'unlimited',
    seams,
    prepare: async (database) => {
      const granted = { name: 'load', now: seams.clock.now() };
      await createAccessToken(database, { ...granted, role: 'application', token });
      if (storefrontToken)
        await createAccessToken(database, { ...granted, role: 'storefront', token: storefrontToken });
    },
  });
  return {
    url: running.url,
    questions: { counters: () => Promise.resolve(running.channel.counters) },
    stop: () => running.stop(),
  };
});
