import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { refuse } from '@counterfoil/contracts/refusal';
import { ConfigurationError } from '@counterfoil/platform/configuration';

/**
 * Secrets that headquarters has to use again, and so can't keep as a hash, are sealed with a key that stands in the
 * configuration and not in the database (AES-256-GCM): a copy of the database opens none of them.
 */
export interface SecretsKey {
  readonly bytes: Buffer;
}

const keyByteCount = 32;
const nonceByteCount = 12;
const tagByteCount = 16;
const algorithm = 'aes-256-gcm';

/** The key from its base64 text, or from a file that holds it; null where there is none. Throws `ConfigurationError`. */
export function readSecretsKey(options: {
  readonly secretsKey?: string | undefined;
  readonly secretsKeyFile?: string | undefined;
}): SecretsKey | null {
  const text = options.secretsKeyFile === undefined ? options.secretsKey : readKeyFile(options.secretsKeyFile);
  if (text === undefined) return null;
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length === keyByteCount) return { bytes };
  throw new ConfigurationError(
    `The secrets key must be ${keyByteCount} random bytes in base64: make one with "openssl rand -base64 ${keyByteCount}".`,
  );
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigurationError(
      `The file ${file} with the secrets key cannot be read (${reason}): correct its name or its rights.`,
      { cause },
    );
  }
}

/** `secret` sealed for `owner`, which has to be named again to open it. Error `secrets_key_missing`. */
export function seal(key: SecretsKey | null, owner: string, secret: Buffer): Buffer {
  if (!key) throw refuse('secrets_key_missing');
  const nonce = randomBytes(nonceByteCount);
  const cipher = createCipheriv(algorithm, key.bytes, nonce).setAAD(Buffer.from(owner));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** The secret; null when it was sealed with another key, for another owner, or was changed since. */
export function unseal(key: SecretsKey | null, owner: string, sealed: Buffer): Buffer | null {
  if (!key || sealed.length < nonceByteCount + tagByteCount) return null;
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
