import { readConfigurationRoute } from '@counterfoil/channel/commerce-api/read-configuration';
import { exchangeOfflineDatabaseRoute } from '@counterfoil/channel/commerce-api/exchange-offline-database';
import { send, unsigned, type ErrorAnswer, type TestTill } from '@counterfoil/channel/devices/device-fixture';
import { wrongCodesPerMinute } from '@counterfoil/channel/devices/wrong-activation-codes';
import { refreshConfiguration } from '@counterfoil/channel/exchange/configuration';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import {
  deviceChallengeLifeMs,
  proofWindowSize,
  publishedRevocationsPerRegister,
  type PublishedDevice,
} from '@counterfoil/contracts/devices';
import type { OfflineExchangeRequest, OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import { signInBlockMs, signInFailureCountMax, workerSessionLifeMs } from '@counterfoil/contracts/worker-sessions';
import { systemIds } from '@counterfoil/platform/identifiers';
import { makePinVerifier } from '@counterfoil/platform/pin-verifier';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTillWorld, rightPin, type TillWorld } from './tills-fixture.ts';

let world: TillWorld;
let atStart: ChannelConfiguration;
beforeAll(async () => {
  world = await openTillWorld();
  atStart = world.configuration;
});
afterAll(() => world.close());
afterEach(() => {
  world.circumstances.passedMs = 0;
  world.circumstances.isHeadquartersSilent = false;
  world.configure(atStart);
});

const exchangePath = '/offline-databases/HOUSTON-7/exchange';
const example = exchangeOfflineDatabaseRoute.examples.request as OfflineExchangeRequest;
const emptyExchange: OfflineExchangeRequest = {
  ...example,
  channelEpoch: null,
  cursor: null,
  entries: [],
  configurationVersion: 0,
};
const imogen = { customerType: 'person', firstName: 'Imogen', lastName: 'Fictitious' };

async function codeOf(answer: Promise<{ status: number; body: unknown }>): Promise<string> {
  const { status, body } = await answer;
  return status < 400 ? `answered ${status}` : (body as ErrorAnswer).error.code;
}

const exchange = (till: TestTill): ReturnType<TestTill['call']> =>
  till.call('POST', exchangePath, { body: emptyExchange });

describe('a till becomes a device', () => {
  it('by a one-time code, with its keys, and is told what the register had not delivered', async () => {
    world.circumstances.activationCodes.set('CODE-1', 'HOUSTON-7');
    const till = await world.newTill();
    const first = await till.activate('CODE-1');
    expect(first).toMatchObject({ status: 201, body: { registerId: 'HOUSTON-7', recoveryKey: 'a.b.c.d.e' } });
    expect(first.body.lastReported).toBeNull();
    await till.connect();
    expect(await exchange(till)).toMatchObject({ status: 200, body: { customerData: 'sent' } });
    world.circumstances.activationCodes.set('CODE-2', 'HOUSTON-7');
    const again = await (await world.newTill()).activate('CODE-2');
    expect(again.body.lastReported).toEqual({ undelivered: 1, lastExchangeAt: expect.any(String) as string });
  });

  it('not by a code that headquarters does not know, nor without headquarters, nor with keys that are none', async () => {
    const till = await world.newTill();
    expect(await codeOf(till.activate('USED'))).toBe('activation_code_invalid');
    world.circumstances.isHeadquartersSilent = true;
    const unreachable = await till.activate('CODE-3');
    expect(unreachable).toMatchObject({ status: 503, body: { error: { code: 'headquarters_unreachable' } } });
    const noPoint = { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' };
    const body = { activationCode: 'CODE-3', signingKey: noPoint, encryptionKey: noPoint };
    const refused = await send(world.scaleUnit.url, unsigned('POST', '/devices', body));
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'request_invalid' } } });
  });

  it('not after many wrong codes from one address, which headquarters is not asked about any more', async () => {
    await world.restart();
    const till = await world.newTill();
    const guesses = Array.from({ length: wrongCodesPerMinute + 5 }, (_, guess) => codeOf(till.activate(`G-${guess}`)));
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'activation_code_invalid')).toHaveLength(wrongCodesPerMinute);
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(5);
    world.circumstances.activationCodes.set('CODE-4', 'HOUSTON-7');
    expect(await codeOf(till.activate('CODE-4'))).toBe('too_many_requests');
    expect(world.circumstances.activationCodes.has('CODE-4')).toBe(true);
    await world.restart();
    expect(await codeOf(till.activate('CODE-4'))).toBe('answered 201');
  });

  it('in place of the former device of the register, which is turned away at once', async () => {
    const former = await world.activatedTill('HOUSTON-7');
    expect(await codeOf(exchange(former))).toBe('answered 200');
    await world.activatedTill('HOUSTON-7');
    expect(await codeOf(exchange(former))).toBe('device_revoked');
  });
});

describe('a connection', () => {
  it('is opened by a challenge once, in time, with the key of the device', async () => {
    const till = await world.activatedTill('HOUSTON-7');
    const { deviceId } = till;
    const post = (
      path: string,
      body: unknown,
    ): Promise<{ status: number; body: ErrorAnswer & { challenge: string } }> =>
      send(world.scaleUnit.url, unsigned('POST', path, body));
    const challenge = async (): Promise<string> => (await post('/device-challenges', { deviceId })).body.challenge;
    const open = (signedChallenge: string): Promise<string> =>
      codeOf(post('/device-connections', { deviceId, signedChallenge }));
    const signed = await till.signedChallenge(await challenge());
    expect(await open(signed)).toBe('answered 201');
    expect(await open(signed)).toBe('device_proof_invalid');
    const stranger = await world.newTill();
    expect(await open(await stranger.signedChallenge(await challenge()))).toBe('device_proof_invalid');
    expect(await open(await till.signedChallenge('a challenge of nobody'))).toBe('device_proof_invalid');
    const late = await till.signedChallenge(await challenge());
    world.circumstances.passedMs = deviceChallengeLifeMs;
    expect(await open(late)).toBe('device_proof_invalid');
  });

  it('replaces the former one of the till', async () => {
    const till = await world.activatedTill('HOUSTON-7');
    const former = till.connectionId;
    await till.connect();
    expect(await codeOf(exchange(till))).toBe('answered 200');
    till.connectionId = former;
    expect(await codeOf(exchange(till))).toBe('device_connection_ended');
  });

  it('is of a device that job 1090 has brought just as of one activated here', async () => {
    const till = await world.activatedTill('HOUSTON-8');
    const { database } = world.scaleUnit.channel;
    const [row] = await database.query<{ signing_key: ChannelConfiguration['devices'][number]['signingKey'] }>(
      'SELECT signing_key FROM devices WHERE device_id = $1',
      [till.deviceId],
    );
    await database.query('DELETE FROM devices WHERE device_id = $1', [till.deviceId]);
    const path = '/offline-databases/HOUSTON-8/exchange';
    expect(await codeOf(till.call('POST', path, { body: emptyExchange }))).toBe('device_unknown');
    if (!row) throw new Error('the device was not recorded');
    const { deviceId } = till;
    const signingKey = row.signing_key;
    world.configure({ devices: [{ deviceId, registerId: 'HOUSTON-8', signingKey, state: 'active' }] });
    expect(await codeOf(till.call('POST', path, { body: emptyExchange }))).toBe('answered 200');
    world.configure({ devices: [{ deviceId, registerId: 'HOUSTON-8', signingKey, state: 'revoked' }] });
    expect(await codeOf(till.call('POST', path, { body: emptyExchange }))).toBe('device_revoked');
  });
});

describe('R16: the proof of a call', () => {
  let till: TestTill;
  beforeEach(async () => {
    till = await world.activatedTill('HOUSTON-7');
  });
  const sent = (request: Awaited<ReturnType<TestTill['sign']>>): Promise<string> =>
    codeOf(send(world.scaleUnit.url, request));

  it('is good for one call: the same request again is refused and does nothing', async () => {
    const request = await till.sign('POST', exchangePath, { body: emptyExchange });
    expect(await sent(request)).toBe('answered 200');
    expect(await sent(request)).toBe('device_proof_replayed');
  });

  it.each([
    ['body', { text: JSON.stringify({ ...emptyExchange, awaiting: ['019b0000-0000-7000-8000-00000000000f'] }) }],
    ['one space more in the body', { text: ` ${JSON.stringify(emptyExchange)}` }],
    ['path', { path: '/offline-databases/HOUSTON-8/exchange' }],
    ['query', { path: `${exchangePath}?more=1` }],
    ['method', { method: 'PUT', path: exchangePath }],
  ])('is of this call only: with another %s it is refused', async (_what, change) => {
    const request = await till.sign('POST', exchangePath, { body: emptyExchange });
    const code = await sent({ ...request, ...change });
    expect(code).toBe('method' in change ? 'not_found' : 'device_proof_invalid');
  });

  it('of a call without a body is not good for one with a body', async () => {
    expect(await codeOf(till.signIn('000160', rightPin))).toBe('answered 201');
    const request = await till.sign('DELETE', '/worker-sessions/current');
    const withBody = { ...request, text: '{}', headers: { ...request.headers, 'content-type': 'application/json' } };
    expect(await sent(withBody)).toBe('device_proof_invalid');
    expect(await codeOf(till.call('DELETE', '/worker-sessions/current'))).toBe('answered 204');
  });

  it.each(['', 'nonsense', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.'])('%j is none', async (proof) => {
    const request = unsigned('POST', exchangePath, emptyExchange);
    expect(await sent({ ...request, headers: { ...request.headers, 'device-proof': proof } })).toBe(
      'device_proof_invalid',
    );
  });

  it('signed by another key is none', async () => {
    const stranger = await world.activatedTill('AUSTIN-1');
    const mine = await till.sign('POST', exchangePath, { body: emptyExchange });
    const theirs = await stranger.sign('POST', exchangePath, { body: emptyExchange });
    const [head] = String(mine.headers['device-proof']).split('.');
    const [, payload, signature] = String(theirs.headers['device-proof']).split('.');
    const forged = { ...theirs.headers, 'device-proof': `${head}.${payload}.${signature}` };
    expect(await sent({ ...theirs, headers: forged })).toBe('device_proof_invalid');
  });

  it('may come out of order within the window, each sequence once', async () => {
    const call = (sequence: number): Promise<string> =>
      codeOf(till.call('POST', exchangePath, { body: emptyExchange, sequence }));
    const highest = proofWindowSize * 3;
    expect(await call(highest)).toBe('answered 200');
    expect(await call(highest - proofWindowSize)).toBe('answered 200');
    expect(await call(highest - proofWindowSize)).toBe('device_proof_replayed');
    expect(await call(highest - proofWindowSize - 1)).toBe('device_proof_replayed');
    expect(await call(highest - 1)).toBe('answered 200');
    expect(await call(highest + 1)).toBe('answered 200');
    for (const used of [highest, highest - 1, highest + 1]) expect(await call(used)).toBe('device_proof_replayed');
    expect(await call(highest - proofWindowSize + 1)).toBe('answered 200');
    expect(await call(highest + 1 + proofWindowSize)).toBe('answered 200');
    expect(await call(highest + 1)).toBe('device_proof_replayed');
    expect(await call(highest + 2)).toBe('answered 200');
    expect(await call(Number.MAX_SAFE_INTEGER)).toBe('answered 200');
    expect(await call(highest + 3)).toBe('device_proof_replayed');
  });

  it('of as many calls at once as the window has places: each is answered once, and each repetition refused', async () => {
    const requests = await Promise.all(
      Array.from({ length: proofWindowSize }, () => till.sign('POST', exchangePath, { body: emptyExchange })),
    );
    const first = await Promise.all(requests.map(sent));
    expect(first).toEqual(Array(proofWindowSize).fill('answered 200'));
    const again = await Promise.all(requests.map(sent));
    expect(again).toEqual(Array(proofWindowSize).fill('device_proof_replayed'));
  });

  it('twenty times at once: done once', async () => {
    const request = await till.sign('POST', exchangePath, { body: emptyExchange });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sent(request)));
    expect(outcomes.toSorted()).toEqual(['answered 200', ...Array<string>(19).fill('device_proof_replayed')]);
  });

  it('stays used up when the scale unit starts anew, and the connection goes on', async () => {
    const request = await till.sign('POST', exchangePath, { body: emptyExchange });
    expect(await sent(request)).toBe('answered 200');
    await world.restart();
    expect(await sent(request)).toBe('device_proof_replayed');
    expect(await codeOf(exchange(till))).toBe('answered 200');
  });

  it('ends with the incarnation of the channel database: after a restore the window is one of the past', async () => {
    const request = await till.sign('POST', exchangePath, { body: emptyExchange });
    expect(await sent(request)).toBe('answered 200');
    await world.scaleUnit.channel.database.query(
      "UPDATE device_connections SET epoch_id = '019b0000-0000-7000-8000-0000000000e0' WHERE device_id = $1",
      [till.deviceId],
    );
    expect(await sent(request)).toBe('device_connection_ended');
    await till.connect();
    expect(await codeOf(exchange(till))).toBe('answered 200');
  });
});

describe('R16: a revoked till', () => {
  it('gets nothing from the moment the scale unit knows, also in the middle of a connection and with a worker', async () => {
    const till = await world.activatedTill('HOUSTON-7');
    await till.signIn('000160', rightPin);
    const { deviceId } = till;
    const signingKey = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } as const;
    const revoked = { deviceId, registerId: 'HOUSTON-7', signingKey, state: 'revoked' } as const;
    const { channel } = world.scaleUnit;
    await refreshConfiguration({
      ...channel,
      headquarters: { ...channel.headquarters, configuration: async () => ({ ...atStart, devices: [revoked] }) },
    });
    await expect(till.connect()).resolves.toBeUndefined();
    expect(till.connectionId).toBeUndefined();
    const challenge = send(world.scaleUnit.url, unsigned('POST', '/device-challenges', { deviceId }));
    expect(await codeOf(challenge)).toBe('device_revoked');
    till.connectionId = '019b0000-0000-7000-8000-0000000000f0';
    expect(await codeOf(exchange(till))).toBe('device_revoked');
  });

  it('counts as none once job 1090 tells of later revocations only; a list that leaves nothing out ends no till', async () => {
    const till = await world.activatedTill('HOUSTON-7');
    const signingKey = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } as const;
    const keyOf = async ({ deviceId }: TestTill): Promise<Pick<PublishedDevice, 'signingKey'>[]> =>
      world.scaleUnit.channel.database.query<Pick<PublishedDevice, 'signingKey'>>(
        'SELECT signing_key AS "signingKey" FROM devices WHERE device_id = $1',
        [deviceId],
      );
    const device = { registerId: 'HOUSTON-7', signingKey };
    const later = Array.from({ length: publishedRevocationsPerRegister }, () => systemIds.uuid()).map((deviceId) => ({
      ...device,
      deviceId,
      state: 'revoked' as const,
    }));
    const list = async (devices: ChannelConfiguration['devices']): Promise<void> => {
      const { channel } = world.scaleUnit;
      const configuration = async (): Promise<ChannelConfiguration> => ({ ...atStart, devices });
      await refreshConfiguration({ ...channel, headquarters: { ...channel.headquarters, configuration } });
      world.configure({ devices });
    };
    /* Activated so recently that no list has it. */
    await list(later);
    expect(await codeOf(exchange(till))).toBe('answered 200');
    await list([{ ...device, deviceId: till.deviceId, state: 'active', ...(await keyOf(till))[0] }]);
    expect(await codeOf(exchange(till))).toBe('answered 200');
    await list(later.slice(1));
    expect(await codeOf(exchange(till))).toBe('answered 200');
    await list(later);
    expect(await codeOf(exchange(till))).toBe('device_unknown');
  });
});

describe('a worker signs in', () => {
  let till: TestTill;
  beforeEach(async () => {
    till = await world.activatedTill('HOUSTON-7');
    await world.scaleUnit.channel.database.query('DELETE FROM sign_in_attempts');
  });
  const signIn = (workerId: string, pin = rightPin): Promise<string> => codeOf(till.signIn(workerId, pin));
  const settings = (options = {}): Promise<string> =>
    codeOf(till.call('GET', '/channel-settings?channelId=HOUSTON', options));

  it('and calls as themselves: what is recorded names the till and them, whatever the request says', async () => {
    expect(await settings()).toBe('not_allowed');
    const signedIn = await till.signIn('000160', rightPin);
    expect(signedIn.body.worker).toEqual({
      workerId: '000160',
      name: 'Walter Fictitious',
      role: 'cashier',
      languageId: 'en-US',
    });
    expect(await settings()).toBe('answered 200');
    const body = { channelId: 'HOUSTON', terminalId: 'HOUSTON-8', workerId: '000170', customer: imogen };
    const created = await till.call<{ operationId: string }>('POST', '/customers', { body });
    expect(created.status).toBe(201);
    const [row] = await world.scaleUnit.channel.database.query<{ origin: unknown }>(
      "SELECT operation -> 'origin' AS origin FROM customer_operations WHERE operation_id = $1",
      [created.body.operationId],
    );
    expect(row?.origin).toMatchObject({ channelId: 'HOUSTON', terminalId: 'HOUSTON-7', workerId: '000160' });
  });

  it('but not with another PIN, nor under an operator id that nobody has here: the same answer', async () => {
    for (const [workerId, pin] of [
      ['000160', '1357'],
      ['999999', rightPin],
      ['000180', rightPin],
    ] as const) {
      const refused = await till.signIn(workerId, pin);
      expect(refused).toMatchObject({ status: 401, body: { error: { code: 'sign_in_failed' } } });
    }
    world.configure({ workers: atStart.workers.map((worker) => ({ ...worker, pinVerifier: null })) });
    expect(await signIn('000160')).toBe('sign_in_failed');
  });

  it('and is blocked after wrong PINs, known or not, until the time is over', async () => {
    for (const workerId of ['000160', '999999']) {
      for (let count = 1; count <= signInFailureCountMax; count++) {
        expect(await signIn(workerId, '1357')).toBe('sign_in_failed');
      }
      const blocked = await till.signIn(workerId, rightPin);
      expect(blocked).toMatchObject({ status: 429, body: { error: { code: 'sign_in_blocked' } } });
      expect(blocked.headers.get('retry-after')).toBe('300');
    }
    expect(await signIn('000170')).toBe('answered 201');
    world.circumstances.passedMs = signInBlockMs - 60_000;
    expect(await signIn('000160')).toBe('sign_in_blocked');
    world.circumstances.passedMs = signInBlockMs + 60_000;
    expect(await signIn('000160')).toBe('answered 201');
    expect(await signIn('000160', '1357')).toBe('sign_in_failed');
  });

  it('guesses at once do not slip by the count', async () => {
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, guess) => signIn('000160', String(1000 + guess))));
    expect(guesses.filter((code) => code === 'sign_in_failed')).toHaveLength(signInFailureCountMax);
    expect(guesses.filter((code) => code === 'sign_in_blocked')).toHaveLength(12 - signInFailureCountMax);
  });

  it('and the session ends: by signing out, in time, with a new PIN, and with the worker', async () => {
    const ended = async (end: () => unknown): Promise<void> => {
      expect(await signIn('000160')).toBe('answered 201');
      expect(await settings()).toBe('answered 200');
      await end();
      expect(await settings()).toBe('worker_session_ended');
      world.circumstances.passedMs = 0;
      world.configure(atStart);
    };
    const walter = (change: object): typeof atStart.workers =>
      atStart.workers.map((worker) => (worker.workerId === '000160' ? { ...worker, ...change } : worker));
    await ended(() => till.call('DELETE', '/worker-sessions/current'));
    await ended(() => (world.circumstances.passedMs = workerSessionLifeMs));
    const pinVerifier = await makePinVerifier(rightPin);
    await ended(() => world.configure({ workers: walter({ pinVerifier }) }));
    await ended(() => world.configure({ workers: walter({ channelIds: ['AUSTIN'] }) }));
    await ended(() => world.configure({ workers: [] }));
  });

  it('at one till: the session is of no use at another', async () => {
    await till.signIn('000160', rightPin);
    const other = await world.activatedTill('HOUSTON-8');
    const stolen = other.call('GET', '/channel-settings?channelId=HOUSTON', { session: till.session });
    expect(await codeOf(stolen)).toBe('worker_session_ended');
    const token = unsigned('GET', '/channel-settings?channelId=HOUSTON');
    const bare = { ...token, headers: { 'worker-session': till.session ?? '' } };
    expect(await codeOf(send(world.scaleUnit.url, bare))).toBe('not_authenticated');
  });
});

describe('what PINs are compared with', () => {
  it('goes to tills of the channel alone', async () => {
    const till = await world.activatedTill('HOUSTON-7');
    const atTill = await till.call<OfflineExchangeResponse>('POST', exchangePath, { body: emptyExchange });
    const verified = atTill.body.configuration?.workers.filter(({ pinVerifier }) => pinVerifier !== null);
    expect(verified?.map(({ workerId }) => workerId)).toEqual(['000160', '000170']);
    const atApplication = await send<OfflineExchangeResponse>(
      world.scaleUnit.url,
      unsigned('POST', exchangePath, emptyExchange, 'application'),
    );
    expect(atApplication.body.configuration?.workers).toHaveLength(3);
    const read = await send(
      world.scaleUnit.url,
      unsigned('GET', readConfigurationRoute.path, undefined, 'administrator'),
    );
    for (const { body } of [atApplication, read]) {
      for (const { pinVerifier } of atStart.workers) expect(JSON.stringify(body)).not.toContain(pinVerifier?.hash);
    }
  });
});
