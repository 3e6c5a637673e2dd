import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '@counterfoil/platform/clock';

interface Stored {
  readonly payload: AdapterPayload;
  readonly expiresAtMs: number;
}

/** What the provider remembers, of every kind: codes, sessions, tokens. It is gone with the process. */
export type ProviderMemory = Map<string, Stored>;

/** Entries of all kinds, at most: the oldest is forgotten, so that a demonstration left running doesn't grow. */
const entryCountMax = 5_000;
const forever = Infinity;

/** Keeps what the provider has to remember of one kind in `memory`, which its kinds share. */
export class MemoryAdapter implements Adapter {
  readonly #kind: string;
  readonly #memory: ProviderMemory;
  readonly #clock: Clock;

  constructor(kind: string, memory: ProviderMemory, clock: Clock) {
    this.#kind = kind;
    this.#memory = memory;
    this.#clock = clock;
  }

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds?: number): Promise<void> {
    const expiresAtMs = expiresInSeconds ? this.#nowMs() + expiresInSeconds * 1_000 : forever;
    this.#memory.set(this.#key(id), { payload, expiresAtMs });
    const [oldest] = this.#memory.keys();
    if (this.#memory.size > entryCountMax && oldest !== undefined) this.#memory.delete(oldest);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const stored = this.#memory.get(this.#key(id));
    if (stored && stored.expiresAtMs > this.#nowMs()) return stored.payload;
    this.#memory.delete(this.#key(id));
    return undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const stored = this.#memory.get(this.#key(id));
    if (stored) stored.payload.consumed = Math.floor(this.#nowMs() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#memory.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    const prefix = this.#key('');
    /* Only of this kind: a sign-in under way names the grant as well, and goes on. */
    for (const [key, { payload }] of this.#memory) {
      if (key.startsWith(prefix) && payload.grantId === grantId) this.#memory.delete(key);
    }
  }

  #first(fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    const prefix = this.#key('');
    for (const [key, { payload }] of this.#memory) if (key.startsWith(prefix) && fits(payload)) return payload;
    return undefined;
  }

  #key(id: string): string {
    return `${this.#kind} ${id}`;
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }
}
