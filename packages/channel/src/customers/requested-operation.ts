import { createHash } from 'node:crypto';
import { calendarDate } from '@counterfoil/customer/channel-problems';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import type { Channel } from '../channel.ts';

/** The operation a key of any form stands for; without a key a new one. */
export function operationIdOf(channel: Channel, scope: string, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined ? channel.seams.ids.uuid() : uuidFromName(scope, idempotencyKey);
}

/** SHA-256 of a request as it was understood, in hexadecimal. */
export function hashOf(request: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sortedKeys(request)))
    .digest('hex');
}

/** The same content in another order of keys is the same request. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}

/** The calendar date, for rules about dates only. */
export function today(channel: Channel): string {
  return calendarDate(channel.seams.clock.now());
}
