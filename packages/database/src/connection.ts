import pg from 'pg';
import { readableDatabaseError } from './database-errors.ts';

const connectLimitMs = 10_000;

const asText = (text: string): string => text;
const parseInstant = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => unknown;

// Instants travel as ISO 8601 text (milliseconds, UTC), days as YYYY-MM-DD: a JavaScript Date would tie a birth date to
// the time zone of the machine. Whole numbers of 8 bytes stay text, since JavaScript would round them.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantText);
types.setTypeParser(pg.types.builtins.TIMESTAMP, asText);
types.setTypeParser(pg.types.builtins.DATE, asText);

function instantText(text: string): string {
  const instant = parseInstant(text);
  return instant instanceof Date ? instant.toISOString() : text;
}

/** How every connection of the product is opened. */
export function connectionOptions(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectLimitMs,
    keepAlive: true,
    application_name: 'counterfoil',
    types,
  };
}

/** One connection outside any pool; throws the coded error `database_unreachable` when there is no server. */
export async function connectClient(url: string): Promise<pg.Client> {
  const client = new pg.Client(connectionOptions(url));
  try {
    await client.connect();
  } catch (error) {
    throw readableDatabaseError(error);
  }
  return client;
}
