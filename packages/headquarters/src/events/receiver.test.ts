import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './receiver.ts';
import { seal, unseal } from './seal.ts';

describe('addresses that events may be sent to', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'])(
    '%s belongs to a private network',
    (address) => expect(isPublicAddress(address)).toBe(false),
  );
  it.each([
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'x',
  ])('%s belongs to a private network or to none', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

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

  it('needs a key', () => expect(() => seal(null, 'ERP', Buffer.from('x'))).toThrow('No key'));
});
