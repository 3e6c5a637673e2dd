import { recentOperationCountMax } from '@counterfoil/contracts/customer';
import { feedStart, type FeedPosition } from '@counterfoil/contracts/exchange';
import { channelMigrations } from '@counterfoil/channel/channel';
import { readUndelivered } from '@counterfoil/channel/exchange/p-job';
import { readFeedPage } from '@counterfoil/data-exchange/change-feed';
import type { Database } from '@counterfoil/database/database';
import { createTestDatabase } from '@counterfoil/database/testing';
import { headquartersMigrations } from '@counterfoil/headquarters/headquarters';
import { systemClock } from '@counterfoil/platform/clock';
import { systemIds } from '@counterfoil/platform/identifiers';
import { noPlantedBugs, type PlantedBugs } from '@counterfoil/platform/planted-bugs';
import { seededRandom } from '@counterfoil/platform/random';
import { afterEach, describe, expect, it } from 'vitest';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function openDatabase(migrations: URL, writerCount: number): Promise<Database> {
  const { database, drop } = await createTestDatabase(migrations, { poolSize: writerCount + 1 });
  closing.push(drop);
  return database;
}

const rowCountPerWriter = 24;
/** A fifth of the transactions stays open for a while after its row was numbered. */
const heldShare = 0.2;
const heldMsMax = 20;

/** Many connections insert rows, each in a transaction of its own; answers the identifiers of all rows. */
async function writeAll(
  database: Database,
  writerCount: number,
  insert: (id: string) => { text: string; values: unknown[] },
): Promise<string[]> {
  const written: string[] = [];
  const writer = async (nth: number): Promise<void> => {
    const random = seededRandom(nth);
    for (let row = 0; row < rowCountPerWriter; row++) {
      const id = systemIds.uuid();
      await database.transaction('write', async (tx) => {
        const { text, values } = insert(id);
        await tx.query(text, values);
        if (random.next() < heldShare) await systemClock.sleep(random.next() * heldMsMax);
      });
      written.push(id);
    }
  };
  await Promise.all(Array.from({ length: writerCount }, (_, nth) => writer(nth)));
  return written;
}

/** Reads the change feed beside its writers, and once more when they are done. */
async function missedByFeed(writerCount: number, plantedBugs: PlantedBugs): Promise<{ rows: number; missed: number }> {
  const database = await openDatabase(headquartersMigrations, writerCount);
  const seen = new Set<string>();
  let after: FeedPosition = feedStart;
  const readOn = async (): Promise<number> => {
    const page = await readFeedPage(database, {
      after,
      presentEpochNumber: 1,
      rowCountMax: 500,
      recentOperationCountMax,
      plantedBugs,
    });
    for (const { position } of page) seen.add(position.changeId ?? '');
    after = page.at(-1)?.position ?? after;
    return page.length;
  };
  let writing = true;
  const reader = async (): Promise<void> => {
    while (writing) if ((await readOn()) === 0) await systemClock.sleep(1);
  };
  const reading = reader();
  const written = await writeAll(database, writerCount, (id) => ({
    text: `INSERT INTO customer_changes (epoch_number, change_id, customer_id, operation_id, decision)
           VALUES (1, $1, $1, $1, 'completed')`,
    values: [id],
  }));
  writing = false;
  await reading;
  const missed = (): number => written.filter((id) => !seen.has(id)).length;
  const idleMax = plantedBugs.size > 0 ? idleCountMax / 10 : idleCountMax;
  for (let idle = 0; idle < idleMax && missed() > 0; idle++) {
    if ((await readOn()) === 0) await systemClock.sleep(10);
  }
  return { rows: written.length, missed: missed() };
}

/* Transactions of other tests on the same server may hold the horizon back for a while. */
const idleCountMax = 300;

describe('reading in commit order (R7)', () => {
  it.each([8, 64])('the change feed misses nothing of %i writers who hold their transactions open', async (writers) => {
    const { rows, missed } = await missedByFeed(writers, noPlantedBugs);
    expect(rows).toBe(writers * rowCountPerWriter);
    expect(missed).toBe(0);
  });

  it('the same test sees rows that a feed read by its numbers never delivers', async () => {
    const { missed } = await missedByFeed(16, new Set(['feed read by id']));
    expect(missed).toBeGreaterThan(0);
  });

  it.each([8, 64])('the upload misses nothing of %i writers and takes nothing twice', async (writers) => {
    const database = await openDatabase(channelMigrations, writers);
    const taken: string[] = [];
    const takeOn = async (): Promise<number> => {
      const entries = await readUndelivered(database, { epochNumber: 1, except: () => [], rowCountMax: 500 });
      const ids = entries.map((entry) => entry.operation_id);
      taken.push(...ids);
      await database.query('UPDATE customer_operations SET delivered = true WHERE operation_id = ANY ($1::uuid[])', [
        ids,
      ]);
      return ids.length;
    };
    let writing = true;
    const reader = async (): Promise<void> => {
      while (writing) if ((await takeOn()) === 0) await systemClock.sleep(1);
    };
    const reading = reader();
    const written = await writeAll(database, writers, (id) => ({
      text: `INSERT INTO customer_operations (
               operation_id, epoch_number, customer_id, kind, way, operation, content_hash, status, recorded_at)
             VALUES ($1, 1, $1, 'create', 'async', '{}', '\\x00', 'pending', '2026-01-01')`,
      values: [id],
    }));
    writing = false;
    await reading;
    for (let idle = 0; idle < idleCountMax && taken.length < written.length; idle++) {
      if ((await takeOn()) === 0) await systemClock.sleep(10);
    }
    expect(taken.toSorted()).toEqual(written.toSorted());
  });
});
