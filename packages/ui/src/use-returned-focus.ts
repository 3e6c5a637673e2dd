import { useEffect, useState } from 'react';

/**
 * Gives the focus back to whatever had it when the window that calls this was opened, once the window is gone: one that is
 * simply no longer drawn doesn't do so by itself. What has left the page meanwhile gets none.
 */
export function useReturnedFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    },
    [opener],
  );
}
