import { createContext, useContext } from 'react';
import type { SessionAnswer } from '@counterfoil/contracts/administration/session';

/** Somebody who has signed in. */
export type SignedIn = Extract<SessionAnswer, { signedIn: true }>;

/** Under which key it is kept who is signed in. */
export const sessionKey = ['session'] as const;

/** Holds who has signed in; put in place around every page. */
export const SessionContext = createContext<SignedIn | null>(null);

/** Who has signed in. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error('a page needs somebody who has signed in');
  return session;
}

/** Whether whoever has signed in may call a route, by its name. */
export function useMay(): (routeName: string) => boolean {
  const { allowed } = useSession();
  return (routeName) => allowed.includes(routeName);
}
