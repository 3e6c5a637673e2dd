import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@counterfoil/platform/clock';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIdTokenVerifier, type ShopperIdentity, type VerifyIdToken } from './verify-id-token.ts';

const clientId = 'shop';
const seams = systemSeams(silentLog);
const nowSeconds = Math.floor(systemClock.now().getTime() / 1_000);

/** An identity provider as far as a verifier sees it, which a test can put in disorder. */
interface Provider {
  issuer: string;
  key: CryptoKey;
  keys: object;
  keyStatus: number;
  keyRequestCount: number;
}

let server: Server;
let provider: Provider;
let sound: object;
let verify: VerifyIdToken;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  sound = { keys: [{ ...(await exportJWK(publicKey)), kid: 'known', alg: 'ES256', use: 'sig' }] };
  server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url !== '/keys') {
      return answer(200, { issuer: provider.issuer, jwks_uri: `${provider.issuer}/keys` });
    }
    provider.keyRequestCount++;
    return answer(provider.keyStatus, provider.keys);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = { issuer, key: privateKey, keys: sound, keyStatus: 200, keyRequestCount: 0 };
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  Object.assign(provider, { keys: sound, keyStatus: 200, keyRequestCount: 0 });
  const identityProvider = { issuer: provider.issuer, clientId };
  verify = openIdTokenVerifier({ environment: 'development', identityProvider }, seams);
});

function token(claims: JWTPayload, kid = 'known'): Promise<string> {
  const times = { iat: nowSeconds, exp: nowSeconds + 3_600 };
  return new SignJWT({ iss: provider.issuer, sub: 'shopper-17', aud: clientId, ...times, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(provider.key);
}

const verified = async (claims: JWTPayload): Promise<ShopperIdentity> => verify(await token(claims));

describe('an ID token tells who has signed in', () => {
  it('with the address that is verified and the names', async () => {
    const claims = { email: 'ada@example.com', email_verified: true, given_name: 'Ada', family_name: 'Invented' };
    expect(await verified(claims)).toEqual({
      providerId: provider.issuer,
      externalIdentityId: 'shopper-17',
      verifiedEmail: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Invented',
    });
  });

  it.each([[undefined], [false], ['true'], [1]])('without the address where email_verified is %j', async (claim) => {
    const identity = await verified({
      email: 'ada@example.com',
      ...(claim !== undefined && { email_verified: claim }),
    });
    expect(identity.verifiedEmail).toBeNull();
  });

  it.each([[' '], ['x'.repeat(101)], ['a\u0000b'], [7], [null]])('without a name that is %j', async (name) => {
    expect(await verified({ given_name: name, family_name: name })).toMatchObject({ firstName: null, lastName: null });
  });
});

describe('an ID token is refused', () => {
  it.each<[string, JWTPayload]>([
    ['of another issuer', { iss: 'https://login.example.com' }],
    ['for another application', { aud: 'other' }],
    ['for several applications, asked for by nobody in particular', { aud: [clientId, 'other'] }],
    ['that another application asked for', { aud: [clientId, 'other'], azp: 'other' }],
    ['without a subject', { sub: '' }],
    ['with a subject that cannot be kept', { sub: 'x'.repeat(201) }],
    ['with a subject that cannot be stored', { sub: 'a\u0000b' }],
    ['that has expired', { exp: nowSeconds - 60 }],
    ['that is older than ten minutes, though it lives for longer', { iat: nowSeconds - 11 * 60 }],
    ['that was made in the future', { iat: nowSeconds + 60 }],
  ])('%s', async (_name, claims) => {
    await expect(verified(claims)).rejects.toMatchObject({ code: 'shopper_identity_invalid' });
  });

  it('and however many name unknown keys, the provider is asked for its keys once', async () => {
    for (let count = 0; count < 20; count++) {
      const unknown = await token({}, `unknown-${count}`);
      await expect(verify(unknown)).rejects.toMatchObject({ code: 'shopper_identity_invalid' });
    }
    expect(provider.keyRequestCount).toBe(1);
    await expect(verified({})).resolves.toMatchObject({ externalIdentityId: 'shopper-17' });
  });
});

describe('an identity provider in disorder is no fault of the shopper', () => {
  it('whose keys are not answered', async () => {
    provider.keyStatus = 502;
    await expect(verified({})).rejects.toMatchObject({ code: 'identity_provider_unreachable' });
    provider.keyStatus = 200;
    await expect(verified({})).resolves.toMatchObject({ providerId: provider.issuer });
  });

  it('whose keys are none', async () => {
    provider.keys = { keys: 'none' };
    await expect(verified({})).rejects.toMatchObject({ code: 'identity_provider_misconfigured' });
  });
});
