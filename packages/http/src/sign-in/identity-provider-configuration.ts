import { developmentClientPrefix } from '@counterfoil/contracts/administration/development-identity-provider';
import { ConfigurationError, readSecretFile } from '@counterfoil/platform/configuration';
import { z } from 'zod';

const webAddress = z.url({ protocol: /^https?$/u });

/** Where browsers find a server: whatever it serves lies at the root of that address. */
export const publicUrlSchema = webAddress.refine(
  (url) => URL.canParse(url) && new URL(url).href === `${new URL(url).origin}/`,
  'it must be like https://shop.example, without a path',
);

/** Where people sign in; it stands in the configuration only, never in the database or the log. */
export const identityProviderSchema = z.strictObject({
  /** Address of the OpenID provider, below which its discovery document lies. */
  issuer: webAddress,
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  /** Instead of the secret: a file that holds it. Without both the client is a public one. */
  clientSecretFile: z.string().optional(),
  /** What is asked for: `openid`, and whatever brings the claims. */
  scope: z
    .string()
    .regex(/\bopenid\b/u, 'it must hold openid')
    .default('openid profile'),
});
export type IdentityProviderConfiguration = z.output<typeof identityProviderSchema>;

/** Whether real customers are kept here. */
export const environments = ['production', 'development'] as const;
export type Environment = (typeof environments)[number];

/** Environment variable without `COUNTERFOIL_` → setting, of a server at which people sign in. */
export const signInVariables = {
  ENVIRONMENT: 'environment',
  PUBLIC_URL: 'publicUrl',
  IDENTITY_PROVIDER_ISSUER: 'identityProvider.issuer',
  IDENTITY_PROVIDER_CLIENT_ID: 'identityProvider.clientId',
  IDENTITY_PROVIDER_CLIENT_SECRET: 'identityProvider.clientSecret',
  IDENTITY_PROVIDER_CLIENT_SECRET_FILE: 'identityProvider.clientSecretFile',
  IDENTITY_PROVIDER_SCOPE: 'identityProvider.scope',
} as const;

/** A provider, and what it is used for. */
export interface ProviderConfiguration {
  readonly identityProvider: Pick<IdentityProviderConfiguration, 'issuer' | 'clientId'>;
  readonly environment: Environment;
}

/** The configured way in. */
export interface SignInConfiguration extends ProviderConfiguration {
  readonly identityProvider: IdentityProviderConfiguration;
  /** Where browsers find the server; what it listens on itself when it isn't given. */
  readonly publicUrl?: string | undefined;
}

/** Throws a `ConfigurationError` for a provider that must not open a production, or addresses that don't protect it. */
export function checkSignIn(configuration: SignInConfiguration): void {
  checkProvider(configuration);
  const { environment, publicUrl } = configuration;
  if (environment === 'production' && (publicUrl === undefined || !isSecure(publicUrl))) {
    throw new ConfigurationError(
      'People sign in over https only: set "publicUrl" (COUNTERFOIL_PUBLIC_URL) to the https:// address by which browsers come here, or set "environment" to "development".',
    );
  }
}

/** The same of the provider alone, for a server to which no browser comes. */
export function checkProvider({ identityProvider, environment }: ProviderConfiguration): void {
  if (environment === 'development') return;
  const { issuer, clientId } = identityProvider;
  if (clientId.startsWith(developmentClientPrefix)) {
    throw new ConfigurationError(
      'The development identity provider lets everybody be anybody and is refused in production: configure your own with "identityProvider", or set "environment" to "development".',
    );
  }
  if (!isSecure(issuer)) {
    throw new ConfigurationError(
      'The setting "identityProvider.issuer" must begin with https:// in production: use the provider\'s secure address, or set "environment" to "development".',
    );
  }
}

function isSecure(url: string): boolean {
  return new URL(url).protocol === 'https:';
}

/** The secret of the client; null for a public one. Throws a `ConfigurationError` when its file can't be read. */
export function clientSecretOf({ clientSecret, clientSecretFile }: IdentityProviderConfiguration): string | null {
  if (clientSecretFile === undefined) return clientSecret ?? null;
  return readSecretFile(clientSecretFile, 'the secret of the identity provider');
}
