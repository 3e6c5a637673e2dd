import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelMigrations } from '@counterfoil/channel/channel';
import { newTestTill, type TestTill } from '@counterfoil/channel/devices/device-fixture';
import {
  defaultProfileOptions,
  emptyConfiguration,
  type ChannelConfiguration,
} from '@counterfoil/contracts/channel-configuration';
import { activateDeviceRequestSchema } from '@counterfoil/contracts/devices';
import { createAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import type { ProviderConfiguration } from '@counterfoil/http/sign-in/identity-provider-configuration';
import { systemClock } from '@counterfoil/platform/clock';
import { silentLog } from '@counterfoil/platform/log';
import { systemIds } from '@counterfoil/platform/identifiers';
import { makePinVerifier } from '@counterfoil/platform/pin-verifier';
import { systemSeams } from '@counterfoil/platform/seams';
import { startScaleUnit, type RunningScaleUnit } from './start-scale-unit.ts';

/** The PIN of every worker of the tests. */
export const rightPin = '2468';

/** What a test changes around the scale unit. */
export interface Circumstances {
  /** Codes that headquarters takes, with their registers; used up by the till that brings one. */
  readonly activationCodes: Map<string, string>;
  isHeadquartersSilent: boolean;
  /** Added to the wall clock of the scale unit, in milliseconds. */
  passedMs: number;
}

/** A scale unit over HTTP with two stores, and what stands for its headquarters. */
export interface TillWorld {
  /** The one that runs at present. */
  readonly scaleUnit: RunningScaleUnit;
  readonly circumstances: Circumstances;
  readonly configuration: ChannelConfiguration;
  /** Changes the settings as a job would. */
  configure(changes: Partial<ChannelConfiguration>): void;
  /** A till activated for `registerId` with an open connection. */
  activatedTill(registerId: string): Promise<TestTill>;
  newTill(): Promise<TestTill>;
  /** The scale unit stops and starts again on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Boots it on a database of its own. Access tokens are the names of their roles; shoppers sign in where `shopperSignIn`
 * says.
 */
export async function openTillWorld(shopperSignIn?: ProviderConfiguration): Promise<TillWorld> {
  const { database, url: databaseUrl, drop } = await createTestDatabase(channelMigrations);
  for (const role of rolesOfTokens) {
    await createAccessToken(database, { role, name: role, now: systemClock.now(), token: role });
  }
  const keyFolder = await mkdtemp(join(tmpdir(), 'scale-unit-keys-'));
  const circumstances: Circumstances = { activationCodes: new Map(), isHeadquartersSilent: false, passedMs: 0 };
  const headquarters = await listen(circumstances);
  const start = (): Promise<RunningScaleUnit> =>
    startHouston({
      databaseUrl,
      keyFile: join(keyFolder, 'keys.json'),
      headquartersUrl: headquarters.url,
      circumstances,
      shopperSignIn,
    });
  let configuration = await exampleConfiguration();
  let scaleUnit = await start();
  scaleUnit.channel.configuration = configuration;
  const newTill = (): Promise<TestTill> => newTestTill(() => scaleUnit.url);
  return {
    circumstances,
    get scaleUnit() {
      return scaleUnit;
    },
    get configuration() {
      return configuration;
    },
    configure(changes) {
      configuration = { ...configuration, ...changes };
      scaleUnit.channel.configuration = configuration;
    },
    newTill,
    async activatedTill(registerId) {
      const till = await newTill();
      const code = systemIds.uuid();
      circumstances.activationCodes.set(code, registerId);
      await till.activate(code);
      await till.connect();
      return till;
    },
    async restart() {
      await scaleUnit.stop();
      scaleUnit = await start();
      scaleUnit.channel.configuration = configuration;
    },
    async close() {
      await scaleUnit.stop();
      await headquarters.close();
      await drop();
      await rm(keyFolder, { recursive: true });
    },
  };
}

const rolesOfTokens = ['administrator', 'auditor', 'application', 'employee', 'customer', 'storefront'];

async function startHouston(options: {
  databaseUrl: string;
  keyFile: string;
  headquartersUrl: string;
  circumstances: Circumstances;
  shopperSignIn: ProviderConfiguration | undefined;
}): Promise<RunningScaleUnit> {
  const { circumstances, shopperSignIn, ...where } = options;
  const now = (): Date => new Date(systemClock.now().getTime() + circumstances.passedMs);
  return startScaleUnit({
    channelDatabaseId: 'houston',
    ...where,
    ...(shopperSignIn && { shopperSignIn }),
    poolSize: 10,
    host: '127.0.0.1',
    port: 0,
    requestsPerMinute: 'unlimited',
    realTimeTimeoutMs: 10_000,
    seams: { ...systemSeams(silentLog), clock: { ...systemClock, now } },
  });
}

async function listen(circumstances: Circumstances): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => void answerActivation(circumstances, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Headquarters as far as a till's activation needs it. */
async function answerActivation(
  { isHeadquartersSilent, activationCodes }: Circumstances,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isHeadquartersSilent) return void request.socket.destroy();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (request.url !== '/real-time-service/device-activations') {
    return answer(404, { error: { code: 'not_found', message: 'There is nothing here.' } });
  }
  const { activationCode } = activateDeviceRequestSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  const registerId = activationCodes.get(activationCode);
  activationCodes.delete(activationCode);
  if (registerId === undefined) {
    return answer(403, { error: { code: 'activation_code_invalid', message: 'It is not known.' } });
  }
  return answer(200, { deviceId: systemIds.uuid(), registerId, recoveryKey: 'a.b.c.d.e' });
}

const profile = {
  channelType: 'store' as const,
  legalEntity: 'USRT',
  functionalityProfileId: 'POS-ASYNC',
  ...defaultProfileOptions,
  createCustomerInAsyncMode: true,
  countryRegion: 'US',
  currency: 'USD',
  languageId: 'en-US',
  customerGroup: '30',
  addressBooks: [],
};

async function exampleConfiguration(): Promise<ChannelConfiguration> {
  const register = { channelId: 'HOUSTON', supportOffline: true, offlineProfileId: null };
  const worker = { languageId: 'en-US', role: 'cashier' as const, pinVerifier: await makePinVerifier(rightPin) };
  return {
    ...emptyConfiguration('houston'),
    version: 1,
    legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
    customerGroups: [{ legalEntity: 'USRT', customerGroup: '30', name: 'Retail', financialDimensions: {} }],
    channels: [
      { ...profile, channelId: 'HOUSTON', name: 'Houston' },
      { ...profile, channelId: 'AUSTIN', name: 'Austin' },
    ],
    registers: [
      { ...register, registerId: 'HOUSTON-7', name: 'Houston 7' },
      { ...register, registerId: 'HOUSTON-8', name: 'Houston 8' },
      { ...register, registerId: 'HOUSTON-9', name: 'Houston 9' },
      { ...register, registerId: 'AUSTIN-1', channelId: 'AUSTIN', name: 'Austin 1' },
    ],
    workers: [
      { ...worker, workerId: '000160', name: 'Walter Fictitious', channelIds: ['HOUSTON'] },
      { ...worker, workerId: '000170', name: 'Mona Fictitious', role: 'storeManager', channelIds: ['HOUSTON'] },
      { ...worker, workerId: '000180', name: 'Ada Fictitious', channelIds: ['AUSTIN'] },
    ],
  };
}
