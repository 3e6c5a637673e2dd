import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@counterfoil/platform/clock';
import type { NewAccount } from './accounts.ts';

/** What somebody wants who has to prove that an address is theirs. */
export type Purpose =
  | { readonly kind: 'newAccount'; readonly account: NewAccount }
  | { readonly kind: 'newPassword'; readonly email: string };

/** What the proof of an address begins with. */
export interface AddressProofStart {
  readonly purpose: Purpose;
  /** False: no code is right, and nothing else tells. */
  readonly canSucceed: boolean;
}

interface AddressProof extends AddressProofStart {
  code: string;
  expiresAtMs: number;
  wrongCount: number;
}

/** What a code turned out to be: `spent` codes are too old or were guessed at too often. */
export type CodeCheck = 'right' | 'wrong' | 'spent';

const codeDigitCount = 6;
const codeLifeMs = 10 * 60_000;
const wrongCountMax = 5;
/** Proofs under way, at most: the oldest is forgotten. */
const proofCountMax = 5_000;

/** Codes by which people prove that an address is theirs, one for each sign-in under way (`uid`). */
export class AddressProofs {
  readonly #clock: Clock;
  readonly #proofs = new Map<string, AddressProof>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins a proof in the place of an earlier one; answers its code. */
  begin(uid: string, start: AddressProofStart): string {
    const proof: AddressProof = { ...start, ...this.#freshCode() };
    this.#proofs.delete(uid);
    this.#proofs.set(uid, proof);
    const [oldest] = this.#proofs.keys();
    if (this.#proofs.size > proofCountMax && oldest !== undefined) this.#proofs.delete(oldest);
    return proof.code;
  }

  /** What is under way. */
  of(uid: string): AddressProofStart | undefined {
    return this.#proofs.get(uid);
  }

  /** Looks at a code; a wrong one counts. A right one stays right, for whoever sends a form twice. */
  check(uid: string, code: string): CodeCheck {
    const proof = this.#proofs.get(uid);
    if (!proof || proof.expiresAtMs <= this.#clock.now().getTime() || proof.wrongCount >= wrongCountMax) return 'spent';
    if (isSame(code, proof.code) && proof.canSucceed) return 'right';
    proof.wrongCount += 1;
    return proof.wrongCount >= wrongCountMax ? 'spent' : 'wrong';
  }

  #freshCode(): Omit<AddressProof, keyof AddressProofStart> {
    const code = String(randomInt(10 ** codeDigitCount)).padStart(codeDigitCount, '0');
    return { code, expiresAtMs: this.#clock.now().getTime() + codeLifeMs, wrongCount: 0 };
  }
}

function isSame(one: string, other: string): boolean {
  const [bytes, others] = [Buffer.from(one), Buffer.from(other)];
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}
