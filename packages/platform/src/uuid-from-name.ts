import { createHash } from 'node:crypto';
import { formatUuid } from './identifiers.ts';

/**
 * The UUID (version 8) that stands for `name` within `namespace`: the same text always gives the same
 * identifier, so an `Idempotency-Key` of any form names one operation.
 */
export function uuidFromName(namespace: string, name: string): string {
  const digest = createHash('sha256').update(`${namespace}\u0000${name}`, 'utf8').digest();
  return formatUuid(new Uint8Array(digest.subarray(0, 16)), 8);
}
