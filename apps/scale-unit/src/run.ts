import { environments, identityProviderSchema } from '@counterfoil/http/sign-in/identity-provider-configuration';
import { readConfiguration } from '@counterfoil/platform/configuration';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { z } from 'zod';
import { startScaleUnit, type RunningScaleUnit } from './start-scale-unit.ts';

/** The configuration of a scale unit process: a JSON file, and environment variables over it. */
export const scaleUnitConfigurationSchema = z.strictObject({
  channelDatabaseId: z.string().min(1),
  databaseUrl: z.string().min(1),
  headquartersUrl: z.url(),
  keyFile: z.string().min(1),
  registrationCode: z.string().optional(),
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535).default(8_091),
  poolSize: z.number().int().min(2).max(200).default(16),
  requestsPerMinute: z.union([z.number().int().positive(), z.literal('unlimited')]).default(60_000),
  realTimeTimeoutMs: z.number().int().min(100).max(60_000).default(5_000),
  /** A production takes only an identity provider that protects it. */
  environment: z.enum(environments).default('production'),
  /** Where the shoppers of the web shop sign in, as the storefront has it; without it none do. */
  identityProvider: identityProviderSchema.pick({ issuer: true, clientId: true }).optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

/** Environment variable without `COUNTERFOIL_` → setting. */
const variables = {
  CHANNEL_DATABASE_ID: 'channelDatabaseId',
  CHANNEL_DATABASE_URL: 'databaseUrl',
  HEADQUARTERS_URL: 'headquartersUrl',
  SCALE_UNIT_KEY_FILE: 'keyFile',
  REGISTRATION_CODE: 'registrationCode',
  HOST: 'host',
  PORT: 'port',
  ENVIRONMENT: 'environment',
  IDENTITY_PROVIDER_ISSUER: 'identityProvider.issuer',
  IDENTITY_PROVIDER_CLIENT_ID: 'identityProvider.clientId',
  LOG_LEVEL: 'logLevel',
};

/** Runs a scale unit as a process of its own, configured by `file` and the environment. */
export async function runScaleUnit(file: string | undefined): Promise<RunningScaleUnit> {
  const configuration = readConfiguration(scaleUnitConfigurationSchema, {
    ...(file !== undefined && { file }),
    environment: process.env,
    variables,
  });
  const { logLevel, registrationCode, environment, identityProvider, ...options } = configuration;
  const log = createLog({ node: configuration.channelDatabaseId }, logLevel);
  return startScaleUnit({
    ...options,
    ...(registrationCode && { registrationCode }),
    ...(identityProvider && { shopperSignIn: { environment, identityProvider } }),
    seams: systemSeams(log),
  });
}
