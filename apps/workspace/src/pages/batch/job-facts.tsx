import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '@counterfoil/contracts/administration/batch-jobs';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { StateBadge } from './job-state-badge.tsx';
import { jobStateOf } from './job-state.ts';
import { recurrenceWords } from './recurrence-words.ts';

/** A job's state, recurrence, last and next runs, and other names. */
export function JobFacts({ job }: { readonly job: JobStatus }): ReactNode {
  const { t } = useTranslation('batch');
  const { t: shell } = useTranslation('shell');
  const language = useLanguage();
  const { lastRun, nextRuns, aliases, recurrence, required, withheld } = job;
  const isContinuous = recurrence === 'continuous' && !withheld;
  return (
    <Facts>
      <Fact name={t('state')}>
        <StateBadge state={jobStateOf(job)} />
      </Fact>
      <Fact name={t('recurrence')}>{recurrenceWords(recurrence, language)}</Fact>
      <Fact name={t('lastRun')}>
        {lastRun ? dateTimeText(lastRun.startedAt, language) : shell('never')}{' '}
        {lastRun && lastRun.state !== 'running' && <StateBadge state={lastRun.state} />}
      </Fact>
      <Fact name={t('nextRuns')}>
        {isContinuous ? t('asNeeded') : nextRuns.length === 0 ? t('noNextRuns') : null}
        {nextRuns.map((time) => (
          <div key={time}>{dateTimeText(time, language)}</div>
        ))}
      </Fact>
      {required && <Fact name={t('required')}>{shell('yes')}</Fact>}
      {aliases.length > 0 && (
        <Fact name={t('aliases')}>
          {aliases.map((alias) => (
            <div key={alias}>{alias}</div>
          ))}
        </Fact>
      )}
    </Facts>
  );
}
