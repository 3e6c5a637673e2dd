import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';

/** Where identifiers come from. */
export interface Ids {
  /** A new UUIDv7 (RFC 9562), lower case: made anywhere, roughly ordered, never reused. */
  uuid(): string;
}

/** Identifiers from a clock and a source of random bytes; the simulator passes seeded ones. */
export function createIds(clock: Clock, fillRandom: (bytes: Uint8Array) => void): Ids {
  return {
    uuid() {
      const bytes = new Uint8Array(16);
      fillRandom(bytes);
      const timestampMs = BigInt(clock.now().getTime());
      for (let index = 0; index < 6; index++) {
        bytes[index] = Number((timestampMs >> BigInt(8 * (5 - index))) & 0xffn);
      }
      return formatUuid(bytes, 7);
    },
  };
}

/* Random bytes are fetched for many identifiers at once (measured: 1 instead of 7 µs per identifier). */
const randomPool = new Uint8Array(16 * 256);
let randomPoolUsed = randomPool.length;

function fillFromPool(bytes: Uint8Array): void {
  if (randomPoolUsed + bytes.length > randomPool.length) {
    crypto.getRandomValues(randomPool);
    randomPoolUsed = 0;
  }
  bytes.set(randomPool.subarray(randomPoolUsed, randomPoolUsed + bytes.length));
  randomPoolUsed += bytes.length;
}

/** Identifiers of the machine: UUIDv7 from the system clock and the system's random source. */
export const systemIds: Ids = createIds(systemClock, fillFromPool);

/** Any UUID in its textual form, upper or lower case: what must never be shown to a person (R3). */
export const uuidPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu;

const hexOfBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The textual form of 16 bytes as a UUID of a version (RFC 9562), lower case; changes the bytes. */
export function formatUuid(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => hexOfBytes[byte]).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
