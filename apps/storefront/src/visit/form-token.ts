import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Shop } from '../shop.ts';
import type { Visit } from './visit.ts';

/*
 * Every form that changes something carries a token: made for this browser and this form, it proves that the form is ours
 * and was shown to whoever sends it (no other site can make one), and tells how long it was open. It is the key of the
 * operation as well: sent twice, it does one thing.
 */

/** The hidden field of a form that holds its token. */
export const formTokenField = 'form';

/** So long a form may stay open, in milliseconds. */
const formLifeMs = 12 * 60 * 60 * 1_000;
const nonceByteCount = 12;
const markLength = 16;

/** What a sound token tells. */
export interface SentForm {
  /** The same for every sending of the form that was shown once; it holds nothing that a header can't. */
  readonly idempotencyKey: string;
  /** Since it was shown. */
  readonly openForMs: number;
  /** It was shown in another session than the one that it is sent in: to somebody else, perhaps. */
  readonly isOfOtherSession: boolean;
}

type Forms = Pick<Shop, 'sealKey' | 'seams'>;
type Sender = Pick<Visit, 'visitId' | 'session'>;

/** The token of a form that is shown now. */
export function newFormToken(shop: Forms, { visitId, session }: Sender, purpose: string): string {
  const shownAt = shop.seams.clock.now().getTime().toString(36);
  const nonce = randomBytes(nonceByteCount).toString('base64url');
  const shown = `${shownAt}.${nonce}.${markOf(shop, session)}`;
  return `${shown}.${proofOf(shop, visitId, `${purpose}.${shown}`)}`;
}

/** What the token of a form tells; null when it isn't one of ours for this browser and purpose, or is too old. */
export function readFormToken(
  shop: Forms,
  { visitId, session }: Sender,
  purpose: string,
  token: string | undefined,
): SentForm | null {
  const [shownAt = '', nonce = '', mark = '', proof = ''] = (token ?? '').split('.');
  const expected = proofOf(shop, visitId, `${purpose}.${shownAt}.${nonce}.${mark}`);
  if (proof.length !== expected.length || !timingSafeEqual(Buffer.from(proof), Buffer.from(expected))) return null;
  const openForMs = shop.seams.clock.now().getTime() - Number.parseInt(shownAt, 36);
  if (openForMs > formLifeMs) return null;
  const isOfOtherSession = mark !== '' && session !== null && mark !== markOf(shop, session);
  return { idempotencyKey: proof, openForMs, isOfOtherSession };
}

/** Tells sessions apart; empty without one. */
function markOf({ sealKey }: Pick<Shop, 'sealKey'>, session: string | null): string {
  if (session === null) return '';
  return createHmac('sha256', sealKey.bytes).update(`session ${session}`).digest('base64url').slice(0, markLength);
}

function proofOf({ sealKey }: Forms, visitId: string, shown: string): string {
  return createHmac('sha256', sealKey.bytes).update(`form ${visitId} ${shown}`).digest('base64url');
}
