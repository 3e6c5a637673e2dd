import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  startDevelopmentIdentityProvider,
  type RunningDevelopmentIdentityProvider,
} from '@counterfoil/app-development-identity-provider/start-development-identity-provider';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { readOutside } from '@counterfoil/app-headquarters/outside';
import { startScaleUnit, type RunningScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import { startStorefront, type RunningStorefront } from '@counterfoil/app-storefront/start-storefront';
import { createAccessToken, newAccessToken, verifyAccessToken } from '@counterfoil/database/access-tokens';
import type { Database } from '@counterfoil/database/database';
import { startEmbeddedPostgres } from '@counterfoil/database/embedded-postgres';
import { ensureDatabase } from '@counterfoil/database/ensure-database';
import { reachingAtStart, StartError } from '@counterfoil/database/start-error';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleCustomers } from '@counterfoil/headquarters/settings/sample-customers';
import { insertSampleSettings, sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import type { ChannelLimits } from '@counterfoil/channel/channel';
import { readSealKey, type SealKey } from '@counterfoil/platform/seal';
import type { Seams } from '@counterfoil/platform/seams';
import { startOrClose } from '@counterfoil/platform/start-or-close';
import { admitHeadquarters, admitStorefront, shopperSignInAt, signInAt } from './demo-sign-in.ts';
import { connectionFileName, readConnection, type Connection } from './connection.ts';
import { insertDemoShoppers } from './demo-shoppers.ts';
import { createDemoLines, type DemoLines } from './demo-lines.ts';
import { createDemoSimulator } from './outage-simulator.ts';
import { outageSimulatorRoutes } from './outage-simulator-routes.ts';

/** The whole product in one process: headquarters, two stores and an online store with its web shop, each with its own database. */
export interface World {
  /** Where everything is and what opens it, as written to the data folder. */
  readonly connection: Connection;
  readonly headquarters: RunningHeadquarters;
  readonly scaleUnits: readonly RunningScaleUnit[];
  /** The web shop of the online store. */
  readonly storefront: RunningStorefront;
  stop(): Promise<void>;
}

/** What the world is started with. */
export interface WorldOptions {
  readonly dataFolder: string;
  readonly seams: Seams;
  readonly environment: NodeJS.ProcessEnv;
  /** Port of headquarters; the scale units, the identity provider and the web shop take the next ones. 0: free ones. */
  readonly firstPort: number;
  /** Time the Real-time Service may take while a user waits, in milliseconds. */
  readonly realTimeTimeoutMs?: number;
  readonly channelLimits?: Partial<ChannelLimits>;
}

/** Where the product listens when nothing else is said. */
export const firstPortDefault = 8_090;

const realTimeTimeoutMsDefault = 5_000;
const headquartersPoolSize = 20;
const channelPoolSize = 10;
const ownerOnly = 0o600;
const secretsKeyByteCount = 32;

/** Starts everything; throws a `StartError` or `ConfigurationError` with one sentence when it can't. */
export async function startWorld(options: WorldOptions): Promise<World> {
  return startOrClose((closing) => startParts(options, closing));
}

async function startParts(options: WorldOptions, closing: AsyncDisposableStack): Promise<World> {
  const { dataFolder, seams } = options;
  await makeDataFolder(dataFolder);
  const databases = await openDatabaseServers(options, closing);
  const tokens = keptTokens(dataFolder);
  const identityProvider = await startIdentityProvider(options, closing);
  const lines = createDemoLines(seams.clock);
  closing.defer(() => lines.close());
  const simulator = createDemoSimulator(lines, seams);
  closing.defer(() => simulator.close());
  const headquarters = await startHeadquarters({
    databaseUrl: await databases.headquarters(),
    host: '127.0.0.1',
    port: options.firstPort,
    poolSize: headquartersPoolSize,
    requestsPerMinute: 'unlimited',
    firstRecurrence: 'continuous',
    ...readOutside(options.environment),
    secretsKey: await keptSecretsKey(options),
    seams: { ...seams, log: seams.log.child({ node: 'headquarters' }) },
    prepare: async (database) => {
      await insertSampleSettings(database);
      await grant(database, seams, {
        role: 'administrator',
        name: 'demonstration administrator',
        token: tokens.administratorToken,
      });
    },
    extraRoutes: outageSimulatorRoutes(simulator),
    isDemonstration: true,
    signIn: signInAt(identityProvider.issuer),
  });
  closing.defer(() => headquarters.stop());
  admitHeadquarters(identityProvider, headquarters.url);
  await insertSampleCustomers(headquarters.headquarters);
  await insertDemoShoppers(headquarters.headquarters);
  simulator.bindHeadquarters(headquarters.headquarters.database);
  const scaleUnits: RunningScaleUnit[] = [];
  const kept: Connection['scaleUnits'] = [];
  for (const [index, channelDatabaseId] of sampleSettings.channelDatabases.entries()) {
    const port = options.firstPort === 0 ? 0 : options.firstPort + 1 + index;
    const own = tokens.scaleUnit(channelDatabaseId);
    const scaleUnit = await startOne(options, {
      channelDatabaseId,
      port,
      headquarters,
      lines,
      issuer: identityProvider.issuer,
      own,
      databaseUrl: await databases.channel(channelDatabaseId),
    });
    closing.defer(() => scaleUnit.stop());
    scaleUnits.push(scaleUnit);
    kept.push({ ...own, channelDatabaseId, url: scaleUnit.url });
    const channelId = sampleSettings.channels[channelDatabaseId];
    simulator.addStore({ ...own, channelDatabaseId, channelId, url: scaleUnit.url });
  }
  const storefront = await openStorefront(options, {
    identityProvider,
    accessToken: tokens.storefrontToken,
    scaleUnits,
  });
  closing.defer(() => storefront.stop());
  const connection: Connection = {
    headquartersUrl: headquarters.url,
    administratorToken: tokens.administratorToken,
    scaleUnits: kept,
    controlUrl: `${headquarters.url}/demo`,
    identityProviderUrl: identityProvider.issuer,
    storefrontUrl: storefront.url,
    storefrontToken: tokens.storefrontToken,
  };
  await writeConnection(dataFolder, connection);
  return { connection, headquarters, scaleUnits, storefront, stop: () => closing.disposeAsync() };
}

/** The web shop of the online store; its port is the one after that of the identity provider. */
async function openStorefront(
  options: WorldOptions,
  part: {
    readonly identityProvider: RunningDevelopmentIdentityProvider;
    readonly accessToken: string;
    readonly scaleUnits: readonly RunningScaleUnit[];
  },
): Promise<RunningStorefront> {
  const { firstPort, seams } = options;
  const { identityProvider, accessToken, scaleUnits } = part;
  const online = scaleUnits.find(({ channel }) => channel.channelDatabaseId === sampleSettings.onlineStore);
  if (!online) throw new Error('the sample retailer has an online store');
  const name = 'demonstration web shop';
  await grant(online.channel.database, seams, { role: 'storefront', name, token: accessToken });
  const storefront = await startStorefront({
    channelId: sampleSettings.channels[sampleSettings.onlineStore],
    commerceApiUrl: online.url,
    accessToken,
    host: '127.0.0.1',
    port: firstPort === 0 ? 0 : firstPort + 2 + sampleSettings.channelDatabases.length,
    requestsPerMinute: 'unlimited',
    sealKey: await keptSecretsKey(options),
    signIn: shopperSignInAt(identityProvider.issuer),
    isDemonstration: true,
    seams: { ...seams, log: seams.log.child({ node: 'storefront' }) },
  });
  admitStorefront(identityProvider, storefront.url);
  return storefront;
}

/** Where the demonstration's people sign in; its port is the one after those of the scale units. */
async function startIdentityProvider(
  { firstPort, environment, seams, dataFolder }: WorldOptions,
  closing: AsyncDisposableStack,
): Promise<RunningDevelopmentIdentityProvider> {
  const identityProvider = await startDevelopmentIdentityProvider({
    port: firstPort === 0 ? 0 : firstPort + 1 + sampleSettings.channelDatabases.length,
    environment: environment['COUNTERFOIL_ENVIRONMENT'],
    accountsFile: join(dataFolder, 'development-accounts.json'),
    seams: { ...seams, log: seams.log.child({ node: 'development-identity-provider' }) },
  });
  closing.defer(() => identityProvider.stop());
  return identityProvider;
}

/** Unless the environment names a key, secrets are sealed with one that is made once and kept beside the databases. */
async function keptSecretsKey({ environment, dataFolder }: WorldOptions): Promise<SealKey> {
  const { secretsKey } = readOutside(environment);
  if (secretsKey) return secretsKey;
  const file = join(dataFolder, 'keys', 'secrets.key');
  await mkdir(join(dataFolder, 'keys'), { recursive: true });
  try {
    await writeFile(file, randomBytes(secretsKeyByteCount).toString('base64'), { mode: ownerOnly, flag: 'wx' });
  } catch (error) {
    // It is there from an earlier start.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = readSealKey({ keyFile: file });
  if (!kept) throw new Error('a key that was written is there');
  return kept;
}

async function makeDataFolder(dataFolder: string): Promise<void> {
  try {
    await mkdir(dataFolder, { recursive: true });
    await access(dataFolder, constants.R_OK | constants.W_OK);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new StartError(
      `The data folder ${dataFolder} cannot be used (${reason}): give this user the right to it, or name another with COUNTERFOIL_DATA_FOLDER.`,
      { cause },
    );
  }
}

interface OwnTokens {
  readonly applicationToken: string;
  readonly administratorToken: string;
}

async function startOne(
  options: WorldOptions,
  part: {
    channelDatabaseId: string;
    port: number;
    headquarters: RunningHeadquarters;
    lines: DemoLines;
    issuer: string;
    own: OwnTokens;
    databaseUrl: string;
  },
): Promise<RunningScaleUnit> {
  const { seams, dataFolder } = options;
  const { channelDatabaseId, headquarters, own } = part;
  const registrationCode = newAccessToken();
  await allowRegistration(headquarters.headquarters.database, channelDatabaseId, registrationCode);
  return startScaleUnit({
    channelDatabaseId,
    databaseUrl: part.databaseUrl,
    poolSize: channelPoolSize,
    headquartersUrl: await part.lines.open(channelDatabaseId, headquarters.url),
    keyFile: join(dataFolder, 'keys', `${channelDatabaseId}.json`),
    registrationCode,
    host: '127.0.0.1',
    port: part.port,
    requestsPerMinute: 'unlimited',
    realTimeTimeoutMs: options.realTimeTimeoutMs ?? realTimeTimeoutMsDefault,
    seams: { ...seams, log: seams.log.child({ node: channelDatabaseId }) },
    ...(channelDatabaseId === sampleSettings.onlineStore && { shopperSignIn: shopperSignInAt(part.issuer) }),
    ...(options.channelLimits && { limits: options.channelLimits }),
    prepare: async (database) => {
      await grant(database, seams, { role: 'application', name: 'demonstration till', token: own.applicationToken });
      await grant(database, seams, {
        role: 'administrator',
        name: 'demonstration administrator',
        token: own.administratorToken,
      });
    },
  });
}

/** Makes the token known to a database that doesn't know it yet. */
async function grant(
  database: Database,
  seams: Seams,
  token: { role: string; name: string; token: string },
): Promise<void> {
  if (await verifyAccessToken(database, token.token)) return;
  await createAccessToken(database, { ...token, now: seams.clock.now() });
}

/** Tokens of the last start, so that bookmarks and scripts go on working. */
function keptTokens(dataFolder: string): {
  administratorToken: string;
  storefrontToken: string;
  scaleUnit(channelDatabaseId: string): OwnTokens;
} {
  const before = readConnection(dataFolder);
  return {
    administratorToken: before?.administratorToken ?? newAccessToken(),
    storefrontToken: before?.storefrontToken ?? newAccessToken(),
    scaleUnit(channelDatabaseId) {
      const kept = before?.scaleUnits.find((scaleUnit) => scaleUnit.channelDatabaseId === channelDatabaseId);
      return {
        applicationToken: kept?.applicationToken ?? newAccessToken(),
        administratorToken: kept?.administratorToken ?? newAccessToken(),
      };
    },
  };
}

interface DatabaseServers {
  headquarters(): Promise<string>;
  channel(channelDatabaseId: string): Promise<string>;
}

/** The servers named in the environment, or the embedded one for whatever isn't named. */
async function openDatabaseServers(options: WorldOptions, closing: AsyncDisposableStack): Promise<DatabaseServers> {
  const headquartersUrl = options.environment['COUNTERFOIL_HEADQUARTERS_DATABASE_URL'];
  const channelUrl = options.environment['COUNTERFOIL_CHANNEL_DATABASE_URL'];
  const embedded = headquartersUrl && channelUrl ? null : await startEmbedded(options, closing);
  const ensure = (url: string | undefined, name: string): Promise<string> =>
    url ? ensureDatabase(url, name) : embedded ? embedded.ensureDatabase(name) : Promise.reject(new Error('no server'));
  return {
    headquarters: () => (headquartersUrl ? Promise.resolve(headquartersUrl) : ensure(undefined, 'headquarters')),
    channel: (channelDatabaseId) =>
      reachingAtStart({ of: channelDatabaseId, setting: 'COUNTERFOIL_CHANNEL_DATABASE_URL' }, () =>
        ensure(channelUrl, channelDatabaseName(channelUrl, channelDatabaseId)),
      ),
  };
}

/** Each scale unit has a database of its own beside the one that the URL names. */
function channelDatabaseName(url: string | undefined, channelDatabaseId: string): string {
  const named = url ? new URL(url).pathname.slice(1) : '';
  return `${named || 'channel'}_${channelDatabaseId}`;
}

async function startEmbedded(
  options: WorldOptions,
  closing: AsyncDisposableStack,
): ReturnType<typeof startEmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataFolder: join(options.dataFolder, 'postgresql'),
    log: options.seams.log,
  });
  closing.defer(() => server.stop());
  return server;
}

/** Only its owner may read it: it opens everything. */
async function writeConnection(dataFolder: string, connection: Connection): Promise<void> {
  const file = join(dataFolder, connectionFileName);
  const handle = await open(`${file}.new`, 'w', ownerOnly);
  try {
    await handle.writeFile(`${JSON.stringify(connection, null, 2)}\n`);
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
