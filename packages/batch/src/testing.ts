import type { Database } from '@counterfoil/database/database';
import { connectDatabase } from '@counterfoil/database/database';
import { createTestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import type { BatchJob, BatchJobContext, RunFigures } from './batch-job.ts';
import type { BatchJobs, BatchJobsOptions } from './batch-jobs.ts';
import { createBatchJobs } from './batch-jobs.ts';

const headquartersMigrations = new URL('../../headquarters/migrations', import.meta.url);

/** Several processes' worth of batch jobs on one database. */
export interface BatchWorld {
  readonly database: Database;
  readonly url: string;
  /** The batch jobs of one more process, with a pool of their own. */
  join(jobs: readonly BatchJob[], options?: Partial<BatchJobsOptions>): Promise<BatchJobs>;
  close(): Promise<void>;
}

/** An empty headquarters database and whoever joins it. */
export async function createBatchWorld(): Promise<BatchWorld> {
  const { database, url, drop } = await createTestDatabase(headquartersMigrations);
  const seams = systemSeams(silentLog);
  const closers: (() => Promise<void>)[] = [];
  return {
    database,
    url,
    async join(jobs, options = {}) {
      const pool = await connectDatabase({ url, poolSize: 3, seams });
      const batchJobs = createBatchJobs({ database: pool, databaseUrl: url, jobs, seams, ...options });
      closers.push(async () => {
        await batchJobs.stop();
        await pool.close();
      });
      return batchJobs;
    },
    async close() {
      await Promise.all(closers.map((closeOne) => closeOne()));
      await drop();
    },
  };
}

/** A job named `name` that does `run`. */
export function jobOf(name: string, run: (context: BatchJobContext) => Promise<RunFigures>): BatchJob {
  return { name, title: { en: name, fr: name }, aliases: [`alias of ${name}`], run };
}

/** Waits until `condition` answers true, for conditions that another process brings about. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const { clock } = systemSeams(silentLog);
  while (!(await condition())) await clock.sleep(10);
}
