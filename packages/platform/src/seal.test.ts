import { describe, expect, it } from 'vitest';
import { seal, unseal } from './seal.ts';

describe('a sealed secret', () => {
  const key = { bytes: Buffer.alloc(32, 1) };
  const sealed = seal(key, 'ERP', Buffer.from('a secret'));

  it('opens with its key and its owner only, and not when it was changed', () => {
    expect(unseal(key, 'ERP', sealed)?.toString()).toBe('a secret');
    expect(unseal(key, 'CRM', sealed)).toBeNull();
    expect(unseal({ bytes: Buffer.alloc(32, 2) }, 'ERP', sealed)).toBeNull();
    const changed = Buffer.from(sealed);
    changed[14] = (changed[14] ?? 0) ^ 1;
    expect(unseal(key, 'ERP', changed)).toBeNull();
    expect(unseal(key, 'ERP', Buffer.alloc(3))).toBeNull();
  });
});
