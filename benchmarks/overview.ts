import { createBatchJobs } from '@counterfoil/batch/batch-jobs';
import { connectDatabase, type Database } from '@counterfoil/database/database';
import { migrate } from '@counterfoil/database/migrations';
import { headquartersMigrations, openHeadquarters, type Headquarters } from '@counterfoil/headquarters/headquarters';
import { readFingerprints } from '@counterfoil/headquarters/live-changes/read-fingerprints';
import { createOverviewReader } from '@counterfoil/headquarters/overview/overview-facts';
import { createFigureReader } from '@counterfoil/headquarters/overview/read-figures';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { percentilesOf, type Percentiles } from './percentiles.ts';
import type { Workbench } from './workbench.ts';

/** What the workspace costs headquarters while somebody looks at it. */
export interface OverviewTimes {
  readonly operations: number;
  /** The look for changes, once a second and process. */
  readonly look: Percentiles;
  /** One reading of the overview. */
  readonly overview: Percentiles;
  /** The figures of a week: the first reading, and the later ones. */
  readonly firstFiguresMs: number;
  readonly figures: Percentiles;
}

const runCount = 50;

/** Looks at a headquarters of `operationCount` decided operations, a thousandth as many waiting, and as many changes. */
export async function measureOverview(workbench: Workbench, operationCount: number): Promise<OverviewTimes> {
  const { seams } = workbench;
  const url = await workbench.createDatabase('overview');
  const database = await connectDatabase({ url, poolSize: 4, seams });
  try {
    await migrate(database, headquartersMigrations, seams);
    await insertSampleSettings(database);
    const headquarters = await openHeadquarters({ database, seams });
    await fill(database, operationCount);
    const batchJobs = createBatchJobs({ database, databaseUrl: url, seams, jobs: [] });
    const readOverview = createOverviewReader(headquarters, batchJobs);
    return {
      operations: operationCount,
      look: await timesOf(workbench, () => readFingerprints(database, seams.clock.now())),
      overview: await timesOf(workbench, readOverview),
      ...(await figureTimes(workbench, headquarters)),
    };
  } finally {
    await database.close();
  }
}

async function figureTimes(
  workbench: Workbench,
  headquarters: Headquarters,
): Promise<Pick<OverviewTimes, 'firstFiguresMs' | 'figures'>> {
  const readFigures = createFigureReader(headquarters);
  const first = await timesOf(workbench, () => readFigures('168'), 1);
  return { firstFiguresMs: first.p50Ms, figures: await timesOf(workbench, () => readFigures('168')) };
}

async function timesOf(
  { seams: { clock } }: Workbench,
  work: () => Promise<unknown>,
  count = runCount,
): Promise<Percentiles> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const beganMs = clock.monotonicMs();
    await work();
    times.push(clock.monotonicMs() - beganMs);
  }
  return percentilesOf(times);
}

/* Spread over a week, three seconds from recording to account; the last thousandth waits. */
const fillOperations = `INSERT INTO staged_operations (operation_id, customer_id, kind, channel_database_id, operation,
    status, received_at, decided_at)
  SELECT gen_random_uuid(), gen_random_uuid(), 'create', 'paris',
    jsonb_build_object('recordedAt', to_jsonb(moment), 'filler', repeat('x', 600)),
    CASE WHEN n > $1::integer * 0.999 THEN 'uploaded' ELSE 'completed' END, moment + interval '2 seconds',
    CASE WHEN n > $1::integer * 0.999 THEN NULL ELSE moment + interval '3 seconds' END
  FROM generate_series(1, $1::integer) AS n,
    LATERAL (SELECT now() - interval '7 days' * (1 - n::float8 / $1::integer) AS moment) AS times`;
const fillChanges = `INSERT INTO customer_changes (epoch_number, change_id, customer_id, operation_id, decision)
  SELECT 1, gen_random_uuid(), customer_id, operation_id, 'completed' FROM staged_operations
  WHERE status = 'completed'`;
const fillCustomers = `INSERT INTO customers (customer_id, legal_entity, account_number, version, name_key, document)
  SELECT customer_id, 'USRT', 'B-' || n, 1, 'berry', '{"addressBooks": [], "filler": "none"}' FROM staged_operations
  WHERE status = 'completed'`;

async function fill(database: Database, operationCount: number): Promise<void> {
  await database.query(fillOperations, [operationCount]);
  await database.query(fillChanges);
  await database.query(fillCustomers);
  for (const table of ['staged_operations', 'customer_changes', 'customers']) {
    await database.query(`VACUUM ANALYZE ${table}`);
  }
}
