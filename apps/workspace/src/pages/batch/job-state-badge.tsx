import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRun } from '@counterfoil/contracts/administration/batch-jobs';
import type { JobState } from './job-state.ts';
import './batch.css';

/** The state of a job or of a run in a word, with a colour beside it. */
export function StateBadge({ state }: { readonly state: JobState | JobRun['state'] }): ReactNode {
  const { t } = useTranslation('batch');
  return (
    <span className="state-mark" data-state={state}>
      {t(`stateOf.${state}`)}
    </span>
  );
}
