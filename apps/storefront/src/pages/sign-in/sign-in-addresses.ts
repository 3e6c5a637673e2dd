/** Where signing in and its neighbours are. */
export const signInPaths = {
  signIn: '/sign-in',
  signUp: '/sign-up',
  signOut: '/sign-out',
  forgottenPassword: '/forgotten-password',
  privacy: '/your-data',
} as const;

/** Where somebody comes to who did not want to go anywhere else. */
export const arrivalPath = '/account';

/** The sign-in that leads on to `to`; `isResumed` keeps what was typed at signing up. */
export function signInAddress(to: string, isResumed = false): string {
  return addressOf(signInPaths.signIn, { to, ...(isResumed && { resume: '1' }) });
}

/** A path with a query. */
export function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}
