import { clock } from '../browser-seams.ts';

/** Without a key or a pointer for so long, what a page reads is nobody's use of it, in milliseconds. */
const unattendedAfterMs = 60_000;

let usedAtMs = clock.monotonicMs();

/** Notices from now on when somebody uses the page; the answer ends it. */
export function watchAttention(): () => void {
  const used = (): void => {
    usedAtMs = clock.monotonicMs();
  };
  const events = ['pointerdown', 'keydown', 'wheel'] as const;
  for (const event of events) addEventListener(event, used, { passive: true });
  return () => {
    for (const event of events) removeEventListener(event, used);
  };
}

/** Whether nobody has used the page for a while: it goes on by itself, and must not keep the session from ending. */
export function isUnattended(): boolean {
  return clock.monotonicMs() - usedAtMs > unattendedAfterMs;
}
