import type { Database } from '@counterfoil/database/database';
import { systemClock } from '@counterfoil/platform/clock';

const pollMs = 5;

/**
 * Waits until everything that was committed can be read from the change feed: a transaction that still runs anywhere on
 * the database server, of another test for instance, holds back what came after it.
 */
export async function readableFeed(database: Database): Promise<void> {
  for (;;) {
    const held = await database.query(
      'SELECT 1 FROM customer_changes WHERE xid >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1',
    );
    if (held.length === 0) return;
    await systemClock.sleep(pollMs);
  }
}
