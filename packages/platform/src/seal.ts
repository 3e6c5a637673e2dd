import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ConfigurationError, readSecretFile } from './configuration.ts';

/*
 * What has to be used again, and so can't be kept as a hash, is sealed with a key that stands in the configuration
 * (AES-256-GCM): whoever gets hold of the sealed text alone can neither read nor change it.
 */

/** A key of 32 random bytes. */
export interface SealKey {
  readonly bytes: Buffer;
}

const keyByteCount = 32;
/** Of the number that is used once, with which a sealed text begins. */
export const nonceByteCount = 12;
const tagByteCount = 16;
const algorithm = 'aes-256-gcm';

/** The key from its base64 text, or from a file that holds it; null where there is none. Throws `ConfigurationError`. */
export function readSealKey(options: {
  readonly key?: string | undefined;
  readonly keyFile?: string | undefined;
}): SealKey | null {
  const text = options.keyFile === undefined ? options.key : readSecretFile(options.keyFile, 'the secrets key');
  if (text === undefined) return null;
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length === keyByteCount) return { bytes };
  throw new ConfigurationError(
    `The secrets key must be ${keyByteCount} random bytes in base64: make one with "openssl rand -base64 ${keyByteCount}".`,
  );
}

/** `secret` sealed for `owner`, which has to be named again to open it; twice the same differs unless `nonce` is given. */
export function seal(key: SealKey, owner: string, secret: Buffer, nonce = randomBytes(nonceByteCount)): Buffer {
  const cipher = createCipheriv(algorithm, key.bytes, nonce).setAAD(Buffer.from(owner));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** The secret; null when it was sealed with another key, for another owner, or was changed since. */
export function unseal(key: SealKey, owner: string, sealed: Buffer): Buffer | null {
  if (sealed.length < nonceByteCount + tagByteCount) return null;
  const decipher = createDecipheriv(algorithm, key.bytes, sealed.subarray(0, nonceByteCount))
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(-tagByteCount));
  const opened = decipher.update(sealed.subarray(nonceByteCount, -tagByteCount));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    // The tag does not fit: that is the answer.
    return null;
  }
}
