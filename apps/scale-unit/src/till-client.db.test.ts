import { exchangeOfflineDatabaseRoute } from '@counterfoil/channel/commerce-api/exchange-offline-database';
import type { DevicePublicKey } from '@counterfoil/contracts/devices';
import type { OfflineExchangeRequest } from '@counterfoil/contracts/offline-exchange';
import { systemClock } from '@counterfoil/platform/clock';
import { createScaleUnit, type ScaleUnit } from '@counterfoil/till/scale-unit/scale-unit';
import { CompactSign, exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTillWorld, rightPin, type TillWorld } from './tills-fixture.ts';

const registerId = 'HOUSTON-7';
const example = exchangeOfflineDatabaseRoute.examples.request as OfflineExchangeRequest;
const exchange = { ...example, channelEpoch: null, cursor: null, entries: [], configurationVersion: 0 };

let world: TillWorld;
let client: ScaleUnit;
let deviceId: string;
let sign: (payload: object) => Promise<string>;

beforeAll(async () => {
  world = await openTillWorld();
  const signing = await generateKeyPair('ES256', { extractable: true });
  const encryption = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true });
  sign = (payload) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid: deviceId })
      .sign(signing.privateKey);
  client = createScaleUnit({
    vault: { identity: async () => ({ deviceId, registerId }), sign },
    seams: { clock: systemClock },
    scaleUnitUrl: world.scaleUnit.url,
    fetch,
    timeoutMs: () => 10_000,
  });
  world.circumstances.activationCodes.set('CODE', registerId);
  const keys = {
    signingKey: await publicPart(signing.publicKey),
    encryptionKey: await publicPart(encryption.publicKey),
  };
  ({ deviceId } = await client.activate({ activationCode: 'CODE', ...keys }));
});
afterAll(() => world.close());

async function publicPart(key: CryptoKey): Promise<DevicePublicKey> {
  const { x = '', y = '' } = await exportJWK(key);
  return { kty: 'EC', crv: 'P-256', x, y };
}

describe('the client of a till', () => {
  it('exchanges as the device, and calls as the worker who has signed in', async () => {
    expect((await client.exchange(registerId, exchange)).customerData).toBe('sent');
    const { session, worker } = await client.signIn({ workerId: '000160', pin: rightPin });
    expect(worker.name).toBe('Walter Fictitious');
    const answer = z.object({ customers: z.array(z.unknown()) });
    const search = { method: 'POST', path: '/customers/search', body: { text: 'nobody' }, answer, session } as const;
    expect(await client.call(search)).toEqual({ customers: [] });
    await expect(client.call({ ...search, session: 'none' })).rejects.toMatchObject({ code: 'worker_session_ended' });
  });

  it('goes on in a new connection when another tab has opened one, with many calls at once', async () => {
    await world.scaleUnit.channel.database.query(
      "UPDATE device_connections SET connection_id = '019b0000-0000-7000-8000-0000000000f2' WHERE device_id = $1",
      [deviceId],
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.exchange(registerId, exchange)));
    expect(answers.map(({ customerData }) => customerData)).toEqual(Array(20).fill('sent'));
  });
});
