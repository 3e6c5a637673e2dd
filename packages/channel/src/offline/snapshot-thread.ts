import { open } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Customer } from '@counterfoil/contracts/customer';
import { searchKeyVersion } from '@counterfoil/customer/search/search-keys';
import { connectDatabase, type Tx } from '@counterfoil/database/database';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { offlineSchemaVersion } from '@counterfoil/till/offline-schema';
import { withoutParts } from './offline-data-exclusion.ts';
import { latestOfflinePosition } from './offline-changes.ts';
import { digestOfHeldSnapshot, writeSnapshotFile } from './write-snapshot-file.ts';
import type { SnapshotOrder, WrittenSnapshot } from './snapshot-order.ts';

/* A thread of its own: finding the keys of a million customers takes a minute, and the tills go on being answered. */

/** Customers in memory at once. */
const pageCount = 1_000;

async function writeSnapshot(order: SnapshotOrder): Promise<WrittenSnapshot> {
  const seams = systemSeams(createLog({ part: 'snapshot' }));
  const file = await open(order.file);
  const database = await connectDatabase({ url: order.databaseUrl, poolSize: 1, seams });
  try {
    return await database.transaction('read for snapshot', async (tx) => {
      /* The customers and the place in the feed are of one moment. */
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const position = await latestOfflinePosition(tx, order.epochNumber);
      if (!position) return null;
      const customers = await writeCustomers(tx, order);
      return {
        cursor: { position, load: null },
        customers,
        ...(await digestOfHeldSnapshot(file)),
        schemaVersion: offlineSchemaVersion,
        searchKeyVersion,
      };
    });
  } finally {
    await database.close();
    await file.close();
  }
}

async function writeCustomers(tx: Tx, { file, excludedParts, legalEntities }: SnapshotOrder): Promise<number> {
  return writeSnapshotFile(
    file,
    { legalEntities },
    (take) => eachCustomer(tx, (customer) => take(withoutParts(customer, excludedParts))),
    { unlink: true },
  );
}

/* By a cursor, since the whole would not fit into memory. */
async function eachCustomer(tx: Tx, take: (customer: Customer) => void): Promise<number> {
  await tx.query('DECLARE snapshot_customers CURSOR FOR SELECT document FROM customers ORDER BY customer_id');
  let count = 0;
  for (;;) {
    const rows = await tx.query<{ document: Customer }>(`FETCH ${pageCount} FROM snapshot_customers`);
    for (const { document } of rows) take(document);
    count += rows.length;
    if (rows.length < pageCount) return count;
  }
}

parentPort?.postMessage(await writeSnapshot(workerData as SnapshotOrder));
