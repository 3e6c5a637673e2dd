import type { IdentityProvider } from '@counterfoil/http/sign-in/identity-provider';
import type { ClaimNames } from './staff-claims.ts';

/** How people get into the workspace. */
export interface StaffSignIn {
  readonly identityProvider: IdentityProvider;
  /** Where among its claims stands what a person may do. */
  readonly claimNames: ClaimNames;
  /** Where browsers find headquarters, without a slash at its end; known once it listens. */
  readonly publicUrl: () => string;
}

/** The path to which the identity provider sends browsers back. */
export const callbackPath = '/session/callback';

/** The address that has to be registered at the identity provider for signing in. */
export function redirectUriOf(publicUrl: string): string {
  return `${publicUrl}${callbackPath}`;
}

/** The address that has to be registered there for signing out. */
export function signedOutUrlOf(publicUrl: string): string {
  return `${publicUrl}/workspace/`;
}
