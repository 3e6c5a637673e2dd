import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigurationError, readConfiguration } from './configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'counterfoil-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = z.strictObject({
  port: z.number().int().min(1),
  demo: z.boolean().default(false),
  headquarters: z.strictObject({ databaseUrl: z.string(), stores: z.array(z.string()).default([]) }),
});
const variables = {
  PORT: 'port',
  DEMO: 'demo',
  HEADQUARTERS_DATABASE_URL: 'headquarters.databaseUrl',
  STORES: 'headquarters.stores',
};

function fileOf(text: string): string {
  const file = join(folder, 'counterfoil.json');
  writeFileSync(file, text);
  return file;
}

function faultOf(text: string, environment: NodeJS.ProcessEnv = {}): string {
  try {
    readConfiguration(schema, { file: fileOf(text), environment, variables });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
}

test('a variable wins over the file and becomes what the setting asks for', () => {
  const file = fileOf('{"port":1,"headquarters":{"databaseUrl":"postgres://file"}}');
  const environment = {
    COUNTERFOIL_PORT: '8080',
    COUNTERFOIL_DEMO: 'true',
    COUNTERFOIL_HEADQUARTERS_DATABASE_URL: '12',
    COUNTERFOIL_STORES: '["Houston"]',
  };
  expect(readConfiguration(schema, { file, environment, variables })).toEqual({
    port: 8080,
    demo: true,
    headquarters: { databaseUrl: '12', stores: ['Houston'] },
  });
});

test('a configuration can come from variables alone', () => {
  const environment = { STORE_PORT: '1', STORE_HEADQUARTERS_DATABASE_URL: 'postgres://variable' };
  expect(readConfiguration(schema, { environment, prefix: 'STORE_', variables }).headquarters.databaseUrl).toBe(
    'postgres://variable',
  );
});

test('each fault is one sentence with the setting, its source and what to do, and never the value', () => {
  expect(faultOf('{"port":1}')).toBe(
    `The setting "headquarters" is missing: add it to the file ${folder}/counterfoil.json.`,
  );
  expect(faultOf('{"port":1,"headquarters":{}}')).toContain('set the variable COUNTERFOIL_HEADQUARTERS_DATABASE_URL.');
  expect(faultOf('{"port":1,"prot":2,"headquarters":{"databaseUrl":""}}')).toContain('"prot" in the file');
  expect(faultOf('{"port":"secret","headquarters":{"databaseUrl":""}}')).toContain('"port" from the file');
  const wrongVariable = faultOf('{"headquarters":{"databaseUrl":""}}', { COUNTERFOIL_PORT: 'secret' });
  expect(wrongVariable).toContain('"port" from the variable COUNTERFOIL_PORT is not valid');
  expect(wrongVariable).not.toContain('secret');
  expect(faultOf('{"port": secret')).toContain('is not valid JSON');
  expect(faultOf('{"port": secret')).not.toContain('secret');
  expect(faultOf('[]')).toContain('must hold one JSON object');
  const missing = { file: join(folder, 'none.json'), environment: {} };
  expect(() => readConfiguration(schema, missing)).toThrow(/none\.json cannot be read \(ENOENT\)/u);
});
