import type { SessionAnswer } from '@counterfoil/contracts/administration/session';
import type { SignedIn } from './session.ts';

/** Who is shown on the pages, and whether they still may be. */
export type ShownSession =
  | { readonly state: 'signedOut'; readonly canSignIn: boolean }
  | { readonly state: 'signedIn'; readonly session: SignedIn }
  /** Pages stay as they are until their person has signed in again. */
  | { readonly state: 'ended'; readonly session: SignedIn }
  | { readonly state: 'other'; readonly session: SignedIn; readonly now: SignedIn };

/** What to show after headquarters said who is signed in; `before` is whose pages are on the screen, null: nobody's. */
export function shownSession(before: SignedIn | null, answer: SessionAnswer): ShownSession {
  if (!answer.signedIn) {
    return before === null ? { state: 'signedOut', canSignIn: answer.canSignIn } : { state: 'ended', session: before };
  }
  if (before === null || before.subject === answer.subject) return { state: 'signedIn', session: answer };
  return { state: 'other', session: before, now: answer };
}
