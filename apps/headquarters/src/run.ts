import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { readConfiguration } from '@counterfoil/platform/configuration';
import {
  staffProviderSchema,
  type StaffSignInConfiguration,
} from '@counterfoil/headquarters/workspace/identity-provider-configuration';
import {
  environments,
  publicUrlSchema,
  signInVariables,
} from '@counterfoil/http/sign-in/identity-provider-configuration';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { z } from 'zod';
import { outsideOptions, outsideShape, outsideVariables } from './outside.ts';
import { startHeadquarters, type RunningHeadquarters } from './start-headquarters.ts';

/** The configuration of a headquarters process: a JSON file, and environment variables over it. */
export const headquartersConfigurationSchema = z.strictObject({
  databaseUrl: z.string().min(1),
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535).default(8_090),
  poolSize: z.number().int().min(4).max(200).default(20),
  /** Addresses of the proxies in front, separated by commas: what they say of the caller's address is believed. */
  trustedProxies: z.string().min(1).optional(),
  requestsPerMinute: z.union([z.number().int().positive(), z.literal('unlimited')]).default(60_000),
  firstRecurrence: z.string().default('continuous'),
  /** Puts the sample retailer into an empty database. */
  sampleSettings: z.boolean().default(false),
  ...outsideShape,
  /** A production takes only an identity provider that protects it. */
  environment: z.enum(environments).default('production'),
  /** How people sign in to the workspace; without it programs call by their tokens only. */
  identityProvider: staffProviderSchema.optional(),
  /** Where browsers find headquarters, as `https://headquarters.example`. */
  publicUrl: publicUrlSchema.optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

/** Environment variable without `COUNTERFOIL_` → setting. */
const variables = {
  HEADQUARTERS_DATABASE_URL: 'databaseUrl',
  HOST: 'host',
  PORT: 'port',
  TRUSTED_PROXIES: 'trustedProxies',
  LOG_LEVEL: 'logLevel',
  SAMPLE_SETTINGS: 'sampleSettings',
  ...outsideVariables,
  ...signInVariables,
  IDENTITY_PROVIDER_ROLES_CLAIM: 'identityProvider.rolesClaim',
  IDENTITY_PROVIDER_ROLE_NAMES: 'identityProvider.roleNames',
  IDENTITY_PROVIDER_CHANNELS_CLAIM: 'identityProvider.channelsClaim',
};

/** Runs headquarters as a process of its own, configured by `file` and the environment. */
export async function runHeadquarters(file: string | undefined): Promise<RunningHeadquarters> {
  const configuration = readConfiguration(headquartersConfigurationSchema, {
    ...(file !== undefined && { file }),
    environment: process.env,
    variables,
  });
  const { logLevel, sampleSettings, smtp, secretsKey, secretsKeyFile, eventsAllowPrivateAddresses, ...others } =
    configuration;
  const { environment, identityProvider, publicUrl, ...options } = others;
  const signIn: StaffSignInConfiguration | undefined = identityProvider && { environment, identityProvider, publicUrl };
  return startHeadquarters({
    ...options,
    ...outsideOptions({ smtp, secretsKey, secretsKeyFile, eventsAllowPrivateAddresses }),
    seams: systemSeams(createLog({ node: 'headquarters' }, logLevel)),
    ...(signIn && { signIn }),
    ...(sampleSettings && { prepare: insertSampleSettings }),
  });
}
