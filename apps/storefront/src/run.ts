import {
  environments,
  identityProviderSchema,
  publicUrlSchema,
  signInVariables,
} from '@counterfoil/http/sign-in/identity-provider-configuration';
import { ConfigurationError, readConfiguration } from '@counterfoil/platform/configuration';
import { createLog } from '@counterfoil/platform/log';
import { readSealKey } from '@counterfoil/platform/seal';
import { systemSeams } from '@counterfoil/platform/seams';
import { z } from 'zod';
import { startStorefront, type RunningStorefront } from './start-storefront.ts';

/** The configuration of a web shop's process: a JSON file, and environment variables over it. */
export const storefrontConfigurationSchema = z.strictObject({
  channelId: z.string().min(1),
  /** Address of the scale unit of the online store. */
  commerceApiUrl: z.url(),
  /** Of role `storefront` there. */
  accessToken: z.string().min(1),
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535).default(8_095),
  trustedProxies: z.string().min(1).optional(),
  requestsPerMinute: z.union([z.number().int().positive(), z.literal('unlimited')]).default(600),
  /** 32 random bytes in base64, or a file that holds them: the same for every process of the shop. */
  secretsKey: z.string().optional(),
  secretsKeyFile: z.string().optional(),
  /** A production takes only an identity provider that protects it. */
  environment: z.enum(environments).default('production'),
  identityProvider: identityProviderSchema,
  /**
   * Where the provider's pages lie when that is not the origin of its issuer: browsers let a form lead nowhere else.
   * Each like `https://accounts.example`. In the file only.
   */
  identityProviderOrigins: z.array(publicUrlSchema).default([]),
  /** Where browsers find the shop, as `https://shop.example`. */
  publicUrl: publicUrlSchema.optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

/** Environment variable without `COUNTERFOIL_` → setting. */
const variables = {
  CHANNEL_ID: 'channelId',
  COMMERCE_API_URL: 'commerceApiUrl',
  STOREFRONT_ACCESS_TOKEN: 'accessToken',
  HOST: 'host',
  PORT: 'port',
  TRUSTED_PROXIES: 'trustedProxies',
  SECRETS_KEY: 'secretsKey',
  SECRETS_KEY_FILE: 'secretsKeyFile',
  ...signInVariables,
  LOG_LEVEL: 'logLevel',
};

/** Runs a web shop as a process of its own, configured by `file` and the environment. */
export async function runStorefront(file: string | undefined): Promise<RunningStorefront> {
  const { logLevel, environment, identityProvider, publicUrl, secretsKey, secretsKeyFile, trustedProxies, ...options } =
    readConfiguration(storefrontConfigurationSchema, {
      ...(file !== undefined && { file }),
      environment: process.env,
      variables,
    });
  const sealKey = readSealKey({ key: secretsKey, keyFile: secretsKeyFile });
  if (!sealKey) {
    throw new ConfigurationError(
      'A web shop needs a key that seals what waits in cookies: set "secretsKeyFile" (COUNTERFOIL_SECRETS_KEY_FILE) to a file with the text that "openssl rand -base64 32" prints.',
    );
  }
  return startStorefront({
    ...options,
    ...(trustedProxies !== undefined && { trustedProxies }),
    sealKey,
    signIn: { environment, identityProvider, publicUrl },
    seams: systemSeams(createLog({ node: 'storefront' }, logLevel)),
  });
}
