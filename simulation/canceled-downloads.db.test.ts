import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { defaultExchangeTimes, startExchangeLoop } from '@counterfoil/channel/exchange/exchange-loop';
import { decodePackage } from '@counterfoil/data-exchange/package-codec';
import { retryDownload, skipDownload } from '@counterfoil/headquarters/exchange/download-sessions';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { listDownloads, type ListedDownloadSession } from '@counterfoil/headquarters/exchange/session-lists';
import { saveSetting } from '@counterfoil/headquarters/settings/save-setting';
import { commerceSchedulerParameters } from '@counterfoil/headquarters/settings/setting-kinds';
import { traceCustomer } from '@counterfoil/headquarters/trace/trace-customer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNamed, customersIn, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';

let world: ExchangeWorld;
/** Packages with a customer of this name can't be applied in Paris. */
let poison: string | null;

beforeEach(async () => {
  poison = 'Poisoned';
  world = await openExchangeWorld({
    line: (store, connection) => ({
      ...connection,
      async nextDownload() {
        const next = await connection.nextDownload();
        if (!next || poison === null || store !== 'paris') return next;
        const { lines } = await decodePackage(next.bytes);
        const isPoisoned = lines.some((line) => line.includes(`"${poison}"`));
        return isPoisoned ? { ...next, bytes: next.bytes.subarray(0, next.bytes.length >> 1) } : next;
      },
    }),
  });
});
afterEach(() => world.close());

async function setParameters(tryCount: number, whenTryCountReached: 'suspend' | 'cancel'): Promise<void> {
  const author = { changedBy: 'test', language: 'en' } as const;
  await saveSetting(world.headquarters, commerceSchedulerParameters, { tryCount, whenTryCountReached }, author);
}

/** Creates customers in Houston, each published in a session of its own. */
async function publishEach(names: readonly string[]): Promise<void> {
  for (const name of names) {
    await createNamed(world.stores.houston, name);
    await publish1010(world.headquarters);
  }
}

/** Those with customers, oldest first. */
async function sessions(): Promise<ListedDownloadSession[]> {
  const { database } = world.headquarters;
  const settings = await database.query<{ id: string }>(
    'SELECT download_session_id AS id FROM download_sessions WHERE configuration_version IS NOT NULL',
  );
  const ofSettings = new Set(settings.map(({ id }) => id));
  const all = await listDownloads(database, { channelDatabaseId: 'paris', countMax: 100 });
  return all.filter(({ downloadSessionId }) => !ofSettings.has(downloadSessionId)).toReversed();
}

const states = async (): Promise<string[]> => (await sessions()).map(({ state }) => state);

async function namesInParis(): Promise<string[]> {
  const customers = [...(await customersIn(world.stores.paris.database)).values()];
  return customers.map(({ lastName }) => lastName ?? '').toSorted((a, b) => a.localeCompare(b));
}

/** What the trace says of a customer and Paris. */
async function traceOf(name: string): Promise<string | undefined> {
  const customers = [...(await customersIn(world.headquarters.database)).values()];
  const customer = customers.find(({ lastName }) => lastName === name);
  const { channels } = await traceCustomer(world.headquarters, customer?.customerId ?? '', {
    language: 'en',
    jobs: [],
  });
  return channels.find(({ channelDatabaseId }) => channelDatabaseId === 'paris')?.state;
}

async function failToDownload(times: number): Promise<void> {
  for (let tries = 0; tries < times; tries++) {
    await expect(downloadAvailable(world.stores.paris)).rejects.toMatchObject({ code: 'package_corrupt' });
  }
}

/** What a scale unit does that is told to come by: it agrees, as often as it is asked to, and downloads. */
async function comeBy(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await agreeWithHeadquarters(world.stores.paris);
    await publish1010(world.headquarters);
  }
  await downloadAvailable(world.stores.paris);
}

async function nextTryInMinutes(): Promise<number> {
  const [row] = await world.headquarters.database.query<{ minutes: number }>(
    `SELECT round(extract(epoch FROM next_try_at - clock_timestamp()) / 60)::integer AS minutes
     FROM passed_over_downloads`,
  );
  return row?.minutes ?? -1;
}

const waitForNextTry = (): Promise<unknown> =>
  world.headquarters.database.query("UPDATE passed_over_downloads SET next_try_at = now() - interval '1 second'");

describe('a session that fails as often as the Commerce scheduler parameters allow (WD-31)', () => {
  it('is suspended: the next one waits, and a retry resumes in order', async () => {
    await setParameters(2, 'suspend');
    await publishEach(['First', 'Poisoned', 'Behind']);
    await failToDownload(2);
    expect(await states()).toEqual(['applied', 'suspended', 'available']);
    expect(await downloadAvailable(world.stores.paris)).toEqual({ sessions: 0, rows: 0 });
    expect(await namesInParis()).toEqual(['First']);
    poison = null;
    await retryDownload(world.headquarters, (await sessions())[1]?.downloadSessionId ?? '');
    expect(await downloadAvailable(world.stores.paris)).toEqual({ sessions: 2, rows: 2 });
    expect(await namesInParis()).toEqual(['Behind', 'First', 'Poisoned']);
  });

  it('is suspended and skipped by hand: what stands behind arrives, and its rows once they are retried', async () => {
    await setParameters(2, 'suspend');
    await publishEach(['First', 'Poisoned', 'Behind']);
    await failToDownload(2);
    const [, suspended, behind] = await sessions();
    const idOf = (session: ListedDownloadSession | undefined): string => session?.downloadSessionId ?? '';
    await expect(skipDownload(world.headquarters, idOf(behind))).rejects.toMatchObject({
      code: 'download_session_not_suspended',
    });
    await skipDownload(world.headquarters, idOf(suspended));
    expect(await states()).toEqual(['applied', 'canceled', 'canceled']);
    await comeBy();
    expect(await namesInParis()).toEqual(['Behind', 'First']);
    await expect(skipDownload(world.headquarters, idOf(suspended))).rejects.toMatchObject({
      code: 'download_session_unknown',
    });
    poison = null;
    await retryDownload(world.headquarters, idOf(suspended));
    await comeBy();
    expect(await namesInParis()).toEqual(['Behind', 'First', 'Poisoned']);
  });

  it('is canceled: later rows arrive, and its own arrive once the cause is mended', async () => {
    await setParameters(3, 'cancel');
    await publishEach(['First', 'Poisoned', 'Behind']);
    await failToDownload(3);
    expect(await states()).toEqual(['applied', 'canceled', 'canceled']);
    await comeBy();
    await publishEach(['Later']);
    await downloadAvailable(world.stores.paris);
    expect(await namesInParis()).toEqual(['Behind', 'First', 'Later']);
    const canceled = (await sessions())[1];
    expect(canceled).toMatchObject({ state: 'canceled', tryCount: 3, error: { code: 'package_corrupt' } });
    expect(canceled?.packedAgainAt).toEqual(expect.any(String));
    expect([await traceOf('First'), await traceOf('Poisoned'), await traceOf('Later')]).toEqual([
      'applied',
      'suspended',
      'applied',
    ]);
    poison = null;
    await retryDownload(world.headquarters, canceled?.downloadSessionId ?? '');
    await comeBy();
    expect(await namesInParis()).toEqual(['Behind', 'First', 'Later', 'Poisoned']);
    expect((await sessions()).every(({ packedAgainAt }) => packedAgainAt === null)).toBe(true);
    expect(await traceOf('Poisoned')).toBe('applied');
    await comeBy();
    expect((await states()).filter((state) => state === 'available')).toEqual([]);
  });

  it('is packed again after a growing delay, and what came meanwhile is not held up with it', async () => {
    await setParameters(1, 'cancel');
    await publishEach(['Poisoned']);
    for (const minutes of [5, 10, 20]) {
      await failToDownload(1);
      expect(await nextTryInMinutes()).toBe(minutes);
      const name = `After ${minutes}`;
      await createNamed(world.stores.houston, name);
      await comeBy();
      expect(await namesInParis()).toContain(name);
      expect(await downloadAvailable(world.stores.paris)).toEqual({ sessions: 0, rows: 0 });
      await waitForNextTry();
      await agreeWithHeadquarters(world.stores.paris);
      await agreeWithHeadquarters(world.stores.paris);
      await publish1010(world.headquarters);
    }
    poison = null;
    await downloadAvailable(world.stores.paris);
    expect(await namesInParis()).toEqual(['After 10', 'After 20', 'After 5', 'Poisoned']);
    expect(await nextTryInMinutes()).toBe(-1);
  });

  it('is canceled once for two poisoned packages in a row: both arrive later, and what stands behind at once', async () => {
    await setParameters(1, 'cancel');
    await publishEach(['Poisoned', 'Between', 'Poisoned', 'Behind']);
    await failToDownload(1);
    await expect(comeBy()).rejects.toMatchObject({ code: 'package_corrupt' });
    await comeBy();
    poison = null;
    await waitForNextTry();
    await comeBy();
    expect(await namesInParis()).toEqual(['Behind', 'Between', 'Poisoned', 'Poisoned']);
  });

  it('loses nothing when the answer to an agreement is lost on the way (R1)', async () => {
    await setParameters(1, 'cancel');
    await publishEach(['Poisoned', 'Behind']);
    await failToDownload(1);
    const { headquarters } = world.stores.paris;
    const loseAnswer = async (): Promise<void> => {
      const deaf = {
        ...headquarters,
        agree: async (...request: Parameters<typeof headquarters.agree>) => {
          await headquarters.agree(...request);
          throw new Error('the answer was lost');
        },
      };
      await expect(agreeWithHeadquarters({ ...world.stores.paris, headquarters: deaf })).rejects.toThrow('lost');
      await publish1010(world.headquarters);
      await expect(downloadAvailable(world.stores.paris)).rejects.toMatchObject({ code: 'epoch_foreign' });
    };
    await loseAnswer();
    await comeBy();
    expect(await namesInParis()).toEqual(['Behind']);
    poison = null;
    await waitForNextTry();
    await loseAnswer();
    await comeBy();
    expect(await namesInParis()).toEqual(['Behind', 'Poisoned']);
  });

  it('is passed over and fetched again by a scale unit that exchanges by itself', async () => {
    await setParameters(2, 'cancel');
    await publishEach(['Poisoned', 'Behind']);
    const loop = startExchangeLoop(world.stores.paris, {
      ...defaultExchangeTimes,
      retryDelayMs: 5,
      retryDelayMaxMs: 20,
    });
    const untilInParis = async (names: readonly string[]): Promise<void> => {
      await expect
        .poll(
          async () => {
            await publish1010(world.headquarters);
            loop.published();
            return namesInParis();
          },
          { timeout: 20_000 },
        )
        .toEqual(names);
    };
    try {
      await untilInParis(['Behind']);
      poison = null;
      await retryDownload(world.headquarters, (await sessions())[0]?.downloadSessionId ?? '');
      loop.configured();
      await untilInParis(['Behind', 'Poisoned']);
    } finally {
      await loop.stop();
    }
  });
});
