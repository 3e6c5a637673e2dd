import { insertSampleSettings } from '@counterfoil/headquarters/sample-settings';
import { readSecretsKey } from '@counterfoil/headquarters/events/seal';
import { smtpConfigurationSchema } from '@counterfoil/headquarters/notifications/mail-server';
import { readConfiguration } from '@counterfoil/platform/configuration';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { z } from 'zod';
import { startHeadquarters, type RunningHeadquarters } from './start-headquarters.ts';

/** The configuration of a headquarters process: a JSON file, and environment variables over it. */
export const headquartersConfigurationSchema = z.strictObject({
  databaseUrl: z.string().min(1),
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535).default(8_090),
  poolSize: z.number().int().min(4).max(200).default(20),
  requestsPerMinute: z.union([z.number().int().positive(), z.literal('unlimited')]).default(60_000),
  firstRecurrence: z.string().default('continuous'),
  /** Puts the sample retailer into an empty database. */
  sampleSettings: z.boolean().default(false),
  /** Where e-mails to customers are handed over. */
  smtp: smtpConfigurationSchema.optional(),
  /** 32 random bytes in base64, or a file that holds them: seals the secrets of event subscriptions. */
  secretsKey: z.string().optional(),
  secretsKeyFile: z.string().optional(),
  /** Events may be sent into the own network as well. */
  eventsAllowPrivateAddresses: z.boolean().default(false),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

/** Environment variable without `COUNTERFOIL_` → setting. */
const variables = {
  HEADQUARTERS_DATABASE_URL: 'databaseUrl',
  HOST: 'host',
  PORT: 'port',
  LOG_LEVEL: 'logLevel',
  SAMPLE_SETTINGS: 'sampleSettings',
  SMTP_HOST: 'smtp.host',
  SMTP_PORT: 'smtp.port',
  SMTP_SECURITY: 'smtp.security',
  SMTP_USER: 'smtp.user',
  SMTP_PASSWORD: 'smtp.password',
  SMTP_PASSWORD_FILE: 'smtp.passwordFile',
  SECRETS_KEY: 'secretsKey',
  SECRETS_KEY_FILE: 'secretsKeyFile',
  EVENTS_ALLOW_PRIVATE_ADDRESSES: 'eventsAllowPrivateAddresses',
};

/** Runs headquarters as a process of its own, configured by `file` and the environment. */
export async function runHeadquarters(file: string | undefined): Promise<RunningHeadquarters> {
  const { logLevel, sampleSettings, secretsKey, secretsKeyFile, smtp, ...options } = readConfiguration(headquartersConfigurationSchema, {
    ...(file !== undefined && { file }),
    environment: process.env,
    variables,
  });
  return startHeadquarters({
    ...options,
    ...(smtp && { smtp }),
    secretsKey: readSecretsKey({ secretsKey, secretsKeyFile }),
    seams: systemSeams(createLog({ node: 'headquarters' }, logLevel)),
    ...(sampleSettings && { prepare: insertSampleSettings }),
  });
}
