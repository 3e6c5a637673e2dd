import { expect, test } from 'vitest';
import { pinProblem, workersOf } from './workers.ts';

test('a PIN has 4 to 12 digits, typed twice the same', () => {
  expect(pinProblem('471', '471')).toBe('pinForm');
  expect(pinProblem('47a1', '47a1')).toBe('pinForm');
  expect(pinProblem('4711', '4712')).toBe('pinDifferent');
  expect(pinProblem('4711', '4711')).toBeNull();
});

test('a worker is found by number, name or store', () => {
  const settings = [
    { workerId: '000160', name: 'Simone Martin', languageId: 'fr-FR', role: 'cashier', channelIds: ['PARIS'] },
    { workerId: '000170', name: 'Lachlan Berry', languageId: 'en-US', role: 'cashier', channelIds: ['HOUSTON'] },
  ];
  for (const typed of ['0160', 'simone', 'paris']) {
    expect(workersOf(settings, typed).map(({ workerId }) => workerId)).toEqual(['000160']);
  }
  expect(workersOf(settings, '')).toHaveLength(2);
});
