import { createHash } from 'node:crypto';

/*
 * Whether a person signs up, told without anybody else's script and without a riddle for people. Nothing of it is proof:
 * it makes mass sign-ups slow and dear. A verified e-mail address is needed in any case before anything is created.
 */

/** No person reads and fills in the form in less, in milliseconds; who has it filled in by the browser takes longer, too. */
export const personTakesMsMin = 2_000;
/** A form that was sent twice within it was pressed twice by a person, in milliseconds. */
export const pressedTwiceMs = 10_000;
/** From a network that signs up fast, a form without proof of work is taken after so long, in milliseconds. */
export const waitMs = 20_000;
/** Bits at the beginning of a proof's hash that are zero; a browser needs about a second for some ten thousand hashes. */
export const proofBitCount = 14;

/** What is known of a form for signing up that was sent. */
export interface SignUpSigns {
  /** What stands in the field that no person sees. */
  readonly trap: string;
  /** Since the form was shown, in milliseconds. */
  readonly openForMs: number;
  /** Since the same form was sent for the first time; null: it is the first time. */
  readonly sentBeforeMs: number | null;
  /** Whether the browser's script has worked for it. */
  readonly hasProof: boolean;
  /** Whether many sign up from the same network. */
  readonly isNetworkFast: boolean;
}

/** `notTaken`: the form is shown again, whichever sign it was. `toWait`: it is taken later, or with a proof of work. */
export type BotVerdict = 'person' | 'notTaken' | 'toWait';

/** What to do with a form for signing up. */
export function judgeSignUp(signs: SignUpSigns): BotVerdict {
  const { trap, openForMs, sentBeforeMs, hasProof, isNetworkFast } = signs;
  if (trap !== '') return 'notTaken';
  if (sentBeforeMs !== null && sentBeforeMs > pressedTwiceMs) return 'notTaken';
  /* A proof takes longer than filling in, and is sent by the script itself. */
  if (hasProof) return 'person';
  if (openForMs < personTakesMsMin) return 'notTaken';
  return isNetworkFast && openForMs < waitMs ? 'toWait' : 'person';
}

const proofLengthMax = 20;
const bitsPerByte = 8;

/** Whether `proof` is one for the form with this token: the hash of both begins with `proofBitCount` zeros. */
export function isProofOf(token: string, proof: string): boolean {
  if (proof === '' || proof.length > proofLengthMax) return false;
  const hash = createHash('sha256').update(`${token} ${proof}`).digest();
  return leadingZeroBits(hash) >= proofBitCount;
}

function leadingZeroBits(hash: Buffer): number {
  const first = hash.findIndex((byte) => byte !== 0);
  if (first === -1) return hash.length * bitsPerByte;
  return first * bitsPerByte + Math.clz32(hash[first] ?? 0) - (32 - bitsPerByte);
}
