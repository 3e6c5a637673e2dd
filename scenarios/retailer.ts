import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { startScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { connectDatabase, type Database } from '@counterfoil/database/database';
import { createTestDatabase } from '@counterfoil/database/testing';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleSettings, sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { createClient, type Client } from '@counterfoil/http/client';
import { openLine, type Line } from '@counterfoil/platform/line';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { expect, vi } from 'vitest';
import { startStoreProcess, type StoreProcess } from './store-process.ts';

/** How long a scenario waits for what comes by itself, in milliseconds. */
export const soon = { timeout: 60_000, interval: 25 };
/** While a reply is lost, the user waits so long, in milliseconds. */
const realTimeTimeoutMs = 4_000;

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
  /** Of the Commerce API. */
  readonly url: string;
  /** Of a store that runs as a process of its own; otherwise null. */
  readonly process: StoreProcess | null;
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
  /** Where the workspace of headquarters is: below `/workspace/`. */
  readonly headquartersUrl: string;
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

/** How the retailer of a scenario differs from the usual one. */
export interface RetailerOptions {
  /** What the jobs begin with; `off` unless told. */
  readonly recurrence?: 'off' | 'continuous';
  /** Stores that run as processes of their own, which a scenario stops and starts. */
  readonly ownProcesses?: readonly StoreName[];
}

/** Starts the sample retailer. */
export async function startRetailer(options: RetailerOptions = {}): Promise<Retailer> {
  const closing = new AsyncDisposableStack();
  try {
    return await startParts(closing, options);
  } catch (error) {
    await closing.disposeAsync();
    throw error;
  }
}

async function startParts(closing: AsyncDisposableStack, options: RetailerOptions): Promise<Retailer> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-scenario-'));
  closing.defer(() => rm(folder, { recursive: true, force: true }));
  const token = newAccessToken();
  const headquarters = await startHeadquartersWith(closing, token, options.recurrence ?? 'off');
  const administrator = clientOf(closing, headquarters.url, token);
  const stores: Partial<Record<StoreName, Store>> = {};
  for (const name of sampleSettings.channelDatabases) {
    const isOwnProcess = options.ownProcesses?.includes(name) ?? false;
    stores[name] = await startStore(closing, { name, folder, headquarters, isOwnProcess });
  }
  return retailerOf(closing, headquarters, administrator, stores as Record<StoreName, Store>);
}

async function startHeadquartersWith(
  closing: AsyncDisposableStack,
  token: string,
  firstRecurrence: 'off' | 'continuous',
): Promise<RunningHeadquarters> {
  const { url, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const seams = systemSeams(silentLog);
  const headquarters = await startHeadquarters({
    databaseUrl: url,
    host: '127.0.0.1',
    port: 0,
    poolSize: 10,
    requestsPerMinute: 'unlimited',
    firstRecurrence,
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
  readonly isOwnProcess: boolean;
}

async function startStore(closing: AsyncDisposableStack, parts: StoreParts): Promise<Store> {
  const { name, folder, headquarters } = parts;
  const { url: databaseUrl, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const line = await openLine({ targetPort: Number(new URL(headquarters.url).port) });
  closing.defer(() => line.close());
  const registrationCode = newAccessToken();
  await allowRegistration(headquarters.headquarters.database, name, registrationCode);
  const token = newAccessToken();
  const settings = {
    channelDatabaseId: name,
    databaseUrl,
    poolSize: 5,
    headquartersUrl: `http://127.0.0.1:${line.port}`,
    keyFile: join(folder, `${name}.json`),
    registrationCode,
    host: '127.0.0.1',
    requestsPerMinute: 'unlimited',
    realTimeTimeoutMs,
  } as const;
  const seams = systemSeams(silentLog);
  const grant = (database: Database): Promise<void> =>
    createAccessToken(database, { role: 'application', name: 'scenario', token, now: seams.clock.now() });
  if (parts.isOwnProcess) {
    const process = await startStoreProcess(closing, { folder, settings });
    const database = await connectDatabase({ url: databaseUrl, poolSize: 2, seams });
    closing.defer(() => database.close());
    await grant(database);
    const none = async (): Promise<number> => {
      throw new Error('calls of a process of its own are not counted');
    };
    return storeOf(name, { line, database, process, ...own(closing, process.url, token), realTimeServiceCalls: none });
  }
  const scaleUnit = await startScaleUnit({ ...settings, port: 0, seams, prepare: grant });
  closing.defer(() => scaleUnit.stop());
  await vi.waitFor(() => expect(scaleUnit.channel.configuration.channels).not.toEqual([]), soon);
  return storeOf(name, {
    line,
    database: scaleUnit.channel.database,
    process: null,
    ...own(closing, scaleUnit.url, token),
    realTimeServiceCalls: async () => scaleUnit.channel.counters.realTimeServiceCalls,
  });
}

function own(closing: AsyncDisposableStack, url: string, token: string): { url: string; call: Call } {
  return { url, call: callOver(clientOf(closing, url, token)) };
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

function storeOf(name: StoreName, parts: Omit<Store, 'name' | 'channelId' | 'create' | 'customer'>): Store {
  const { call } = parts;
  const channelId = sampleSettings.channels[name];
  return {
    ...parts,
    name,
    channelId,
    async create(customer) {
      const body = await done(call('POST', '/customers', { channelId, customer }));
      return { ...(body as unknown as Created), customerId: textOf(body['customer']?.['customerId']) };
    },
    customer: async (identifier) => (await done(call('GET', `/customers/${identifier}`))) as unknown as ShownCustomer,
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

const settingJobs = ['1040', '1050', '1060', '1070', '1090', '1110', '1010'];

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
    headquartersUrl: headquarters.url,
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
