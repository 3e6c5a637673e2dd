import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { z } from 'zod';

/** What a password is compared with; the password can't be read from it. Texts are base64url. */
export const passwordHashSchema = z.strictObject({
  algorithm: z.literal('scrypt'),
  cost: z.int(),
  blockSize: z.int(),
  parallelization: z.int(),
  salt: z.string(),
  hash: z.string(),
});

/** What a password is compared with. */
export type PasswordHash = z.output<typeof passwordHashSchema>;

/** Characters of a password; the longest bounds the work of hashing. */
export const passwordLength = { min: 12, max: 128 } as const;

/** Work of a new hash, as OWASP advises for scrypt in 32 MiB. */
const workOfNew = { cost: 2 ** 15, blockSize: 8, parallelization: 3 } as const;
const saltByteCount = 16;
const hashByteCount = 32;
const memoryBytesMax = 64 * 1024 * 1024;

/** A hash with a salt of its own: the same password gives another one each time. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(saltByteCount).toString('base64url');
  const hash = await derive(password, { ...workOfNew, salt });
  return { algorithm: 'scrypt', ...workOfNew, salt, hash: hash.toString('base64url') };
}

/** Whether `password` is the hashed one. Without a hash nothing fits, after the same work, so that the time tells nothing. */
export async function passwordFits(password: string, expected: PasswordHash | null): Promise<boolean> {
  const { hash, ...work } = expected ?? decoy;
  const derived = await derive(password, work);
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url')) && expected !== null;
}

function derive(
  password: string,
  { cost, blockSize, parallelization, salt }: Omit<PasswordHash, 'algorithm' | 'hash'>,
): Promise<Buffer> {
  const options: ScryptOptions = { cost, blockSize, parallelization, maxmem: memoryBytesMax };
  return new Promise((resolve, reject) => {
    /* One spelling of each letter: keyboards send é in two ways. */
    scrypt(password.normalize('NFC'), Buffer.from(salt, 'base64url'), hashByteCount, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

/** Compared with where there is no account. */
const decoy: PasswordHash = {
  algorithm: 'scrypt',
  ...workOfNew,
  salt: randomBytes(saltByteCount).toString('base64url'),
  hash: randomBytes(hashByteCount).toString('base64url'),
};
