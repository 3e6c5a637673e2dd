import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@counterfoil/platform/clock';
import { systemClock } from '@counterfoil/platform/clock';
import type { Tx } from './database.ts';
import { prepared } from './database.ts';

/** Who a bearer token stands for. */
export interface TokenHolder {
  /** One of the roles of the route declarations. */
  readonly role: string;
  /** Who, for the audit. */
  readonly name: string;
}

const tokenByteCount = 32;

/** How long a token that was found is believed without asking the database: a deleted one works so much longer. */
export const tokenCacheLifeMs = 10_000;
/** Tokens remembered per database; the oldest gives way. */
export const tokenCacheCountMax = 10_000;

/** A new bearer token: 32 random bytes of the system as base64url. It is shown once; only its hash is kept. */
export function newAccessToken(): string {
  return randomBytes(tokenByteCount).toString('base64url');
}

const insertToken = prepared(
  'insert-access-token',
  'INSERT INTO access_tokens (token_hash, role, name, created_at) VALUES ($1, $2, $3, $4)',
);

/** Lets whoever holds `token` call in the role. */
export async function createAccessToken(tx: Tx, granted: TokenHolder & { now: Date; token: string }): Promise<void> {
  await tx.query(insertToken, [hashOf(granted.token), granted.role, granted.name, granted.now]);
}

interface Remembered {
  readonly holder: TokenHolder;
  readonly untilMs: number;
}

/* Only tokens that exist are remembered, so that guesses can't push them out. */
const rememberedByDatabase = new WeakMap<Tx, Map<string, Remembered>>();

const selectToken = prepared('select-access-token', 'SELECT role, name FROM access_tokens WHERE token_hash = $1');

/**
 * Who `token` stands for, or null when it was never given out or has been deleted. Asks the database at most once in
 * `tokenCacheLifeMs` per token, provided that `tx` is the database itself.
 */
export async function verifyAccessToken(
  tx: Tx,
  token: string,
  clock: Pick<Clock, 'monotonicMs'> = systemClock,
): Promise<TokenHolder | null> {
  const hash = hashOf(token);
  const key = hash.toString('base64');
  const remembered = rememberedOf(tx);
  const known = remembered.get(key);
  if (known && known.untilMs > clock.monotonicMs()) return known.holder;
  remembered.delete(key);
  const holder = (await tx.query<TokenHolder>(selectToken, [hash]))[0] ?? null;
  if (holder) remember(remembered, key, { holder, untilMs: clock.monotonicMs() + tokenCacheLifeMs });
  return holder;
}

function rememberedOf(tx: Tx): Map<string, Remembered> {
  const present = rememberedByDatabase.get(tx);
  if (present) return present;
  const fresh = new Map<string, Remembered>();
  rememberedByDatabase.set(tx, fresh);
  return fresh;
}

function remember(remembered: Map<string, Remembered>, key: string, entry: Remembered): void {
  const oldest = remembered.size >= tokenCacheCountMax ? remembered.keys().next().value : undefined;
  if (oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, entry);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
