import { smtpConfigurationSchema } from '@counterfoil/headquarters/notifications/mail-server';
import { readSealKey } from '@counterfoil/platform/seal';
import { readConfiguration } from '@counterfoil/platform/configuration';
import { z } from 'zod';
import type { HeadquartersOptions } from './start-headquarters.ts';

/** The settings by which headquarters reaches customers and other systems. */
export const outsideShape = {
  /** Where e-mails to customers are handed over. */
  smtp: smtpConfigurationSchema.optional(),
  /** 32 random bytes in base64, or a file that holds them: seals the secrets of event subscriptions. */
  secretsKey: z.string().optional(),
  secretsKeyFile: z.string().optional(),
  /** Events may be sent into the own network as well. */
  eventsAllowPrivateAddresses: z.boolean().default(false),
};

/** Environment variable without `COUNTERFOIL_` → setting. */
export const outsideVariables = {
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

const outsideSchema = z.strictObject(outsideShape);

/** What headquarters is started with of them; the key is read from its file. Throws a `ConfigurationError`. */
export function outsideOptions(
  settings: z.output<typeof outsideSchema>,
): Pick<HeadquartersOptions, 'smtp' | 'secretsKey' | 'eventsAllowPrivateAddresses'> {
  const { smtp, eventsAllowPrivateAddresses, secretsKey: key, secretsKeyFile: keyFile } = settings;
  return { ...(smtp && { smtp }), secretsKey: readSealKey({ key, keyFile }), eventsAllowPrivateAddresses };
}

/** The same from the environment alone, for a headquarters without a configuration file. */
export function readOutside(environment: NodeJS.ProcessEnv): ReturnType<typeof outsideOptions> {
  return outsideOptions(readConfiguration(outsideSchema, { environment, variables: outsideVariables }));
}
