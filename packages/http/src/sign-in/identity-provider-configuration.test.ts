import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  checkSignIn,
  clientSecretOf,
  identityProviderSchema,
  publicUrlSchema,
} from './identity-provider-configuration.ts';

const identityProvider = identityProviderSchema.parse({ issuer: 'https://login.example/', clientId: 'counterfoil' });
const sound = { identityProvider, environment: 'production', publicUrl: 'https://headquarters.example' } as const;

describe('a production lets people sign in only where that is safe', () => {
  test('at a provider of its own, over secure addresses', () => {
    expect(() => checkSignIn(sound)).not.toThrow();
  });

  test.each([
    [
      { identityProvider: { ...identityProvider, clientId: 'counterfoil-development-shop' } },
      /development identity provider/u,
    ],
    [
      { identityProvider: { ...identityProvider, issuer: 'http://login.example/' } },
      /"identityProvider.issuer".*https/u,
    ],
    [{ publicUrl: undefined }, /"publicUrl" \(COUNTERFOIL_PUBLIC_URL\)/u],
    [{ publicUrl: 'http://headquarters.example' }, /"publicUrl"/u],
  ])('not with %j', (change, sentence) => {
    const wrong = { ...sound, ...change };
    expect(() => checkSignIn(wrong)).toThrow(ConfigurationError);
    expect(() => checkSignIn(wrong)).toThrow(sentence);
    expect(() => checkSignIn({ ...wrong, environment: 'development' })).not.toThrow();
  });
});

describe('the settings of the identity provider', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-secret-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('take the address of a whole site only', () => {
    for (const url of ['https://hq.example', 'https://hq.example/', 'http://127.0.0.1:8090'])
      expect(publicUrlSchema.safeParse(url).success).toBe(true);
    for (const url of ['https://hq.example/workspace', 'ftp://hq.example', 'hq.example'])
      expect(publicUrlSchema.safeParse(url).success).toBe(false);
  });

  test('read the secret from a file, and say which file cannot be read', async () => {
    const clientSecretFile = join(folder, 'secret');
    await writeFile(clientSecretFile, 'hush\n');
    expect(clientSecretOf({ ...identityProvider, clientSecretFile })).toBe('hush');
    expect(clientSecretOf(identityProvider)).toBeNull();
    expect(() => clientSecretOf({ ...identityProvider, clientSecretFile: join(folder, 'none') })).toThrow('(ENOENT)');
  });
});
