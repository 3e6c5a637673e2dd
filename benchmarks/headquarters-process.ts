import { startHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import type { FeatureId } from '@counterfoil/contracts/features';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { saveFunctionalityProfile } from '@counterfoil/headquarters/settings/functionality-profiles';
import { insertSampleSettings, sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { switchOnFeatures } from '@counterfoil/headquarters/testing';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { serveParent } from './server-process.ts';
import { registrationCodeOf } from './two-nodes.ts';

/** What the program of headquarters is told. */
export interface HeadquartersProcessOptions {
  readonly databaseUrl: string;
  /** Of the three jobs. */
  readonly recurrence: 'continuous' | 'off';
  /** A free one unless told. */
  readonly port?: number;
  /** Switched on before the first scale unit gets its settings; none unless told. */
  readonly features?: readonly FeatureId[];
}

const poolSize = 20;

await serveParent<HeadquartersProcessOptions>(async (options) => {
  const { databaseUrl, recurrence, port = 0, features = [] } = options;
  const seams = systemSeams(createLog({ node: 'headquarters' }, 'warn'));
  const running = await startHeadquarters({
    databaseUrl,
    poolSize,
    host: '127.0.0.1',
    port,
    requestsPerMinute: 'unlimited',
    firstRecurrence: recurrence,
    seams,
    prepare: async (database) => {
      await insertSampleSettings(database);
      await switchOnFeatures(database, features);
      for (const channelDatabaseId of sampleSettings.channelDatabases)
        await allowRegistration(database, channelDatabaseId, registrationCodeOf(channelDatabaseId));
    },
  });
  return {
    url: running.url,
    questions: {
      'publish 1010': () => publish1010(running.headquarters),
      'create synchronously': async (profileId) =>
        void (await saveFunctionalityProfile(
          running.headquarters,
          String(profileId),
          { createCustomerInAsyncMode: false },
          { changedBy: 'benchmark', language: 'en' },
        )),
    },
    stop: () => running.stop(),
  };
});
