import { useHotkeys } from '@mantine/hooks';

/**
 * Keys that do something on a screen, also while a field has the focus; while a window is open over the screen they do
 * nothing, so that they don't take away what is being typed there.
 */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  const guarded = Object.entries(shortcuts).map(([key, act]): [string, () => void] => [
    key,
    () => isWindowOpen() || act(),
  ]);
  useHotkeys(guarded, []);
}

/** Whether a window is open over the screen. */
export function isWindowOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}
