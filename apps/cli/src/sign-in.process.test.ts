import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli-fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-sign-in-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/* Refused before any database is looked for: there is none at this address. */
const databaseUrl = 'postgresql://nobody@127.0.0.1:1/none';
const publicUrl = 'https://headquarters.example';
const secret = 'this-must-never-be-printed';

async function runWith(configuration: object, environment: Readonly<Record<string, string>> = {}) {
  const file = join(folder, 'headquarters.json');
  await writeFile(file, JSON.stringify({ databaseUrl, publicUrl, ...configuration }));
  return runCli(['headquarters', '--config', file], folder, environment);
}

describe('a headquarters in production', () => {
  test('refuses the development identity provider', async () => {
    const clientId = 'counterfoil-development-headquarters';
    const identityProvider = { issuer: 'http://127.0.0.1:8094', clientId, clientSecret: secret };
    const { exitCode, output, errors } = await runWith({ identityProvider });
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: '' });
    expect(errors).toBe(
      'The development identity provider lets everybody be anybody and is refused in production: configure your own with "identityProvider", or set "environment" to "development".\n',
    );
  });

  test('refuses an identity provider without https, named by variables as well, and prints no secret', async () => {
    const { exitCode, errors } = await runWith(
      {},
      {
        COUNTERFOIL_IDENTITY_PROVIDER_ISSUER: 'http://login.example',
        COUNTERFOIL_IDENTITY_PROVIDER_CLIENT_ID: 'counterfoil',
        COUNTERFOIL_IDENTITY_PROVIDER_CLIENT_SECRET: secret,
      },
    );
    expect(exitCode).toBe(1);
    expect(errors).toContain('"identityProvider.issuer" must begin with https://');
    expect(errors).not.toContain(secret);
  });

  test('says which setting of the identity provider is wrong, without its value', async () => {
    const identityProvider = { issuer: 'https://login.example', clientId: 'counterfoil', clientSecret: [secret] };
    const { exitCode, errors } = await runWith({ identityProvider });
    expect(exitCode).toBe(1);
    expect(errors).toContain('"identityProvider.clientSecret"');
    expect(errors).not.toContain(secret);
  });

  test('does not start the demonstration, whose people need no password', async () => {
    const { exitCode, errors } = await runCli(['start', '--port', '0'], folder, {
      COUNTERFOIL_ENVIRONMENT: 'production',
      COUNTERFOIL_HEADQUARTERS_DATABASE_URL: databaseUrl,
      COUNTERFOIL_CHANNEL_DATABASE_URL: databaseUrl,
    });
    expect(exitCode).toBe(1);
    expect(errors).toContain('does not start in production');
  });
});
