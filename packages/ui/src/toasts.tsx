import { Paper, Portal, Text } from '@mantine/core';
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

/** A short message that goes by itself. */
export interface Toast {
  readonly text: string;
  readonly icon: IconName;
}

const shownForMs = 6_000;

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Shows a short message at the edge of the screen; the next one takes its place. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

/**
 * The place where short messages appear. It is always in the page, so that screen readers are told. What is told may name
 * a customer: behind a lock none of it is shown.
 */
export function Toasts({
  isLocked = false,
  children,
}: {
  readonly isLocked?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const [toast, setToast] = useState<Toast | null>(null);
  if (isLocked && toast) setToast(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = useCallback((next: Toast) => {
    clearTimeout(timer.current);
    setToast(next);
    timer.current = setTimeout(() => setToast(null), shownForMs);
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      <Portal>
        <div className="toasts" role="status" aria-live="polite">
          {toast && (
            <Paper className="toast" shadow="lg" radius="md" px="md" py="sm">
              <Icon name={toast.icon} />
              <Text fw={600}>{toast.text}</Text>
            </Paper>
          )}
        </div>
      </Portal>
    </ToastContext>
  );
}
