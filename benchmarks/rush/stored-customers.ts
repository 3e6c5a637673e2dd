import { onConnection } from '../workbench.ts';

/** A customer as a database has it, as far as a shopper's way can be told from it. */
export interface StoredCustomer {
  readonly customerId: string;
  /** Null: none has come yet. */
  readonly accountNumber: string | null;
  /** In lower case. */
  readonly email: string | null;
  /** Of the identity provider in question. */
  readonly subjects: readonly string[];
  readonly streets: readonly string[];
}

const selectCustomers = `
  SELECT customer_id AS "customerId", account_number AS "accountNumber", lower(document ->> 'email') AS email,
    ARRAY(SELECT identity ->> 'externalIdentityId' FROM jsonb_array_elements(document -> 'externalIdentities') AS identity
      WHERE identity ->> 'providerId' = $1) AS subjects,
    ARRAY(SELECT address ->> 'street' FROM jsonb_array_elements(document -> 'addresses') AS address) AS streets
  FROM customers ORDER BY customer_id`;

/** Every customer of a channel database or of headquarters, with their identities at one provider. */
export function readCustomers(databaseUrl: string, providerId: string): Promise<StoredCustomer[]> {
  return onConnection(
    databaseUrl,
    async (client) => (await client.query<StoredCustomer>(selectCustomers, [providerId])).rows,
  );
}

/** What of a channel is still on its way. */
export interface OnItsWay {
  readonly withoutNumber: number;
  readonly undecided: number;
}

const selectOnItsWay = `
  SELECT (SELECT count(*)::integer FROM customers WHERE account_number IS NULL) AS "withoutNumber",
    (SELECT count(*)::integer FROM customer_operations WHERE status IN ('pending', 'uploaded')) AS undecided`;

/** Customers without a number, and operations that headquarters has not decided, as the channel knows. */
export async function readOnItsWay(channelDatabaseUrl: string): Promise<OnItsWay> {
  return onConnection(channelDatabaseUrl, async (client) => {
    const [row] = (await client.query<OnItsWay>(selectOnItsWay)).rows;
    if (!row) throw new Error('a count always has a row');
    return row;
  });
}

/** When numbers arrived in the channel. */
export interface Arrivals {
  /** From the return until the last of those who waited then had theirs; null: nobody did. */
  readonly backlogMs: number | null;
  /** From the return until everybody had theirs. */
  readonly allMs: number | null;
  /** The longest that anybody waited, from the return or from signing up later. */
  readonly longestWaitMs: number | null;
}

const selectArrivals = `
  SELECT max(1000 * extract(epoch FROM account_number_at - $1))::float8 AS "allMs",
    max(1000 * extract(epoch FROM account_number_at - $1)) FILTER (WHERE recorded_at < $1)::float8 AS "backlogMs",
    max(1000 * extract(epoch FROM account_number_at - greatest(recorded_at, $1)))::float8 AS "longestWaitMs"
  FROM customers JOIN customer_operations USING (customer_id)
  WHERE kind = 'create' AND account_number_at >= $1::timestamptz`;

/** The arrivals of numbers since headquarters came back, in milliseconds. */
export async function readArrivals(channelDatabaseUrl: string, returnedAt: Date): Promise<Arrivals> {
  return onConnection(channelDatabaseUrl, async (client) => {
    const [row] = (await client.query<Arrivals>(selectArrivals, [returnedAt])).rows;
    if (!row) throw new Error('a maximum always has a row');
    return row;
  });
}

const selectMode = `
  SELECT channel ->> 'createCustomerInAsyncMode' = 'true' AS "isAsync"
  FROM channel_configuration, jsonb_array_elements(document -> 'channels') AS channel
  WHERE channel ->> 'channelId' = $1`;

/** Whether a channel creates customers asynchronously, by the configuration it has; null where it doesn't know. */
export async function readIsAsync(channelDatabaseUrl: string, channelId: string): Promise<boolean | null> {
  return onConnection(channelDatabaseUrl, async (client) => {
    const [row] = (await client.query<{ isAsync: boolean }>(selectMode, [channelId])).rows;
    return row?.isAsync ?? null;
  });
}

const selectWays = `
  SELECT way, count(*)::integer AS count FROM customer_operations
  WHERE kind = 'create' AND recorded_at >= $1 GROUP BY way ORDER BY way`;

/** How creations travelled that were recorded from a moment on: `sync`, `async` or `fallback`. */
export async function readWays(channelDatabaseUrl: string, since: Date): Promise<Record<string, number>> {
  return onConnection(channelDatabaseUrl, async (client) => {
    const { rows } = await client.query<{ way: string; count: number }>(selectWays, [since]);
    return Object.fromEntries(rows.map(({ way, count }) => [way, count]));
  });
}
