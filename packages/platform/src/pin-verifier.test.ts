import { describe, expect, it } from 'vitest';
import { makePinVerifier, verifyPin } from './pin-verifier.ts';

describe('a PIN verifier', () => {
  it('verifies its own PIN and no other', async () => {
    const verifier = await makePinVerifier('4711');
    expect(await verifyPin('4711', verifier)).toBe(true);
    expect(await verifyPin('4712', verifier)).toBe(false);
    expect(await verifyPin('47110', verifier)).toBe(false);
    expect(JSON.stringify(verifier)).not.toContain('4711"');
  });

  it('is another one each time, of 16 bytes of salt and 32 of hash', async () => {
    const [one, other] = await Promise.all([makePinVerifier('0000'), makePinVerifier('0000')]);
    expect(one.hash).not.toBe(other.hash);
    expect(Buffer.from(one.salt, 'base64url')).toHaveLength(16);
    expect(Buffer.from(one.hash, 'base64url')).toHaveLength(32);
  });

  it('is the one that PBKDF2 of anybody else makes of the same salt', async () => {
    const known = {
      algorithm: 'PBKDF2-SHA-256',
      iterations: 4_096,
      salt: Buffer.from('salt').toString('base64url'),
      hash: Buffer.from('c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a', 'hex').toString(
        'base64url',
      ),
    } as const;
    expect(await verifyPin('password', known)).toBe(true);
  });

  it('that is damaged verifies nothing', async () => {
    const verifier = await makePinVerifier('1234');
    for (const damage of [{ hash: '' }, { hash: 'no base64!' }, { salt: '=' }, { hash: verifier.hash.slice(0, -2) }]) {
      expect(await verifyPin('1234', { ...verifier, ...damage })).toBe(false);
    }
  });
});
