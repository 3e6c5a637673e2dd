import type { Clock } from '@counterfoil/platform/clock';
import { addressKey } from './accounts.ts';

/** How often something may happen to one address. */
export interface AddressLimitRule {
  readonly countMax: number;
  /** Counting begins anew this long after the first time. */
  readonly windowMs: number;
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}

/** Addresses that are counted, at most: the one counted first is forgotten. */
const addressCountMax = 10_000;

/** Counts what happens to each address, the same whether it has an account or not. */
export class AddressLimit {
  readonly #rule: AddressLimitRule;
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();

  constructor(rule: AddressLimitRule, clock: Clock) {
    this.#rule = rule;
    this.#clock = clock;
  }

  /** Counts one time; false when there have been too many already. */
  take(email: string): boolean {
    const window = this.#windowOf(addressKey(email));
    if (window.count >= this.#rule.countMax) return false;
    window.count += 1;
    return true;
  }

  /** Begins anew for an address. */
  clear(email: string): void {
    this.#windows.delete(addressKey(email));
  }

  #windowOf(address: string): Window {
    const nowMs = this.#clock.now().getTime();
    const known = this.#windows.get(address);
    if (known && known.endsAtMs > nowMs) return known;
    const window = { count: 0, endsAtMs: nowMs + this.#rule.windowMs };
    this.#windows.delete(address);
    this.#windows.set(address, window);
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > addressCountMax && oldest !== undefined) this.#windows.delete(oldest);
    return window;
  }
}
