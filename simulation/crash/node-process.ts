import { startHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { startScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import { createAccessToken, verifyAccessToken } from '@counterfoil/database/access-tokens';
import type { Database } from '@counterfoil/database/database';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { switchOnFeatures } from '@counterfoil/headquarters/testing';
import { crashAtVariable, crashPointsFromEnvironment } from '@counterfoil/platform/crash-points-from-environment';
import type { CrashPoints } from '@counterfoil/platform/crash-points';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams, type Seams } from '@counterfoil/platform/seams';
import type { Arming, NodeOptions, Started } from './node-options.ts';

/*
 * One node of the product as a process of its own, as its entry starts it. The harness may name the point of its death
 * at the start, in the environment, or later, in a message.
 */

const fast = { fallbackIntervalMs: 250, retryDelayMs: 40, retryDelayMaxMs: 250 } as const;
const realTimeTimeoutMs = 3_000;
/** An impatient circuit breaker: a restarted headquarters is called again soon. */
const limits = { retryDelayMs: 50, retryDelayMaxMs: 200 } as const;

let crashPoints: CrashPoints = crashPointsFromEnvironment(process.env);
const seams: Seams = {
  ...systemSeams(silentLog),
  crashPoints: { reach: (point) => crashPoints.reach(point) },
};

async function grant(database: Database, role: string, token: string): Promise<void> {
  if (await verifyAccessToken(database, token)) return;
  await createAccessToken(database, { role, name: 'crash harness', token, now: seams.clock.now() });
}

/**
 * A second, asynchronous channel in Houston's database, whose customers all stores see, and a name that the database
 * refuses: a poisoned record.
 */
const harnessSettings = [
  `INSERT INTO channels (
     channel_id, channel_type, name, legal_entity, functionality_profile_id, channel_database_id,
     country_region, currency, language_id, customer_group, address_books)
   SELECT 'OUTLET', channel_type, 'Outlet', legal_entity, 'POS-ASYNC', channel_database_id,
     country_region, currency, language_id, customer_group, address_books
   FROM channels WHERE channel_id = 'HOUSTON'
   ON CONFLICT DO NOTHING`,
  'ALTER TABLE customers DROP CONSTRAINT IF EXISTS harness_poison',
  "ALTER TABLE customers ADD CONSTRAINT harness_poison CHECK (document ->> 'lastName' <> 'Poison')",
];

async function startNode(options: NodeOptions): Promise<string> {
  const common = { host: '127.0.0.1', port: options.port, databaseUrl: options.databaseUrl, seams } as const;
  if (options.kind === 'scaleUnit') {
    const { url } = await startScaleUnit({
      ...common,
      channelDatabaseId: options.channelDatabaseId,
      headquartersUrl: options.headquartersUrl,
      keyFile: options.keyFile,
      registrationCode: options.registrationCode,
      poolSize: 6,
      requestsPerMinute: 'unlimited',
      realTimeTimeoutMs,
      times: fast,
      limits,
      prepare: (database) => grant(database, 'application', options.token),
    });
    return url;
  }
  const { url } = await startHeadquarters({
    ...common,
    poolSize: 8,
    requestsPerMinute: 'unlimited',
    firstRecurrence: 'continuous',
    prepare: async (database) => {
      await insertSampleSettings(database);
      await switchOnFeatures(database);
      for (const text of harnessSettings) await database.query(text);
      await grant(database, 'administrator', options.token);
      for (const [id, code] of Object.entries(options.registrationCodes)) await allowRegistration(database, id, code);
    },
  });
  return url;
}

process.on('message', ({ crashAt }: Arming) => {
  crashPoints = crashPointsFromEnvironment({ ...process.env, [crashAtVariable]: crashAt });
  process.send?.({ armed: crashAt });
});
process.on('disconnect', () => process.exit(0));
const url = await startNode(JSON.parse(process.argv[2] ?? '') as NodeOptions);
process.send?.({ url } satisfies Started);
