import { createHash } from 'node:crypto';
import { newAccessToken } from '@counterfoil/database/access-tokens';

/** A new secret of 32 random bytes as base64url, told once; what is kept of it is its hash. */
export const newSecret: () => string = newAccessToken;

/** The SHA-256 under which a secret is kept. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}
