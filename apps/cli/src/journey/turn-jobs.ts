import { jobsScheduledWhateverTheMode } from '@counterfoil/batch/batch-job';
import { CommunicationException } from '@counterfoil/http/client';
import type { Clock } from '@counterfoil/platform/clock';
import { ask, RefusedByProduct } from '../ask.ts';
import { readJobs } from '../read-headquarters.ts';
import type { JourneyProduct } from './journey-product.ts';

const turnDelayMs = 500;

/** Whether the three jobs run by themselves at once, so that nobody has to run them. */
export async function jobsAreContinuous({ headquarters }: JourneyProduct): Promise<boolean> {
  const jobs = await readJobs(headquarters);
  return jobsScheduledWhateverTheMode.every((name) =>
    jobs.some((job) => job.name === name && job.recurrence === 'continuous'),
  );
}

/** Runs the three jobs again and again, as their recurrences would, until `stopping` aborts. */
export async function keepJobsTurning(product: JourneyProduct, clock: Clock, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await atEveryScaleUnit(product, '/jobs/P-0001/runs');
    await tryRun(() => ask(product.headquarters, 'POST', '/batch-jobs/synchronize-customers/runs', { wait: true }));
    await tryRun(() => ask(product.headquarters, 'POST', '/batch-jobs/1010/runs', { wait: true }));
    await atEveryScaleUnit(product, '/jobs/1010/runs');
    await clock.sleep(turnDelayMs, stopping);
  }
}

async function atEveryScaleUnit({ scaleUnits }: JourneyProduct, path: string): Promise<void> {
  await Promise.all(scaleUnits.map(({ administrator }) => tryRun(() => ask(administrator, 'POST', path))));
}

/** A line that is cut, or a run that is under way already, is what the next turn is for. */
async function tryRun(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const mayPass = error instanceof RefusedByProduct && error.body?.code === 'job_running';
    if (!mayPass && !(error instanceof CommunicationException)) throw error;
  }
}
