import { useEffect, useState, type ReactNode } from 'react';
import type { TillState } from '@counterfoil/till/service/till-service';
import { speak, speakAsBefore } from './i18n.ts';
import { ActivationScreen } from './shell/activation-screen.tsx';
import { BrokenScreen } from './shell/broken-screen.tsx';
import { LoadingScreen, StartingScreen } from './shell/loading-screen.tsx';
import { ManagerOverrideProvider } from './shell/manager-override.tsx';
import { useModeToasts } from './shell/mode-toasts.ts';
import { NavigationProvider } from './shell/navigation-provider.tsx';
import { SignInScreen } from './shell/sign-in-screen.tsx';
import { Workspace } from './shell/workspace.tsx';
import { languageOf } from '@counterfoil/ui/language';
import { useTillState } from './till/use-till.ts';

/** The app: what is on the screen follows from where the till is on its way to being used. */
export function App(): ReactNode {
  const state = useTillState();
  const lastWorkerId = useLastWorkerId(state);
  useWorkersLanguage(state);
  useModeToasts(state?.phase === 'ready' ? state.connection.mode : undefined);
  switch (state?.phase) {
    case undefined:
    case 'starting':
      return <StartingScreen />;
    case 'notActivated':
    case 'reactivation':
    case 'revoked':
      return <ActivationScreen key={state.phase} state={state} />;
    case 'loading':
      return <LoadingScreen state={state} />;
    case 'broken':
      return <BrokenScreen state={state} />;
    case 'signedOut':
      return <SignInScreen state={state} lastWorkerId={lastWorkerId} />;
    case 'ready':
      return (
        <NavigationProvider>
          <ManagerOverrideProvider>
            <Workspace state={state} />
          </ManagerOverrideProvider>
        </NavigationProvider>
      );
  }
}

/** Who was signed in last in this window, so that unlocking takes the PIN only. */
function useLastWorkerId(state: TillState | null): string {
  const [lastWorkerId, setLastWorkerId] = useState('');
  const workerId = state?.worker?.workerId;
  if (workerId !== undefined && workerId !== lastWorkerId) setLastWorkerId(workerId);
  return lastWorkerId;
}

/** Whoever signs in is spoken to in their own language; when nobody has, the browser's holds. */
function useWorkersLanguage(state: TillState | null): void {
  const workerLanguage = state?.worker?.languageId;
  useEffect(() => {
    void (workerLanguage === undefined ? speakAsBefore() : speak(languageOf(workerLanguage), false));
  }, [workerLanguage]);
}
