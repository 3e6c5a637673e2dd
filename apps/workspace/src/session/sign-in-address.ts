import type { Language } from '@counterfoil/contracts/error-register';

/** The page that says that somebody is signed in again, for a tab that was opened only for that. */
export const signedInAgainPath = '/workspace/signed-in';

/** What the address of the sign-in page tells. */
export interface SignInAddress {
  /** Code of the register; null: nothing went wrong. */
  readonly problem: string | null;
  /** The page that was asked for. */
  readonly returnTo: string;
}

/** Reads the address of the page that is shown while nobody is signed in. */
export function readSignInAddress({ pathname, search }: Pick<Location, 'pathname' | 'search'>): SignInAddress {
  const parameters = new URLSearchParams(search);
  const problem = parameters.get('signInProblem');
  return { problem, returnTo: (problem === null ? null : parameters.get('returnTo')) ?? `${pathname}${search}` };
}

/** Where signing in begins. */
export function signInHref(returnTo: string, language: Language): string {
  return `/session/sign-in?${new URLSearchParams({ returnTo, language }).toString()}`;
}
