import { expect, test } from 'vitest';
import { saidDuration } from './duration-text.ts';

test.each([
  [180.4, { unit: 'milliseconds', value: 180 }],
  [2_449, { unit: 'seconds', value: 2.4 }],
  [119_000, { unit: 'seconds', value: 119 }],
  [12 * 60_000, { unit: 'minutes', value: 12 }],
  [26 * 3_600_000, { unit: 'hours', value: 26 }],
] as const)('%d ms are said in the unit that people use', (durationMs, said) => {
  expect(saidDuration(durationMs)).toEqual(said);
});
