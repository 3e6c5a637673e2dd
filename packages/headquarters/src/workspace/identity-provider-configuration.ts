import { readFileSync } from 'node:fs';
import { developmentClientPrefix } from '@counterfoil/contracts/administration/development-identity-provider';
import { staffRoles, type StaffRole } from '@counterfoil/contracts/administration/session';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import { z } from 'zod';

const ownRoleNames: Readonly<Record<string, StaffRole>> = Object.fromEntries(staffRoles.map((role) => [role, role]));

const webAddress = z.url({ protocol: /^https?$/u });

/** Where browsers find headquarters: whatever it serves lies at the root of that address. */
export const publicUrlSchema = webAddress.refine(
  (url) => URL.canParse(url) && new URL(url).href === `${new URL(url).origin}/`,
  'it must be like https://headquarters.example, without a path',
);

/** How staff sign in; it stands in the configuration only, never in the database or the log. */
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
  rolesClaim: z.string().min(1).default('roles'),
  /** The provider's name of a role → ours. */
  roleNames: z.record(z.string(), z.enum(staffRoles)).default(ownRoleNames),
  channelsClaim: z.string().min(1).default('channels'),
});
export type IdentityProviderConfiguration = z.output<typeof identityProviderSchema>;

/** Whether real customers are kept here. */
export const environments = ['production', 'development'] as const;
export type Environment = (typeof environments)[number];

/** The configured way in. */
export interface SignInConfiguration {
  readonly identityProvider: IdentityProviderConfiguration;
  readonly environment: Environment;
  /** Where browsers find headquarters; what it listens on itself when it isn't given. */
  readonly publicUrl?: string | undefined;
}

/** Throws a `ConfigurationError` for a provider that must not open a production, or addresses that don't protect it. */
export function checkSignIn({ identityProvider, environment, publicUrl }: SignInConfiguration): void {
  if (environment === 'development') return;
  const { issuer, clientId } = identityProvider;
  if (clientId.startsWith(developmentClientPrefix)) {
    throw new ConfigurationError(
      'The development identity provider opens every role to everybody and is refused in production: configure your own with "identityProvider", or set "environment" to "development".',
    );
  }
  if (!isSecure(issuer)) {
    throw new ConfigurationError(
      'The setting "identityProvider.issuer" must begin with https:// in production: use the provider\'s secure address, or set "environment" to "development".',
    );
  }
  if (publicUrl === undefined || !isSecure(publicUrl)) {
    throw new ConfigurationError(
      'People sign in over https only: set "publicUrl" (COUNTERFOIL_PUBLIC_URL) to the https:// address by which browsers reach headquarters, or set "environment" to "development".',
    );
  }
}

function isSecure(url: string): boolean {
  return new URL(url).protocol === 'https:';
}

/** The secret of the client; null for a public one. Throws a `ConfigurationError` when its file can't be read. */
export function clientSecretOf({ clientSecret, clientSecretFile }: IdentityProviderConfiguration): string | null {
  if (clientSecretFile === undefined) return clientSecret ?? null;
  try {
    return readFileSync(clientSecretFile, 'utf8').trimEnd();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigurationError(
      `The file ${clientSecretFile} with the secret of the identity provider cannot be read (${reason}): correct its name or its rights.`,
      { cause },
    );
  }
}
