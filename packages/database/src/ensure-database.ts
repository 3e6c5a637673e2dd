import pg from 'pg';
import { connectClient } from './connection.ts';

// Two starters that create the same database at once: one of them gets either of these.
const alreadyThere = new Set(['42P04', '23505']);

/** Creates the database `name` on the server of `adminUrl` unless it exists; answers its URL. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  const client = await connectClient(adminUrl);
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await createDatabase(client, name);
  } finally {
    await client.end();
  }
  return databaseUrl(adminUrl, name);
}

/** The URL of another database on the server of `url`. */
export function databaseUrl(url: string, name: string): string {
  return url.replace(/^([^:]+:\/\/[^/?]*)(?:\/[^?]*)?/u, `$1/${encodeURIComponent(name)}`);
}

async function createDatabase(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (error instanceof pg.DatabaseError && alreadyThere.has(error.code ?? '')) return;
    throw error;
  }
}
