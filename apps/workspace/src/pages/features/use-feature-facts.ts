import type { ConfigurationState } from '@counterfoil/contracts/administration/configuration-status';
import type { JobStatus } from '@counterfoil/contracts/administration/batch-jobs';
import { readBatchJobs } from '../../api/batch-jobs.ts';
import { featureJob, readFeatureConfigurations } from '../../api/features.ts';
import { useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';

/** What the page knows of the way of features to the channels. */
export interface FeatureFacts {
  readonly configurations: readonly ConfigurationState[];
  /** The job that carries features; null until it is known. */
  readonly job: JobStatus | null;
}

/** Reads what is known of the way of features to the channels, and stays true. */
export function useFeatureFacts(): FeatureFacts {
  const may = useMay();
  const configurations = useReading({
    topic: 'channels',
    key: ['feature configurations'],
    read: readFeatureConfigurations,
    isWanted: may('listConfigurationStatus'),
    alsoOn: ['features', 'settings', 'sessions', 'jobs'],
  });
  const jobs = useReading({
    topic: 'jobs',
    key: ['jobs'],
    read: readBatchJobs,
    isWanted: may('listBatchJobs'),
  });
  return {
    configurations: configurations.data?.configurations ?? [],
    job: jobs.data?.batchJobs.find(({ name }) => name === featureJob) ?? null,
  };
}
