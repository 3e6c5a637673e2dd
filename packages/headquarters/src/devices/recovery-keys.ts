import { randomBytes } from 'node:crypto';
import type { DevicePublicKey } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { CompactEncrypt, importJWK } from 'jose';

/** Bytes of a key of AES-256. */
const recoveryKeyByteCount = 32;

const insertKey = prepared(
  'insert-register-recovery-key',
  `INSERT INTO register_recovery_keys (register_id, recovery_key, made_at) VALUES ($1, $2, $3)
   ON CONFLICT (register_id) DO NOTHING`,
);

const selectKey = prepared(
  'select-register-recovery-key',
  'SELECT recovery_key FROM register_recovery_keys WHERE register_id = $1',
);

/**
 * The key under which the tills of a register keep the keys of their databases; made the first time and never replaced,
 * since what a till recorded could not be read without it. It leaves headquarters only encrypted.
 */
export async function recoveryKeyOfRegister(tx: Tx, registerId: string, now: Date): Promise<Uint8Array> {
  await tx.query(insertKey, [registerId, randomBytes(recoveryKeyByteCount), now]);
  const row = (await tx.query<{ recovery_key: Uint8Array }>(selectKey, [registerId]))[0];
  if (!row) throw new Error('the recovery key of a register was not answered');
  return row.recovery_key;
}

type Encryption = (plain: Uint8Array) => Promise<string>;

const keyAgreement = 'ECDH-ES+A256KW';

/** Encrypts as compact JWE for the holder of `publicKey` alone. Error: `request_invalid` where the key is no point of P-256. */
export async function encryptionFor(publicKey: DevicePublicKey): Promise<Encryption> {
  const key = await importPublicKey(publicKey, 'encryptionKey', keyAgreement);
  return (plain) => new CompactEncrypt(plain).setProtectedHeader({ alg: keyAgreement, enc: 'A256GCM' }).encrypt(key);
}

/** Throws `request_invalid` where the key can verify nothing. */
export async function checkSigningKey(publicKey: DevicePublicKey): Promise<void> {
  await importPublicKey(publicKey, 'signingKey', 'ES256');
}

type ImportedKey = Awaited<ReturnType<typeof importJWK>>;

async function importPublicKey(publicKey: DevicePublicKey, field: string, algorithm: string): Promise<ImportedKey> {
  try {
    return await importJWK(publicKey, algorithm);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw refuse('request_invalid', field, { detail: `"${field}" is no public key of P-256 (${detail}).` });
  }
}
