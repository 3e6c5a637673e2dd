import { Button, Stack, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '@counterfoil/contracts/administration/batch-jobs';
import { timeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useNow } from '@counterfoil/ui/use-now';
import { readBatchJobs } from '../../api/batch-jobs.ts';
import { part } from '../../api/call.ts';
import { useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ConvertEverythingButton } from './convert-everything-button.tsx';
import { StateBadge } from './job-state-badge.tsx';
import { byNeed, jobStateOf } from './job-state.ts';
import { recurrenceWords } from './recurrence-words.ts';
import './batch.css';

const minuteMs = 60_000;

/** All batch jobs: those that need somebody first. */
export default function BatchJobsPage(): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const reading = useReading({ topic: 'jobs', key: ['list'], read: readBatchJobs });
  return (
    <PageFrame
      title={{ en: 'Batch jobs', fr: 'Traitements par lots' }[language]}
      section="batch"
      help={t('help')}
      actions={<ConvertEverythingButton />}
    >
      {!useMay()('runBatchJob') && <ReadOnlyNotice />}
      <AnswerState reading={reading}>{({ batchJobs }) => <JobTable jobs={byNeed(batchJobs)} />}</AnswerState>
    </PageFrame>
  );
}

function useJobColumns(): readonly Column<JobStatus>[] {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const now = useNow(minuteMs);
  const shownTime = (iso: string | undefined): string => (iso === undefined ? '–' : timeText(iso, now, language));
  return [
    { key: 'job', header: t('job'), cell: (job) => <JobName job={job} /> },
    { key: 'state', header: t('state'), cell: (job) => <StateBadge state={jobStateOf(job)} /> },
    { key: 'recurrence', header: t('recurrence'), cell: (job) => recurrenceWords(job.recurrence, language) },
    {
      key: 'lastRun',
      header: t('lastRun'),
      cell: (job) => <LastRun job={job} time={shownTime(job.lastRun?.startedAt)} />,
    },
    { key: 'nextRun', header: t('nextRun'), cell: (job) => shownTime(job.nextRuns[0]) },
  ];
}

function JobTable({ jobs }: { readonly jobs: readonly JobStatus[] }): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const navigate = useNavigate();
  const columns = useJobColumns();
  return (
    <Stack>
      <JobsInNeed jobs={jobs.filter(({ warnings }) => warnings.length > 0)} />
      <DataTable
        label={t('job')}
        columns={columns}
        rows={jobs}
        keyOf={({ name }) => name}
        nameOf={({ title }) => title[language]}
        onOpen={({ name }) => void navigate({ to: '/batch-jobs/$name', params: { name } })}
        empty={{ icon: 'list', title: t('noRuns') }}
      />
    </Stack>
  );
}

function JobName({ job }: { readonly job: JobStatus }): ReactNode {
  const language = useLanguage();
  return (
    <Link to="/batch-jobs/$name" params={{ name: job.name }} onClick={(event) => event.stopPropagation()}>
      {job.title[language]}
    </Link>
  );
}

function LastRun({ job, time }: { readonly job: JobStatus; readonly time: string }): ReactNode {
  const { lastRun } = job;
  if (!lastRun || lastRun.state === 'running') return time;
  return (
    <>
      {time} <StateBadge state={lastRun.state} />
    </>
  );
}

function JobsInNeed({ jobs }: { readonly jobs: readonly JobStatus[] }): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  if (jobs.length === 0) return null;
  return (
    <ul className="jobs-in-need">
      {jobs.map((job) => (
        <li key={job.name}>
          <div className="grow">
            <Text fw={600}>{job.title[language]}</Text>
            {job.warnings.map((warning) => (
              <Text key={warning} size="sm">
                {t(`warning.${warning}`)} {t(`remedy.${warning}`)}
              </Text>
            ))}
          </div>
          <Button
            component={Link}
            to={`/batch-jobs/${part(job.name)}`}
            variant="default"
            aria-label={t('fixFor', { job: job.title[language] })}
          >
            {t('fix')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
