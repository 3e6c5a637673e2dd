import { fileURLToPath } from 'node:url';
import { commerceRoutes } from '@counterfoil/channel/commerce-api/routes';
import { channelMigrations, openChannel, type Channel, type ChannelLimits } from '@counterfoil/channel/channel';
import { connectOverHttp, type HttpHeadquartersConnection } from '@counterfoil/channel/exchange/connect-over-http';
import {
  defaultExchangeTimes,
  startExchangeLoop,
  type ExchangeLoop,
  type ExchangeTimes,
} from '@counterfoil/channel/exchange/exchange-loop';
import { authenticateCaller } from '@counterfoil/channel/devices/authenticate-caller';
import { rebuildChannelSearchKeys } from '@counterfoil/channel/customers/search-customers';
import { noIdentityProvider, openIdTokenVerifier } from '@counterfoil/channel/shoppers/verify-id-token';
import { listenForWakeUps } from '@counterfoil/channel/exchange/wake-up-client';
import { publicKeySchema } from '@counterfoil/contracts/registration';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { WakeUp } from '@counterfoil/contracts/wake-up';
import { databaseHealth, databaseOutage } from '@counterfoil/data-exchange/database-answers';
import { connectDatabase, type Database } from '@counterfoil/database/database';
import { reachingAtStart } from '@counterfoil/database/start-error';
import { migrate } from '@counterfoil/database/migrations';
import { scaleUnitTokens, type ScaleUnitKeys } from '@counterfoil/http/scale-unit-token';
import { createServer } from '@counterfoil/http/server';
import type { ProviderConfiguration } from '@counterfoil/http/sign-in/identity-provider-configuration';
import type { Seams } from '@counterfoil/platform/seams';
import { startOrClose } from '@counterfoil/platform/start-or-close';
import { openScaleUnitKeys } from './scale-unit-keys.ts';

/** A running scale unit. */
export interface RunningScaleUnit {
  readonly url: string;
  readonly channel: Channel;
  /** Refuses new requests, finishes what is under way, closes the database. */
  stop(): Promise<void>;
}

/** What a scale unit is started with. */
export interface ScaleUnitOptions {
  readonly channelDatabaseId: string;
  readonly databaseUrl: string;
  /** Connections to the database, at most. */
  readonly poolSize: number;
  readonly headquartersUrl: string;
  readonly keyFile: string;
  /** One-time code of headquarters, needed at the first start only. */
  readonly registrationCode?: string;
  readonly host: string;
  readonly port: number;
  readonly requestsPerMinute: number | 'unlimited';
  /** A user waits for the Real-time Service at most this long, in milliseconds. */
  readonly realTimeTimeoutMs: number;
  readonly seams: Seams;
  readonly limits?: Partial<ChannelLimits>;
  readonly times?: Partial<ExchangeTimes>;
  /** The built point of sale; that of this tree unless told otherwise. */
  readonly applicationFolder?: string;
  /** Where shoppers of the web shop sign in; without it none do. */
  readonly shopperSignIn?: ProviderConfiguration;
  /** Called on the migrated database before anything else, for access tokens. */
  readonly prepare?: (database: Database) => Promise<void>;
}

const version = '0.1.0';
/** Where `npm run build` puts the point of sale. */
const builtPointOfSale = fileURLToPath(new URL('../../point-of-sale/dist', import.meta.url));
const exchangeTimeoutMs = 30_000;
const realTimeCallCountMaxDefault = 64;

/**
 * Starts a scale unit: database, registration, exchange with headquarters, then the door for requests. It works
 * whether headquarters answers or not. A start that fails leaves nothing running.
 */
export async function startScaleUnit(options: ScaleUnitOptions): Promise<RunningScaleUnit> {
  return startOrClose((closing) => startParts(options, closing));
}

async function startParts(options: ScaleUnitOptions, closing: AsyncDisposableStack): Promise<RunningScaleUnit> {
  const { seams, channelDatabaseId, shopperSignIn } = options;
  const verifyIdToken = shopperSignIn ? openIdTokenVerifier(shopperSignIn, seams) : noIdentityProvider;
  const database = await reachingAtStart({ of: channelDatabaseId, setting: 'COUNTERFOIL_CHANNEL_DATABASE_URL' }, () =>
    connectDatabase({ url: options.databaseUrl, poolSize: options.poolSize, seams }),
  );
  closing.defer(() => database.close());
  await migrate(database, channelMigrations, seams);
  await options.prepare?.(database);
  const keys = await openScaleUnitKeys(options.keyFile);
  const token = scaleUnitTokens(channelDatabaseId, keys.privateKey, seams.clock);
  const connection = connectOverHttp({
    baseUrl: options.headquartersUrl,
    token,
    limits: {
      realTimeTimeoutMs: options.realTimeTimeoutMs,
      exchangeTimeoutMs,
      realTimeCallCountMax: options.limits?.realTimeCallCountMax ?? realTimeCallCountMaxDefault,
    },
  });
  closing.defer(() => connection.close());
  let loop: ExchangeLoop | null = null;
  const channel = await openChannel({
    channelDatabaseId,
    database,
    seams,
    headquarters: connection,
    wakeUps: { recorded: () => loop?.recorded() },
    ...(options.limits && { limits: options.limits }),
  });
  const exchange = startExchangeLoop(channel, { ...defaultExchangeTimes, ...options.times });
  loop = exchange;
  closing.defer(() => exchange.stop());
  closing.defer(() => channel.recorder.drain());
  closing.defer(async () => void (await Promise.all(channel.inRealTime.values())));
  const stopping = new AbortController();
  const background = [
    registerOnce(options, connection, keys, exchange, stopping.signal),
    listen(options, connection, token, exchange, stopping.signal),
    rebuildInBackground(channel, stopping.signal),
  ];
  closing.defer(async () => {
    stopping.abort();
    await Promise.all(background);
  });
  const server = await createServer({
    name: `Counterfoil Commerce API, ${channelDatabaseId}`,
    version,
    description: 'Customers of the channels of this scale unit.',
    seams,
    authenticate: (request) => authenticateCaller(channel, request),
    routes: commerceRoutes(channel, exchange, verifyIdToken),
    application: {
      path: '/pos/',
      folder: options.applicationFolder ?? builtPointOfSale,
      notBuilt: 'point_of_sale_not_built',
    },
    limits: { requestsPerMinute: options.requestsPerMinute },
    health: () => databaseHealth(database),
    codedErrorOf: databaseOutage,
  });
  closing.defer(() => server.close());
  const url = await server.listen({ host: options.host, port: options.port });
  return { url, channel, stop: () => closing.disposeAsync() };
}

/** After a new release customers may need other search keys; they are found by their present ones meanwhile. */
async function rebuildInBackground(channel: Channel, signal: AbortSignal): Promise<void> {
  try {
    const customers = await rebuildChannelSearchKeys(channel, signal);
    if (customers > 0) channel.seams.log.info({ customers }, 'search keys were made again');
  } catch (error) {
    channel.seams.log.error({ error: String(error) }, 'search keys are made again at the next start');
  }
}

const registrationRetryDelayMs = 1_000;

/** Brings the one-time code until headquarters has taken it; tills work meanwhile. */
async function registerOnce(
  options: ScaleUnitOptions,
  connection: HttpHeadquartersConnection,
  keys: ScaleUnitKeys,
  exchange: ExchangeLoop,
  stopping: AbortSignal,
): Promise<void> {
  const { channelDatabaseId, registrationCode, seams } = options;
  if (!registrationCode) return;
  const { kty, crv, x } = publicKeySchema.loose().parse(keys.publicKey);
  while (!stopping.aborted) {
    try {
      await connection.register({ channelDatabaseId, registrationCode, publicKey: { kty, crv, x } });
      return exchange.connected();
    } catch (error) {
      if (error instanceof CodedError) {
        seams.log.error({ channelDatabaseId, code: error.code }, `the scale unit is not registered: ${error.message}`);
        return;
      }
      seams.log.warn(
        { channelDatabaseId, error: String(error) },
        'the scale unit could not be registered; trying again',
      );
      await seams.clock.sleep(registrationRetryDelayMs, stopping);
    }
  }
}

async function listen(
  options: ScaleUnitOptions,
  connection: HttpHeadquartersConnection,
  token: () => Promise<string>,
  exchange: ExchangeLoop,
  stopping: AbortSignal,
): Promise<void> {
  const { seams, headquartersUrl: baseUrl } = options;
  const onWakeUp = (wakeUp: WakeUp): void => {
    switch (wakeUp.kind) {
      case 'download':
        return exchange.published();
      case 'configuration':
        return exchange.configured();
      case 'upload':
        return void reportPJob(connection, exchange, wakeUp.runId, seams);
    }
  };
  await listenForWakeUps({
    baseUrl,
    token,
    seams,
    stopping,
    onConnected: () => exchange.connected(),
    onWakeUp,
    onDisconnected: () => seams.log.debug({}, 'headquarters is not connected'),
  });
}

async function reportPJob(
  connection: HttpHeadquartersConnection,
  exchange: ExchangeLoop,
  runId: string,
  seams: Seams,
): Promise<void> {
  try {
    await connection.reportPJob(await exchange.runPJobFor(runId));
  } catch (error) {
    seams.log.debug({ runId, error: String(error) }, 'the P-job could not be reported');
  }
}
