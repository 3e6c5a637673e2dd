import { describe, expect, test } from 'vitest';
import { sentencesIn } from '../texts.ts';
import { clockCheck, diskCheck, exitCodes, headquartersCheck, linesOf } from './local-checks.ts';

const say = sentencesIn('en');
const bytesPerMegabyte = 1024 * 1024;

describe('what only the command line can see', () => {
  test('a headquarters that does not answer is broken', () => {
    expect(headquartersCheck(null, say)).toMatchObject({ name: 'headquarters', status: 'fine', remedy: null });
    expect(headquartersCheck('no answer (ECONNREFUSED)', say)).toEqual({
      name: 'headquarters',
      status: 'broken',
      message: 'Headquarters does not answer (no answer (ECONNREFUSED)).',
      remedy: expect.stringContaining('counterfoil start'),
    });
  });

  test('clocks that are minutes apart need attention', () => {
    expect(clockCheck(3_000, say)).toMatchObject({ status: 'fine', remedy: null });
    expect(clockCheck(190_000, say)).toMatchObject({
      name: 'clock/this-machine',
      status: 'attention',
      message: 'The clocks of this machine and headquarters are 190 seconds apart.',
    });
  });

  test.each([
    [50_000, 'fine'],
    [1_500, 'attention'],
    [100, 'broken'],
  ])('a disk with %d MB left is %s', (megabytes, status) => {
    const check = diskCheck(megabytes * bytesPerMegabyte, '/srv/counterfoil', say);
    expect(check).toMatchObject({ name: 'disk', status, message: expect.stringContaining(`${megabytes} MB`) });
    expect(check.remedy === null).toBe(status === 'fine');
  });

  test('every check is a line with its mark, and its remedy below', () => {
    const checks = [
      { name: 'a', status: 'fine', message: 'A is fine.', remedy: null },
      { name: 'b', status: 'attention', message: 'B is old.', remedy: 'Renew it.' },
      { name: 'c', status: 'broken', message: 'C is off.', remedy: 'Switch it on.' },
    ] as const;
    expect(linesOf(checks, say)).toEqual([
      '✓ A is fine.',
      '! B is old.',
      '  → Renew it.',
      '✗ C is off.',
      '  → Switch it on.',
      'Broken: 1. Need attention: 1.',
    ]);
    expect(linesOf(checks.slice(0, 1), sentencesIn('fr'))).toEqual(['✓ A is fine.', 'Tout est en ordre.']);
  });

  test('the exit code tells the severity', () => {
    expect(exitCodes).toEqual({ fine: 0, attention: 1, broken: 2 });
  });
});
