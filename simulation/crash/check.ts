import { systemClock } from '@counterfoil/platform/clock';
import { expect } from 'vitest';
import type pg from 'pg';
import type { Promises } from './workload.ts';

/** The databases that the harness looks into. */
export interface Databases {
  readonly headquarters: pg.Client;
  readonly channels: Readonly<Record<string, pg.Client>>;
}

interface CustomerRow {
  customer_id: string;
  email: string;
  account_number: string | null;
  phone: string | null;
  addresses: number;
  settled: boolean;
}

const columns = `customer_id, document ->> 'email' AS email, account_number, document ->> 'phone' AS phone,
  jsonb_array_length(document -> 'addresses') AS addresses`;

async function customersIn(client: pg.Client, settled: string): Promise<CustomerRow[]> {
  return (await client.query<CustomerRow>(`SELECT ${columns}, ${settled} AS settled FROM customers`)).rows;
}

async function count(client: pg.Client, text: string): Promise<number> {
  return (await client.query<{ count: number }>(`SELECT count(*)::integer AS count FROM ${text}`)).rows[0]?.count ?? -1;
}

/**
 * What is still on the road: zero everywhere when it has drained. Read in the direction of the journey, so that nothing
 * moves on from where it is still to be looked for to where was looked already.
 */
async function onTheRoad({ headquarters, channels }: Databases): Promise<Record<string, number>> {
  const left: Record<string, number> = {};
  for (const [name, client] of Object.entries(channels)) {
    left[`${name} without configuration`] = 1 - (await count(client, 'channel_configuration'));
    left[name] = await count(client, "customer_operations WHERE NOT delivered OR status IN ('pending', 'uploaded')");
  }
  return { ...left, ...(await onTheRoadAtHeadquarters(headquarters)) };
}

async function onTheRoadAtHeadquarters(headquarters: pg.Client): Promise<Record<string, number>> {
  return {
    staged: await count(headquarters, "staged_operations WHERE status = 'uploaded'"),
    unagreed: await count(
      headquarters,
      "channel_databases WHERE channel_database_id IN ('houston', 'paris') AND applied_position IS NULL",
    ),
    unpublished: await count(
      headquarters,
      `customer_changes AS feed, channel_databases AS known
       WHERE known.channel_database_id IN ('houston', 'paris')
         AND (feed.epoch_number, feed.xid, feed.n) > ((known.applied_position ->> 'epochNumber')::integer,
           (known.applied_position ->> 'xid')::xid8, (known.applied_position ->> 'n')::bigint)`,
    ),
    sessions: await count(
      headquarters,
      `download_sessions WHERE state IN ('available', 'suspended')
       AND channel_database_id IN ('houston', 'paris')`,
    ),
  };
}

const pollMs = 50;
const drainMaxMs = 60_000;

/** Waits until nothing is on the road any more; fails with what is when it doesn't drain (R8). */
export async function drain(databases: Databases, hint: string): Promise<void> {
  const giveUpAtMs = systemClock.monotonicMs() + drainMaxMs;
  for (;;) {
    const left = await onTheRoad(databases);
    if (Object.values(left).every((number) => number === 0)) return;
    if (systemClock.monotonicMs() > giveUpAtMs) expect(left, `the road drains after ${hint}`).toEqual({});
    await systemClock.sleep(pollMs);
  }
}

/** What the check found, for the test to state as numbers. */
export interface Verdict {
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly extra: number;
  readonly differing: string[];
}

/**
 * Compares what the tills were promised with what headquarters and every channel hold (R1, R2, R4). A record that
 * headquarters doesn't take is at its origin only, and never has a number.
 */
export async function verdict(databases: Databases, promises: Promises): Promise<Verdict> {
  const master = await customersIn(databases.headquarters, 'true');
  const held = Map.groupBy(master, (row) => row.email);
  const promised = [...promises.kept.values()];
  const numbers = new Set(master.map((row) => row.account_number));
  const differing: string[] = [];
  for (const [name, client] of Object.entries(databases.channels)) {
    const rows = await customersIn(client, 'version > 0 AND base IS NULL');
    const byEmail = Map.groupBy(rows, (row) => row.email);
    for (const wanted of promised) {
      const shown = byEmail.get(wanted.email) ?? [];
      const number = held.get(wanted.email)?.[0]?.account_number;
      if (shown.length !== 1 || !matches(shown[0], wanted, number)) differing.push(`${name}: ${wanted.email}`);
    }
    for (const row of rows) {
      const unacceptable = promises.unacceptable.has(row.email) && row.account_number === null && !row.settled;
      if (!promises.kept.has(row.email) && !unacceptable) differing.push(`${name}: not asked for: ${row.email}`);
    }
  }
  return {
    acknowledged: promised.length,
    lost: promised.filter((wanted) => !matches(held.get(wanted.email)?.[0], wanted)).length,
    doubled: master.length - Math.min(held.size, numbers.size),
    extra: [...held.keys()].filter((email) => !promises.kept.has(email)).length,
    differing,
  };
}

function matches(
  row: CustomerRow | undefined,
  wanted: { customerId: string; phone: string | null; addresses: number },
  number = row?.account_number,
): boolean {
  return (
    row !== undefined &&
    row.settled &&
    row.account_number !== null &&
    row.account_number === number &&
    row.customer_id === wanted.customerId &&
    row.phone === wanted.phone &&
    row.addresses === wanted.addresses
  );
}
