import { addressBlockOf } from '@counterfoil/http/address-block';
import type { Clock } from '@counterfoil/platform/clock';
import { isProofOf, judgeSignUp, waitMs, type BotVerdict } from './bot-check.ts';
import type { SentForm } from './form-token.ts';

/** So many sign-ups of one network in `windowMs` are usual; more cost a proof of work, or a wait. */
export const usualSignUpCountMax = 20;
const windowMs = 10 * 60 * 1_000;
/** Networks and forms that are remembered, at most; the oldest give way. */
const rememberedCountMax = 10_000;

interface Count {
  readonly sinceMs: number;
  count: number;
}

/** A form for signing up that was sent. */
export interface SentSignUp {
  /** Of the caller. */
  readonly address: string;
  readonly token: string;
  readonly form: Pick<SentForm, 'idempotencyKey' | 'openForMs'>;
  readonly trap: string;
  readonly proof: string;
}

/**
 * Counts sign-ups by network, and which forms were sent. In the memory of this process only: each process of a shop
 * counts for itself, and a new one begins at zero.
 */
export class SignUpWatch {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #counts = new Map<string, Count>();
  readonly #sentAtMs = new Map<string, number>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** Counts a form, and judges it. */
  judge({ address, token, form, trap, proof }: SentSignUp): BotVerdict {
    const isNetworkFast = this.isFast(address);
    this.#count(address);
    return judgeSignUp({
      trap,
      openForMs: form.openForMs,
      sentBeforeMs: this.#sentBeforeMs(form.idempotencyKey),
      hasProof: isProofOf(token, proof),
      isNetworkFast,
    });
  }

  /** Whether more sign up from the network of an address than usual. */
  isFast(address: string): boolean {
    return (this.#present(addressBlockOf(address))?.count ?? 0) >= usualSignUpCountMax;
  }

  #count(address: string): void {
    const block = addressBlockOf(address);
    const present = this.#present(block);
    if (present) present.count++;
    else remember(this.#counts, block, { sinceMs: this.#clock.monotonicMs(), count: 1 });
  }

  #present(block: string): Count | undefined {
    const known = this.#counts.get(block);
    return known && this.#clock.monotonicMs() - known.sinceMs < windowMs ? known : undefined;
  }

  #sentBeforeMs(form: string): number | null {
    const now = this.#clock.monotonicMs();
    const before = this.#sentAtMs.get(form);
    if (before !== undefined) return now - before;
    remember(this.#sentAtMs, form, now);
    return null;
  }
}

/** How long somebody who has no script is asked to wait, in seconds. */
export const waitSeconds = waitMs / 1_000;

function remember<Value>(values: Map<string, Value>, key: string, value: Value): void {
  values.delete(key);
  values.set(key, value);
  const [oldest] = values.keys();
  if (values.size > rememberedCountMax && oldest !== undefined) values.delete(oldest);
}
