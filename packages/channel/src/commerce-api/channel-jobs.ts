import { CodedError } from '@counterfoil/contracts/refusal';
import { CommunicationException } from '@counterfoil/http/client';
import { downloadAvailable, type DownloadResult } from '../exchange/apply-1010.ts';
import type { Channel } from '../channel.ts';
import { runPJob, type PJobResult } from '../exchange/p-job.ts';

/** The scale unit's jobs as an administrator runs them; a process that runs them in a loop passes its own, one at a time. */
export interface ChannelJobs {
  /** Uploads the outbox. */
  runPJob(): Promise<PJobResult>;
  /** Applies the downloads that wait. */
  download(): Promise<DownloadResult>;
}

/** The jobs themselves, with nothing else running them. */
export function directJobs(channel: Channel): ChannelJobs {
  return { runPJob: () => runPJob(channel), download: () => downloadAvailable(channel) };
}

/** Runs a job for a caller, who is told when headquarters can't be reached. Error: `headquarters_unreachable`. */
export async function runForCaller<Result>(job: () => Promise<Result>): Promise<Result> {
  try {
    return await job();
  } catch (error) {
    if (!(error instanceof CommunicationException)) throw error;
    throw new CodedError('headquarters_unreachable', undefined, { cause: error });
  }
}
