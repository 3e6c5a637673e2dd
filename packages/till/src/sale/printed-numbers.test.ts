import { transactionIdSchema } from '@counterfoil/contracts/retail-transaction';
import { systemIds } from '@counterfoil/platform/identifiers';
import { describe, expect, it } from 'vitest';
import { incarnationCode } from './printed-numbers.ts';

describe('the code of an incarnation in printed numbers', () => {
  it('is the same for the same incarnation, another for another one, and can be printed', () => {
    const epochs = Array.from({ length: 1_000 }, () => systemIds.uuid());
    const codes = new Set(epochs.map(incarnationCode));
    expect(codes.size).toBe(epochs.length);
    expect(incarnationCode(epochs[0] ?? '')).toBe([...codes][0]);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/u);
    expect(transactionIdSchema.safeParse(`HOUSTON-1-${[...codes][0] ?? ''}-T12`).success).toBe(true);
  });
});
