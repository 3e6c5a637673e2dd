import { connectDatabase, type Database } from '@counterfoil/database/database';
import { systemClock } from '@counterfoil/platform/clock';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { serveParent } from '../server-process.ts';
import { shoppersAtOnce, shoppersOf, type ShopperRange } from './rush-shoppers.ts';
import { visitShop, type Rush, type ShopperOutcome } from './visit-shop.ts';

/** What the program of the shoppers is told. */
export interface ShoppersProcessOptions {
  readonly shopUrl: string;
  /** Of the scale unit: the limit is measured there. */
  readonly databaseUrl: string;
}

/** Between the first ones: a crowd doesn't go through the door in step. In milliseconds. */
const arrivalGapMs = 150;
/** As many as the scale unit has. */
const poolSize = 10;
/** About as long as what is written down of a sign-up. */
const rowLength = 1_000;

/* A process of its own: reading pages must not keep the servers that are measured from working. */
await serveParent<ShoppersProcessOptions>(async ({ shopUrl, databaseUrl }) => {
  const seams = systemSeams(createLog({ node: 'shoppers' }, 'warn'));
  const database = await connectDatabase({ url: databaseUrl, poolSize, seams });
  await database.query(
    'CREATE TABLE IF NOT EXISTS limit_of_rush (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL)',
  );
  const rush: Rush = { shopUrl, insertRow: () => insertRow(database) };
  return {
    url: shopUrl,
    questions: { shop: (range) => shopAll(rush, range as ShopperRange) },
    stop: () => database.close(),
  };
});

async function shopAll(rush: Rush, range: ShopperRange): Promise<ShopperOutcome[]> {
  const waiting = shoppersOf(range).values();
  const outcomes: ShopperOutcome[] = [];
  const one = async (_: unknown, order: number): Promise<void> => {
    await systemClock.sleep(order * arrivalGapMs);
    for (let next = waiting.next(); !next.done; next = waiting.next()) outcomes.push(await visitShop(rush, next.value));
  };
  await Promise.all(Array.from({ length: Math.min(shoppersAtOnce, range.count) }, one));
  return outcomes;
}

async function insertRow(database: Database): Promise<number> {
  const startMs = performance.now();
  await database.query('INSERT INTO limit_of_rush (text) VALUES ($1)', ['x'.repeat(rowLength)]);
  return performance.now() - startMs;
}
