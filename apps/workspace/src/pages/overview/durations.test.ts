import { expect, it } from 'vitest';
import { axisText, durationText, secondText } from './durations.ts';

const now = new Date(2030, 5, 15, 12, 0, 0);
const before = (seconds: number): string => new Date(now.getTime() - seconds * 1_000).toISOString();

it('tells how long something has waited in words, in its largest unit', () => {
  expect(durationText(before(0), now, 'en')).toBe('1 second');
  expect(durationText(before(59), now, 'fr')).toMatch(/^59\s+secondes$/u);
  expect(durationText(before(125), now, 'en')).toBe('2 minutes');
  expect(durationText(before(3 * 86_400), now, 'fr')).toMatch(/^3\s+jours$/u);
});

it('tells a time to the second, with its day when that is another', () => {
  expect(secondText(before(30), now, 'fr')).toBe('11:59:30');
  expect(secondText(before(86_400), now, 'en')).toContain('Jun 14');
});

it('names the day on the axis of a week only', () => {
  expect(axisText(before(0), 24, 'fr')).toBe('12:00');
  expect(axisText(before(0), 168, 'en')).toContain('Sat');
});
