import { startHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleSettings, sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { serveParent } from './server-process.ts';
import { registrationCodeOf } from './two-nodes.ts';

/** What the program of headquarters is told. */
export interface HeadquartersProcessOptions {
  readonly databaseUrl: string;
  /** Of the three jobs. */
  readonly recurrence: 'continuous' | 'off';
}

const poolSize = 20;

await serveParent<HeadquartersProcessOptions>(async ({ databaseUrl, recurrence }) => {
  const running = await startHeadquarters({
    databaseUrl,
    poolSize,
    host: '127.0.0.1',
    port: 0,
    requestsPerMinute: 'unlimited',
    firstRecurrence: recurrence,
    seams: systemSeams(createLog({ node: 'headquarters' }, 'warn')),
    prepare: async (database) => {
      await insertSampleSettings(database);
      for (const channelDatabaseId of sampleSettings.channelDatabases)
        await allowRegistration(database, channelDatabaseId, registrationCodeOf(channelDatabaseId));
    },
  });
  return {
    url: running.url,
    questions: { 'publish 1010': () => publish1010(running.headquarters) },
    stop: () => running.stop(),
  };
});
