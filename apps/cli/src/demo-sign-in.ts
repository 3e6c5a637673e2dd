import { randomBytes } from 'node:crypto';
import {
  demonstrationShoppers,
  demonstrationStaff,
} from '@counterfoil/app-development-identity-provider/development-people';
import type { RunningDevelopmentIdentityProvider } from '@counterfoil/app-development-identity-provider/start-development-identity-provider';
import { signedInPath, signedOutPath } from '@counterfoil/app-storefront/sign-in-paths';
import { developmentClientPrefix } from '@counterfoil/contracts/administration/development-identity-provider';
import {
  staffProviderSchema,
  type StaffSignInConfiguration,
} from '@counterfoil/headquarters/workspace/identity-provider-configuration';
import {
  identityProviderSchema,
  type SignInConfiguration,
} from '@counterfoil/http/sign-in/identity-provider-configuration';
import { redirectUriOf, signedOutUrlOf } from '@counterfoil/headquarters/workspace/staff-sign-in';

const secretByteCount = 32;
/* Names of the applications, with secrets of this process only: nobody else has to know them. */
const staffClient = { clientId: `${developmentClientPrefix}headquarters`, clientSecret: newSecret() };
const shopperClient = { clientId: `${developmentClientPrefix}storefront`, clientSecret: newSecret() };

function newSecret(): string {
  return randomBytes(secretByteCount).toString('base64url');
}

/** How the demonstration's headquarters lets people sign in at its own identity provider. */
export function signInAt(issuer: string): StaffSignInConfiguration {
  return {
    environment: 'development',
    identityProvider: staffProviderSchema.parse({ issuer, ...staffClient }),
  };
}

/** Makes the demonstration's headquarters and its people known to the identity provider. */
export function admitHeadquarters(
  identityProvider: Pick<RunningDevelopmentIdentityProvider, 'registerClient'>,
  headquartersUrl: string,
): void {
  identityProvider.registerClient({
    ...staffClient,
    name: { en: 'Counterfoil headquarters', fr: 'Counterfoil siège' },
    redirectUris: [redirectUriOf(headquartersUrl)],
    signedOutUris: [signedOutUrlOf(headquartersUrl)],
    people: demonstrationStaff,
  });
}

/** How shoppers of the demonstration's web shop sign in there, as the shop and its scale unit know. */
export function shopperSignInAt(issuer: string): SignInConfiguration {
  return {
    environment: 'development',
    identityProvider: identityProviderSchema.parse({ issuer, ...shopperClient, scope: 'openid profile email' }),
  };
}

/** Makes the demonstration's web shop and its sample shoppers known to the identity provider. */
export function admitStorefront(
  identityProvider: Pick<RunningDevelopmentIdentityProvider, 'registerClient'>,
  storefrontUrl: string,
): void {
  identityProvider.registerClient({
    ...shopperClient,
    name: { en: 'the Counterfoil web shop', fr: 'la boutique en ligne Counterfoil' },
    redirectUris: [`${storefrontUrl}${signedInPath}`],
    signedOutUris: [`${storefrontUrl}${signedOutPath}`],
    people: demonstrationShoppers,
    hasAccounts: true,
  });
}
