/*
 * Built on Web Crypto alone, so that a till verifies a PIN offline in the browser by the same code as a scale unit does.
 */

/** What a PIN is compared with; the PIN can't be read from it. Texts are base64url without padding. */
export interface PinVerifierFields {
  readonly algorithm: 'PBKDF2-SHA-256';
  /** Rounds of HMAC-SHA-256. */
  readonly iterations: number;
  /** 16 bytes. */
  readonly salt: string;
  /** 32 bytes. */
  readonly hash: string;
}

/** Rounds of a new verifier, as OWASP advises for PBKDF2 with HMAC-SHA-256. */
const iterationsOfNew = 600_000;
const saltByteCount = 16;
const hashByteCount = 32;

/** A verifier of `pin` with a salt of its own: the same PIN gives another one each time. */
export async function makePinVerifier(pin: string): Promise<PinVerifierFields> {
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(saltByteCount));
  const hash = await derive(pin, salt, iterationsOfNew);
  return { algorithm: 'PBKDF2-SHA-256', iterations: iterationsOfNew, salt: toBase64Url(salt), hash: toBase64Url(hash) };
}

/** Whether `pin` is the one of the verifier; a verifier that can't be read verifies none. */
export async function verifyPin(pin: string, verifier: PinVerifierFields): Promise<boolean> {
  const salt = fromBase64Url(verifier.salt);
  const expected = fromBase64Url(verifier.hash);
  if (!salt || !expected) return false;
  return isSame(await derive(pin, salt, verifier.iterations), expected);
}

async function derive(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, hashByteCount * 8);
  return new Uint8Array(bits);
}

/* Looks at every byte, whichever differs first, so that the time tells nothing. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 0)), 0) === 0;
}

function toBase64Url(bytes: Uint8Array): string {
  const plain = btoa(String.fromCharCode(...bytes));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null where the text is no base64url. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/u.test(text) || text.length % 4 === 1) return null;
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
