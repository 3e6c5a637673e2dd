import { useEffect, type RefObject } from 'react';
import { isWindowOpen } from './use-shortcuts.ts';

/**
 * Brings what is typed outside of any field into `field`: a barcode scanner types wherever the focus happens to be, and
 * its Enter must not press the button that was touched last.
 */
export function useTypingAnywhere(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const redirect = (event: KeyboardEvent): void => {
      const isText = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (isText && !isField(document.activeElement) && !isWindowOpen()) field.current?.focus();
    };
    addEventListener('keydown', redirect);
    return () => removeEventListener('keydown', redirect);
  }, [field]);
}

function isField(element: Element | null): boolean {
  return element !== null && element.matches('input, textarea, select, [contenteditable]');
}
