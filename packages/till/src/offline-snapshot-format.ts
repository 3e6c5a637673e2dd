/*
 * The form in which a scale unit hands a till its whole database, so that the till can write it page by page through its
 * cipher: what the cipher adds to a page has its place in the page already.
 */

/** Bytes at the end of every page that SQLite leaves alone: nonce (16) and authentication tag (16) of ChaCha20-Poly1305. */
export const offlinePageReservedBytes = 32;
/** Bytes of a block of the snapshot's digest; the last one may be shorter. A whole number of pages. */
export const snapshotBlockSizeBytes = 1024 * 1024;

/** The digest of a snapshot, block by block as it is written or read. */
export interface SnapshotDigest {
  /** Takes the next block; resolves when its bytes may be overwritten and the one before it has been digested. */
  add(block: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Lower-case hexadecimal SHA-256 over the SHA-256 digests of all blocks. */
  hex(): Promise<string>;
}

/** Begins a digest: by blocks, since the platform's own SHA-256 takes no stream. */
export function createSnapshotDigest(): SnapshotDigest {
  const digests: Promise<ArrayBuffer>[] = [];
  return {
    async add(block) {
      /* The platform copies the bytes before it answers, and digests them beside this thread. */
      digests.push(crypto.subtle.digest('SHA-256', block));
      await digests.at(-2);
    },
    async hex() {
      const whole = new Uint8Array(digests.length * sha256Bytes);
      for (const [index, digest] of digests.entries()) whole.set(new Uint8Array(await digest), index * sha256Bytes);
      const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
}

const sha256Bytes = 32;
