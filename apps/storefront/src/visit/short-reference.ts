import { createHash } from 'node:crypto';

/*
 * No identifier of the register ever stands in a page or its address (R3). What belongs to a shopper is named there by a
 * short reference that is computed from the identifier and leads nowhere without the shopper's own list.
 */

const referenceLength = 12;

/** The name of an address or contact in pages: the same for the same identifier, for ever. */
export function shortReference(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, referenceLength);
}

/** Which of a shopper's own things a reference names; undefined: none of them. */
export function referredTo<Thing>(
  things: readonly Thing[],
  reference: string | undefined,
  idOf: (thing: Thing) => string,
): Thing | undefined {
  return things.find((thing) => shortReference(idOf(thing)) === reference);
}
