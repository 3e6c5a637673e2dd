import { DatesProvider } from '@mantine/dates';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import type { SessionAnswer } from '@counterfoil/contracts/administration/session';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { useLanguage } from '@counterfoil/ui/language';
import { bindCalls, read } from './api/call.ts';
import { SessionContext, type SignedIn } from './session/session.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { router } from './shell/router.tsx';
import { LoadingPage, UnreachablePage } from './shell/standalone-pages.tsx';

const sessionKey = ['session'];

/** The workspace: whoever has signed in sees the pages, everybody else the way in. */
export function App(): ReactNode {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery<SessionAnswer, CodedError>({
    queryKey: sessionKey,
    queryFn: ({ signal }) => read<SessionAnswer>('/session', signal),
  });
  useEffect(() => {
    bindCalls({ onSignedOut: () => void queries.invalidateQueries({ queryKey: sessionKey }) });
  }, [queries]);
  if (error && !data) return <UnreachablePage error={error} again={() => void refetch()} />;
  if (!data) return <LoadingPage />;
  if (!data.signedIn) return <SignInPage isDemonstration={data.isDemonstration} />;
  return <SignedInApp session={data} />;
}

function SignedInApp({ session }: { readonly session: SignedIn }): ReactNode {
  const language = useLanguage();
  bindCalls({ csrfToken: session.csrfToken });
  return (
    <SessionContext value={session}>
      <DatesProvider settings={{ locale: language, firstDayOfWeek: language === 'fr' ? 1 : 0 }}>
        <RouterProvider router={router} />
      </DatesProvider>
    </SessionContext>
  );
}
