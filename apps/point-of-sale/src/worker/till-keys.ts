import { base64url, CompactSign, compactDecrypt, exportJWK } from 'jose';
import { devicePublicKeySchema, type DevicePublicKey } from '@counterfoil/contracts/devices';
import type { WrappedKey } from './key-files.ts';

/** The keys of one activation; the private halves can't be read, not even by this program. */
export interface TillKeys {
  /** ES256: signs the proofs of calls. */
  readonly signing: CryptoKeyPair;
  /** ECDH: what headquarters releases is encrypted for it. */
  readonly encryption: CryptoKeyPair;
  /** AES-GCM: wraps the database's key on this device. */
  readonly wrapping: CryptoKey;
}

const curve = 'P-256';
const wrappingAlgorithm = 'AES-GCM';
const nonceBytes = 12;
/** Of the database's key and of the register's recovery key. */
const secretBytes = 32;

/** New keys, made by the browser. */
export async function makeTillKeys(): Promise<TillKeys> {
  const [signing, encryption, wrapping] = await Promise.all([
    crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, false, ['sign', 'verify']),
    crypto.subtle.generateKey({ name: 'ECDH', namedCurve: curve }, false, ['deriveBits']),
    crypto.subtle.generateKey({ name: wrappingAlgorithm, length: 256 }, false, ['encrypt', 'decrypt']),
  ]);
  return { signing, encryption, wrapping };
}

/** The public half of a pair, nothing else in it. */
export async function publicKeyOf({ publicKey }: CryptoKeyPair): Promise<DevicePublicKey> {
  const { kty, crv, x, y } = await exportJWK(publicKey);
  return devicePublicKeySchema.parse({ kty, crv, x, y });
}

/** Compact JWS (ES256) of a JSON payload; `kid` names the device. */
export function signPayload(keys: TillKeys, deviceId: string, payload: object): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: deviceId })
    .sign(keys.signing.privateKey);
}

/** The recovery key of the register, which headquarters encrypted for these keys. */
export async function releasedRecoveryKey(keys: Pick<TillKeys, 'encryption'>, jwe: string): Promise<CryptoKey> {
  const { plaintext } = await compactDecrypt(jwe, keys.encryption.privateKey, {
    keyManagementAlgorithms: ['ECDH-ES+A256KW'],
  });
  if (plaintext.length !== secretBytes) throw new Error(`a recovery key has ${secretBytes} bytes`);
  const bytes = new Uint8Array(plaintext);
  return crypto.subtle.importKey('raw', bytes, wrappingAlgorithm, false, ['encrypt', 'decrypt']);
}

/** A new key for a database. */
export function makeDatabaseKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(secretBytes));
}

/** The database's key under another key; bound to the register, so that no other register's file passes for it. */
export async function wrapDatabaseKey(
  key: Uint8Array<ArrayBuffer>,
  wrapping: CryptoKey,
  registerId: string,
): Promise<WrappedKey> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const wrapped = await crypto.subtle.encrypt(algorithm(nonce, registerId), wrapping, key);
  return { registerId, nonce: base64url.encode(nonce), wrapped: base64url.encode(new Uint8Array(wrapped)) };
}

/** The key again; null when `wrapping` isn't the key under which it was wrapped, or the file was changed. */
export async function unwrapDatabaseKey(
  { registerId, nonce, wrapped }: WrappedKey,
  wrapping: CryptoKey,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bytes = new Uint8Array(base64url.decode(wrapped));
    const nonceRead = new Uint8Array(base64url.decode(nonce));
    return new Uint8Array(await crypto.subtle.decrypt(algorithm(nonceRead, registerId), wrapping, bytes));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

function algorithm(nonce: Uint8Array<ArrayBuffer>, registerId: string): AesGcmParams {
  return { name: wrappingAlgorithm, iv: nonce, additionalData: new TextEncoder().encode(registerId) };
}
