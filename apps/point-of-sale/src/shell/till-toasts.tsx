import type { ReactNode } from 'react';
import { Toasts } from '@counterfoil/ui/toasts.tsx';
import { useTillState } from '../till/use-till.ts';

/** The place of short messages, which a locked till doesn't show. */
export function TillToasts({ children }: { readonly children: ReactNode }): ReactNode {
  return <Toasts isLocked={useTillState()?.phase !== 'ready'}>{children}</Toasts>;
}
