import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAccessToken, newAccessToken, tokenCacheLifeMs, verifyAccessToken } from './access-tokens.ts';
import type { Database } from './database.ts';
import { createTestDatabase } from './testing.ts';

const now = new Date('2026-03-01T10:00:00Z');
const migrations = new URL('../../channel/migrations', import.meta.url);
let database: Database;
let drop: () => Promise<void>;
let monotonicMs: number;
const clock = { monotonicMs: () => monotonicMs };

beforeEach(async () => {
  ({ database, drop } = await createTestDatabase(migrations));
  monotonicMs = 0;
});
afterEach(() => drop());

async function grant(name = 'Simone'): Promise<string> {
  const token = newAccessToken();
  await createAccessToken(database, { role: 'administrator', name, now, token });
  return token;
}

describe('an access token', () => {
  test('stands for its role and name, and every token is another', async () => {
    const [first, second] = [await grant('Simone'), await grant('Lachlan')];
    expect(first).toMatch(/^[\w-]{43}$/u);
    expect(await verifyAccessToken(database, first)).toEqual({ role: 'administrator', name: 'Simone' });
    expect(await verifyAccessToken(database, second)).toEqual({ role: 'administrator', name: 'Lachlan' });
  });

  test('that was never given out stands for nobody', async () => {
    await grant();
    expect(await verifyAccessToken(database, newAccessToken())).toBeNull();
    expect(await verifyAccessToken(database, '')).toBeNull();
  });

  test('is nowhere in the database, only its hash', async () => {
    const token = await grant();
    const rows = await database.query<object>('SELECT token_hash, role, name FROM access_tokens');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows).toHaveLength(1);
  });

  test('that was deleted is believed for the life of the cache and no longer', async () => {
    const token = await grant();
    await verifyAccessToken(database, token, clock);
    await database.query('DELETE FROM access_tokens');
    monotonicMs = tokenCacheLifeMs - 1;
    expect(await verifyAccessToken(database, token, clock)).not.toBeNull();
    monotonicMs = tokenCacheLifeMs;
    expect(await verifyAccessToken(database, token, clock)).toBeNull();
  });

  test('of one database means nothing to another', async () => {
    const token = await grant();
    await verifyAccessToken(database, token);
    const other = await createTestDatabase(migrations);
    expect(await verifyAccessToken(other.database, token)).toBeNull();
    await other.drop();
  });
});
