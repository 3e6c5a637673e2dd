import { describe, expect, test } from 'vitest';
import { CodedError } from '@counterfoil/contracts/refusal';
import { addFigures, describeFailure, framesOf, wasEffective } from './run-result.ts';

describe('the figures of runs', () => {
  test('a run whose numbers are all zero did nothing, whatever its texts say', () => {
    expect(wasEffective({})).toBe(false);
    expect(wasEffective({ converted: 0, source: 'STORE-1' })).toBe(false);
    expect(wasEffective({ converted: 0, parked: 1 })).toBe(true);
  });

  test('numbers of two runs are added, of texts the later one stays', () => {
    expect(addFigures({ converted: 2, cursor: 'a' }, { converted: 3, cursor: 'b', parked: 1 })).toEqual({
      converted: 5,
      cursor: 'b',
      parked: 1,
    });
  });
});

describe('a failure in the history', () => {
  test('is a code of the register when the error has one', () => {
    expect(describeFailure(new CodedError('headquarters_unreachable'))).toBe('headquarters_unreachable');
  });

  test('never quotes the message of a bug, which may hold a customer', () => {
    const violation = Object.assign(new Error('Key (email)=(ada@example.com) already exists.'), { code: '23505' });
    expect(describeFailure(violation)).toBe('internal_error (Error 23505)');
    expect(describeFailure('Ada')).toBe('internal_error');
    expect(describeFailure(Object.assign(new TypeError('Ada'), { code: 'ada@example.com' }))).toBe(
      'internal_error (TypeError)',
    );
    expect(framesOf(violation).join('\n')).not.toContain('ada@example.com');
    expect(framesOf(violation)[0]).toContain('run-result.test.ts');
  });
});
