import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { startScaleUnit, type RunningScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import type { FeatureId } from '@counterfoil/contracts/features';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleSettings, sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { switchOnFeatures } from '@counterfoil/headquarters/testing';
import { createClient } from '@counterfoil/http/client';
import type { SignInConfiguration } from '@counterfoil/http/sign-in/identity-provider-configuration';
import { openLine, type Line } from '@counterfoil/platform/line';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { expect, vi } from 'vitest';

/** How long a test waits for what comes by itself, in milliseconds. */
export const soon = { timeout: 60_000, interval: 25 };

const seams = systemSeams(silentLog);
const { onlineStore } = sampleSettings;
const settingJobs = ['1040', '1050', '1060', '1070', '1090', '1110', '1010'];

/** Headquarters and the scale unit of its online store, with the lines between all of them. */
export interface TestRetailer {
  readonly scaleUnit: RunningScaleUnit;
  readonly headquarters: RunningHeadquarters;
  /** Between the scale unit and headquarters: cut, headquarters is away. */
  readonly headquartersLine: Line;
  /** Between a web shop and the scale unit. */
  readonly scaleUnitLine: Line;
  /** Of role `storefront` at the scale unit. */
  readonly accessToken: string;
  /** A call of headquarters as administrator; refusals fail the test. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** P-job, synchronise, 1010: until the scale unit has applied what was published. */
  travel(): Promise<void>;
  /** Runs the configuration jobs until the online store acts on all settings. */
  carrySettings(): Promise<void>;
}

/** Starts both, with all jobs off until a test runs them. */
export async function startTestRetailer(
  options: { readonly features: readonly FeatureId[]; readonly shopperSignIn: SignInConfiguration },
  closing: AsyncDisposableStack,
): Promise<TestRetailer> {
  const { headquarters, token } = await startTestHeadquarters(options.features, closing);
  const unit = await startOnlineStore(headquarters, options.shopperSignIn, closing);
  const call = callsOf(headquarters, token, closing);
  return {
    ...unit,
    headquarters,
    call,
    async travel() {
      for (const job of ['P-0001', 'synchronize-customers', '1010']) await run(call, job);
      await downloaded(call);
    },
    carrySettings: carrierOf(call),
  };
}

async function startTestHeadquarters(features: readonly FeatureId[], closing: AsyncDisposableStack) {
  const { url: databaseUrl, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const token = newAccessToken();
  const headquarters = await startHeadquarters({
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    poolSize: 6,
    requestsPerMinute: 'unlimited',
    firstRecurrence: 'off',
    seams,
    prepare: async (database) => {
      await insertSampleSettings(database);
      await switchOnFeatures(database, features);
      await createAccessToken(database, { role: 'administrator', name: 'test', token, now: seams.clock.now() });
    },
  });
  closing.defer(() => headquarters.stop());
  return { headquarters, token };
}

async function startOnlineStore(
  { url, headquarters }: RunningHeadquarters,
  shopperSignIn: SignInConfiguration,
  closing: AsyncDisposableStack,
) {
  const { url: databaseUrl, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-shop-'));
  closing.defer(() => rm(folder, { recursive: true, force: true }));
  const headquartersLine = await lineTo(url, closing);
  const [registrationCode, accessToken] = [newAccessToken(), newAccessToken()];
  await allowRegistration(headquarters.database, onlineStore, registrationCode);
  const scaleUnit = await startScaleUnit({
    channelDatabaseId: onlineStore,
    databaseUrl,
    poolSize: 5,
    headquartersUrl: `http://127.0.0.1:${headquartersLine.port}`,
    keyFile: join(folder, 'keys.json'),
    registrationCode,
    host: '127.0.0.1',
    port: 0,
    requestsPerMinute: 'unlimited',
    realTimeTimeoutMs: 4_000,
    shopperSignIn,
    seams,
    prepare: (database) =>
      createAccessToken(database, { role: 'storefront', name: 'test', token: accessToken, now: seams.clock.now() }),
  });
  closing.defer(() => scaleUnit.stop());
  await vi.waitFor(() => expect(scaleUnit.channel.configuration.channels).not.toEqual([]), soon);
  return { scaleUnit, headquartersLine, scaleUnitLine: await lineTo(scaleUnit.url, closing), accessToken };
}

async function lineTo(url: string, closing: AsyncDisposableStack): Promise<Line> {
  const line = await openLine({ targetPort: Number(new URL(url).port) });
  closing.defer(() => line.close());
  return line;
}

type Call = TestRetailer['call'];

function callsOf({ url }: RunningHeadquarters, token: string, closing: AsyncDisposableStack): Call {
  const client = createClient({ baseUrl: url, token: async () => token, timeoutMs: soon.timeout });
  closing.defer(() => client.close());
  return async (method, path, body) => {
    const answer = await client.call(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
}

async function run(call: Call, job: string): Promise<void> {
  expect(await call('POST', `/batch-jobs/${job}/runs`, { wait: true })).toMatchObject({ state: 'succeeded' });
}

function downloaded(call: Call): Promise<void> {
  return vi.waitFor(async () => {
    const path = `/download-sessions?state=available&channelDatabaseId=${onlineStore}`;
    expect(await call('GET', path)).toMatchObject({ downloadSessions: [] });
  }, soon);
}

interface ConfigurationStatus {
  readonly configurations: readonly { readonly onItsWay: string }[];
}

/** Runs the configuration jobs until the online store acts on all settings. */
function carrierOf(call: Call): () => Promise<void> {
  return async () => {
    for (const job of settingJobs) await run(call, job);
    await vi.waitFor(async () => {
      const path = `/configuration-status?channelDatabaseId=${onlineStore}`;
      const { configurations } = (await call('GET', path)) as ConfigurationStatus;
      expect(configurations.filter(({ onItsWay }) => onItsWay !== 'none')).toEqual([]);
    }, soon);
  };
}
