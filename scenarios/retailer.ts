import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { startScaleUnit, type RunningScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import type { Database } from '@counterfoil/database/database';
import { createTestDatabase } from '@counterfoil/database/testing';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleSettings, sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { createClient, type Client } from '@counterfoil/http/client';
import { openLine, type Line } from '@counterfoil/platform/line';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { expect, vi } from 'vitest';

/** How long a scenario waits for what comes by itself, in milliseconds. */
export const soon = { timeout: 20_000, interval: 25 };
/** While a reply is lost, the user waits so long, in milliseconds. */
const realTimeTimeoutMs = 1_500;

export type StoreName = 'houston' | 'paris' | 'online';

/** A leaf as text; empty when there is none. */
export function textOf(leaf: unknown): string {
  return typeof leaf === 'string' || typeof leaf === 'number' ? String(leaf) : '';
}

/** An answer of the product. */
export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** JSON as it came: the scenarios read it by name as callers do; a leaf is compared or made a text of. */
export interface Json extends Iterable<Json> {
  readonly [name: string]: Json;
}

/** One scale unit with the line to headquarters, as its tills and administrators reach it. */
export interface Store {
  readonly name: StoreName;
  readonly channelId: string;
  readonly line: Line;
  readonly database: Database;
  call(method: string, path: string, body?: unknown, language?: 'en' | 'fr'): Promise<Answer>;
  /** Creates a customer of this channel; refusals fail the scenario. */
  create(customer: object): Promise<Created>;
  customer(identifier: string): Promise<ShownCustomer>;
  /** Real-time Service calls since the start. */
  realTimeServiceCalls(): Promise<number>;
}

/** What *Save* answered. */
export interface Created {
  readonly customerId: string;
  readonly operationId: string;
  readonly way: string;
  readonly customer: ShownCustomer;
}

/** Headquarters, two stores and an online store over real wires, all jobs off until a scenario runs them. */
export interface Retailer {
  readonly stores: Readonly<Record<StoreName, Store>>;
  readonly headquartersDatabase: Database;
  call(method: string, path: string, body?: unknown, language?: 'en' | 'fr'): Promise<Answer>;
  /** Runs a job by any of its names and answers its figures. */
  run(job: string): Promise<Json>;
  /** P-job, synchronise, 1010: until every store has applied what was published. */
  travel(): Promise<void>;
  /** The customer at headquarters, or null. */
  atHeadquarters(identifier: string): Promise<Customer | null>;
  /** Enables features and lets job 1110 carry them. */
  enable(...features: string[]): Promise<void>;
  /** Runs the configuration jobs until every store acts on all settings. */
  carrySettings(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the sample retailer. */
export async function startRetailer(): Promise<Retailer> {
  const closing = new AsyncDisposableStack();
  try {
    return await startParts(closing);
  } catch (error) {
    await closing.disposeAsync();
    throw error;
  }
}

async function startParts(closing: AsyncDisposableStack): Promise<Retailer> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-scenario-'));
  closing.defer(() => rm(folder, { recursive: true, force: true }));
  const token = newAccessToken();
  const headquarters = await startHeadquartersWith(closing, token);
  const administrator = clientOf(closing, headquarters.url, token);
  const stores: Partial<Record<StoreName, Store>> = {};
  for (const name of sampleSettings.channelDatabases) {
    stores[name] = await startStore(closing, { name, folder, headquarters });
  }
  return retailerOf(closing, headquarters, administrator, stores as Record<StoreName, Store>);
}

async function startHeadquartersWith(closing: AsyncDisposableStack, token: string): Promise<RunningHeadquarters> {
  const { url, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const seams = systemSeams(silentLog);
  const headquarters = await startHeadquarters({
    databaseUrl: url,
    host: '127.0.0.1',
    port: 0,
    poolSize: 10,
    requestsPerMinute: 'unlimited',
    firstRecurrence: 'off',
    seams,
    prepare: async (database) => {
      await insertSampleSettings(database);
      await createAccessToken(database, { role: 'administrator', name: 'scenario', token, now: seams.clock.now() });
    },
  });
  closing.defer(() => headquarters.stop());
  return headquarters;
}

interface StoreParts {
  readonly name: StoreName;
  readonly folder: string;
  readonly headquarters: RunningHeadquarters;
}

async function startStore(closing: AsyncDisposableStack, parts: StoreParts): Promise<Store> {
  const { name, folder, headquarters } = parts;
  const { url, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const line = await openLine({ targetPort: Number(new URL(headquarters.url).port) });
  closing.defer(() => line.close());
  const registrationCode = newAccessToken();
  await allowRegistration(headquarters.headquarters.database, name, registrationCode);
  const token = newAccessToken();
  const seams = systemSeams(silentLog);
  const scaleUnit = await startScaleUnit({
    channelDatabaseId: name,
    databaseUrl: url,
    poolSize: 5,
    headquartersUrl: `http://127.0.0.1:${line.port}`,
    keyFile: join(folder, `${name}.json`),
    registrationCode,
    host: '127.0.0.1',
    port: 0,
    requestsPerMinute: 'unlimited',
    realTimeTimeoutMs,
    seams,
    prepare: async (database) => {
      await createAccessToken(database, { role: 'application', name: 'scenario', token, now: seams.clock.now() });
    },
  });
  closing.defer(() => scaleUnit.stop());
  await vi.waitFor(() => expect(scaleUnit.channel.configuration.channels).not.toEqual([]), soon);
  return storeOf(name, scaleUnit, line, clientOf(closing, scaleUnit.url, token));
}

const clientTimeoutMs = 60_000;

function clientOf(closing: AsyncDisposableStack, baseUrl: string, token: string): Client {
  const client = createClient({ baseUrl, token: async () => token, timeoutMs: clientTimeoutMs });
  closing.defer(() => client.close());
  return client;
}

type Call = Retailer['call'];

function callOver(client: Client): Call {
  return async (method, path, body, language = 'en') => {
    const answer = await client.call(method, path, body, { headers: { 'accept-language': language } });
    return { status: answer.status, body: answer.body as Json };
  };
}

function storeOf(name: StoreName, scaleUnit: RunningScaleUnit, line: Line, client: Client): Store {
  const call = callOver(client);
  const channelId = sampleSettings.channels[name];
  return {
    name,
    channelId,
    line,
    database: scaleUnit.channel.database,
    call,
    async create(customer) {
      const body = await done(call('POST', '/customers', { channelId, customer }));
      return { ...(body as unknown as Created), customerId: textOf(body['customer']?.['customerId']) };
    },
    customer: async (identifier) => (await done(call('GET', `/customers/${identifier}`))) as unknown as ShownCustomer,
    realTimeServiceCalls: async () => scaleUnit.channel.counters.realTimeServiceCalls,
  };
}

/** The body of an answer that has to be a success. */
export async function done(answer: Promise<Answer>): Promise<Json> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body;
}

/** Code and sentence of an answer that has to be a refusal. */
export async function refused(answer: Promise<Answer>): Promise<{ code: string; message: string; body: Json }> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
  expect(status, JSON.stringify(body)).toBeLessThan(500);
  return { code: textOf(body['error']?.['code']), message: JSON.stringify(body), body };
}

const settingJobs = ['1050', '1060', '1070', '1090', '1110', '1010'];

function retailerOf(
  closing: AsyncDisposableStack,
  headquarters: RunningHeadquarters,
  administrator: Client,
  stores: Record<StoreName, Store>,
): Retailer {
  const call = callOver(administrator);
  const run = async (job: string): Promise<Json> => {
    const result = await done(call('POST', `/batch-jobs/${encodeURIComponent(job)}/runs`, { wait: true }));
    expect(result['state'], JSON.stringify(result)).toBe('succeeded');
    return result['result'] as Json;
  };
  const downloaded = (): Promise<void> =>
    vi.waitFor(async () => {
      const { downloadSessions } = await done(call('GET', '/download-sessions?state=available'));
      expect(downloadSessions).toEqual([]);
    }, soon);
  const retailer: Retailer = {
    stores,
    headquartersDatabase: headquarters.headquarters.database,
    call,
    run,
    async travel() {
      for (const job of ['P-0001', 'synchronize-customers', '1010']) await run(job);
      await downloaded();
    },
    async atHeadquarters(identifier) {
      const { status, body } = await call('GET', `/customers/${identifier}`);
      return status === 200 ? (body as unknown as Customer) : null;
    },
    async enable(...features) {
      await done(call('POST', '/features/enable', { features }));
      await retailer.carrySettings();
    },
    async carrySettings() {
      for (const job of settingJobs) await run(job);
      await vi.waitFor(async () => {
        const { configurations } = await done(call('GET', '/configuration-status'));
        expect([...(configurations ?? [])].filter((line) => textOf(line['onItsWay']) !== 'none')).toEqual([]);
      }, soon);
    },
    stop: () => closing.disposeAsync(),
  };
  return retailer;
}

const uuidPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iu;

/** R3: nothing that is shown to a person holds an identifier. */
export function expectNoIdentifierShown(shown: unknown): void {
  expect(shown).toBeDefined();
  expect(JSON.stringify(shown)).not.toMatch(uuidPattern);
}
