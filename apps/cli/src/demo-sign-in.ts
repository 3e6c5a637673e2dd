import { randomBytes } from 'node:crypto';
import { demonstrationStaff } from '@counterfoil/app-development-identity-provider/development-people';
import type { RunningDevelopmentIdentityProvider } from '@counterfoil/app-development-identity-provider/start-development-identity-provider';
import { developmentClientPrefix } from '@counterfoil/contracts/administration/development-identity-provider';
import {
  staffProviderSchema,
  type StaffSignInConfiguration,
} from '@counterfoil/headquarters/workspace/identity-provider-configuration';
import { redirectUriOf, signedOutUrlOf } from '@counterfoil/headquarters/workspace/staff-sign-in';

const clientId = `${developmentClientPrefix}headquarters`;
const secretByteCount = 32;
/** Of this process only: nobody else has to know it. */
const clientSecret = randomBytes(secretByteCount).toString('base64url');

/** How the demonstration's headquarters lets people sign in at its own identity provider. */
export function signInAt(issuer: string): StaffSignInConfiguration {
  return {
    environment: 'development',
    identityProvider: staffProviderSchema.parse({ issuer, clientId, clientSecret }),
  };
}

/** Makes the demonstration's headquarters and its people known to the identity provider. */
export function admitHeadquarters(
  identityProvider: Pick<RunningDevelopmentIdentityProvider, 'registerClient'>,
  headquartersUrl: string,
): void {
  identityProvider.registerClient({
    clientId,
    clientSecret,
    name: { en: 'Counterfoil headquarters', fr: 'Counterfoil siège' },
    redirectUris: [redirectUriOf(headquartersUrl)],
    signedOutUris: [signedOutUrlOf(headquartersUrl)],
    people: demonstrationStaff,
  });
}
