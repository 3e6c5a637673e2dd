import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip, constants } from 'node:zlib';
import { refuse } from '@counterfoil/contracts/refusal';

/** Bounds of one package; a sender makes smaller ones, a receiver refuses larger ones (`package_too_large`). */
export const packageBounds = {
  /** Entries after the header line. */
  rowCountMax: 5_000,
  /** Compressed, with the envelope. */
  byteCountMax: 8 * 1024 * 1024,
  /** After decompression: a gzip bomb stops here. */
  expandedByteCountMax: 32 * 1024 * 1024,
} as const;

/** Compression costs more time than the line saves beyond level 1. */
const compressionLevel = 1;

/** First bytes of every package: name and version of the envelope. */
const magic = Buffer.from('CFX1', 'ascii');
const checksumByteCount = 32;
const envelopeByteCount = magic.length + checksumByteCount;

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** A package as sent: its bytes, and what the session records of them. */
export interface EncodedPackage {
  readonly bytes: Buffer;
  readonly rowCount: number;
}

/**
 * Packs a header and entry lines (JSON texts without line breaks): magic, SHA-256 of the body, body. The body is gzip
 * of one line each.
 */
export async function encodePackage(header: object, lines: readonly string[]): Promise<EncodedPackage> {
  const text = lines.length === 0 ? JSON.stringify(header) : `${JSON.stringify(header)}\n${lines.join('\n')}`;
  const body = await compress(text, { level: compressionLevel });
  const bytes = Buffer.concat([magic, createHash('sha256').update(body).digest(), body]);
  return { bytes, rowCount: lines.length };
}

/**
 * Unpacks what {@link encodePackage} made, after checking bounds and checksum. Entries stay texts: the receiver parses
 * them one by one, so that a bad one holds up only itself (R13).
 * Errors: `package_too_large`, `package_corrupt`.
 */
export async function decodePackage(bytes: Uint8Array): Promise<{ header: unknown; lines: string[] }> {
  const body = checkedBody(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const text = await expandBounded(body);
  const [headerLine = '', ...lines] = text.split('\n');
  if (lines.length > packageBounds.rowCountMax) {
    throw refuse('package_too_large', '', { max: packageBounds.rowCountMax, unit: 'rows' });
  }
  return { header: parseHeader(headerLine), lines };
}

function checkedBody(bytes: Buffer): Buffer {
  if (bytes.length > packageBounds.byteCountMax) {
    throw refuse('package_too_large', '', { max: packageBounds.byteCountMax, unit: 'bytes' });
  }
  if (bytes.length < envelopeByteCount || !bytes.subarray(0, magic.length).equals(magic)) {
    throw refuse('package_corrupt', '', { detail: 'not a package' });
  }
  const body = bytes.subarray(envelopeByteCount);
  const checksum = createHash('sha256').update(body).digest();
  if (!checksum.equals(bytes.subarray(magic.length, envelopeByteCount))) {
    throw refuse('package_corrupt', '', { detail: 'checksum differs' });
  }
  return body;
}

async function expandBounded(body: Buffer): Promise<string> {
  try {
    const expanded = await expand(body, {
      maxOutputLength: packageBounds.expandedByteCountMax,
      finishFlush: constants.Z_FINISH,
    });
    return expanded.toString('utf8');
  } catch (error) {
    if (error instanceof RangeError) {
      throw refuse('package_too_large', '', { max: packageBounds.expandedByteCountMax, unit: 'bytes expanded' });
    }
    throw refuse('package_corrupt', '', { detail: 'cannot be expanded' });
  }
}

function parseHeader(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw refuse('package_corrupt', '', { detail: 'no header' });
  }
}
