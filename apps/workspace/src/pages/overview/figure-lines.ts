import type { OverviewFigures } from '@counterfoil/contracts/administration/overview';
import type { Language } from '@counterfoil/contracts/error-register';
import { axisText } from './durations.ts';

/** One stretch of time as the charts draw it. */
export interface FigureLine {
  readonly [key: string]: string | number | null;
  readonly beginsAt: string;
  readonly time: string;
  readonly inRealTime: number;
  readonly byUpload: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** The figures as they are drawn, times by the clock of whoever looks. */
export function figureLines({ buckets, hours }: OverviewFigures, language: Language): FigureLine[] {
  return buckets.map(({ beginsAt, createdCount, inRealTimeCount, p50Seconds, p95Seconds, p99Seconds }) => ({
    beginsAt,
    time: axisText(beginsAt, hours, language),
    inRealTime: inRealTimeCount,
    byUpload: createdCount - inRealTimeCount,
    p50: rounded(p50Seconds),
    p95: rounded(p95Seconds),
    p99: rounded(p99Seconds),
  }));
}

/** Two digits that mean something. */
function rounded(seconds: number | null): number | null {
  return seconds === null ? null : Number(seconds.toPrecision(2));
}
