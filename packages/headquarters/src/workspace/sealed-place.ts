import { createHash, createHmac } from 'node:crypto';
import { refuse } from '@counterfoil/contracts/refusal';
import { nonceByteCount, seal, unseal, type SealKey } from '@counterfoil/platform/seal';
import type { Headquarters } from '../headquarters.ts';
import type { SeenCustomers } from './channel-scope.ts';

/*
 * A list or a search that looks through customers of others may have to go on behind one of them: its place holds a name
 * or an e-mail address. Whoever is bound to channels gets it sealed, and can only hand it back.
 */

const owner = 'place in a list of customers';

/** Shared by all processes of a headquarters; nobody who is bound to channels is ever told it. */
function keyOf({ epoch }: Pick<Headquarters, 'epoch'>): SealKey {
  return { bytes: createHash('sha256').update(`${owner} ${epoch.epochId}`).digest() };
}

/** `place` as the caller gets it. The same place is always the same text, so that parts of a list join each other. */
export function sealedPlace(
  headquarters: Pick<Headquarters, 'epoch'>,
  seen: SeenCustomers,
  place: string | null,
): string | null {
  if (seen === null || place === null) return place;
  const key = keyOf(headquarters);
  const nonce = createHmac('sha256', key.bytes).update(place).digest().subarray(0, nonceByteCount);
  return seal(key, owner, Buffer.from(place), nonce).toString('base64url');
}

/** The place that the caller hands back. Error: `request_invalid` for a text that they were not given. */
export function openedPlace(
  headquarters: Pick<Headquarters, 'epoch'>,
  seen: SeenCustomers,
  sealed: string | undefined,
  field: 'cursor' | 'until',
): string | undefined {
  if (seen === null || sealed === undefined) return sealed;
  const place = unseal(keyOf(headquarters), owner, Buffer.from(sealed, 'base64url'));
  if (!place)
    throw refuse('request_invalid', field, { detail: `"${field}" must be \`nextCursor\` of an earlier answer.` });
  return place.toString();
}
