import type { Leg, LegName } from '@counterfoil/contracts/administration/overview';
import type { Language } from '@counterfoil/contracts/error-register';
import { numberText } from '@counterfoil/ui/formats';
import { durationText } from './durations.ts';

/** How grave what waits on a leg is. */
export type LegState = 'good' | 'busy' | 'late' | 'unknown';

/** One leg as it is drawn. */
export interface LegLine {
  readonly leg: LegName;
  readonly state: LegState;
  /** What waits, in words. */
  readonly waiting: string;
  /** Since when; null: nothing waits, or it isn't known. */
  readonly age: string | null;
  readonly knownAt: string | null;
}

/** The words of the lines. */
export interface LegTexts {
  readonly nothingWaits: string;
  readonly notKnown: string;
  waiting(waiting: string): string;
  atLeast(waiting: string): string;
  since(duration: string): string;
}

/** What has waited for longer is late, in milliseconds. */
export const lateAfterMs = 60_000;

/** The legs in words. */
export function legLines(
  legs: readonly Leg[],
  { now, language, texts }: { readonly now: Date; readonly language: Language; readonly texts: LegTexts },
): LegLine[] {
  return legs.map(({ leg, waitingCount, isAtLeast, oldestAt, knownAt }) => {
    if (waitingCount === 0) {
      const state = knownAt === null ? 'unknown' : 'good';
      return { leg, state, waiting: knownAt === null ? texts.notKnown : texts.nothingWaits, age: null, knownAt };
    }
    const figure = numberText(waitingCount, language);
    const isLate = oldestAt !== null && now.getTime() - Date.parse(oldestAt) > lateAfterMs;
    return {
      leg,
      state: isLate ? 'late' : 'busy',
      waiting: isAtLeast ? texts.atLeast(figure) : texts.waiting(figure),
      age: oldestAt === null ? null : texts.since(durationText(oldestAt, now, language)),
      knownAt,
    };
  });
}
