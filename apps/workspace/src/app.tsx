import { DatesProvider } from '@mantine/dates';
import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLanguage } from '@counterfoil/ui/language';
import { bindCalls } from './api/call.ts';
import { SessionEndedDialog } from './session/session-ended-dialog.tsx';
import { SessionEndsSoon } from './session/session-ends-soon.tsx';
import { SessionContext, type SignedIn } from './session/session.ts';
import { signedInAgainPath } from './session/sign-in-address.ts';
import { SignedInAgainPage, SignInPage } from './session/sign-in-page.tsx';
import { useShownSession } from './session/use-shown-session.ts';
import { router } from './shell/router.tsx';
import { LoadingPage, UnreachablePage } from './shell/standalone-pages.tsx';

/**
 * The workspace: whoever has signed in sees the pages, everybody else the way in. Pages that are open stay when their
 * session ends, so that nothing typed is lost.
 */
export function App(): ReactNode {
  const { shown, answer, error, again } = useShownSession();
  if (!shown || !answer) return error ? <UnreachablePage error={error} again={again} /> : <LoadingPage />;
  if (shown.state === 'signedOut') {
    return <SignInPage isDemonstration={answer.isDemonstration} canSignIn={shown.canSignIn} />;
  }
  if (location.pathname === signedInAgainPath) return <SignedInAgainPage />;
  const isSignedIn = shown.state === 'signedIn';
  return (
    <>
      <SignedInApp session={shown.session} />
      <SessionEndedDialog shown={shown} />
      {isSignedIn && <SessionEndsSoon expiresAt={shown.session.expiresAt} onEnd={again} />}
    </>
  );
}

function SignedInApp({ session }: { readonly session: SignedIn }): ReactNode {
  const language = useLanguage();
  const { csrfToken } = session;
  bindCalls({ csrfToken });
  useReadAgainAfter(csrfToken);
  return (
    <SessionContext value={session}>
      <DatesProvider settings={{ locale: language, firstDayOfWeek: language === 'fr' ? 1 : 0 }}>
        <RouterProvider router={router} />
      </DatesProvider>
    </SessionContext>
  );
}

/** Whatever could not be read meanwhile is read as soon as another session has begun. */
function useReadAgainAfter(csrfToken: string): void {
  const queries = useQueryClient();
  const readWith = useRef(csrfToken);
  useEffect(() => {
    if (readWith.current === csrfToken) return;
    readWith.current = csrfToken;
    void queries.invalidateQueries();
  }, [csrfToken, queries]);
}
