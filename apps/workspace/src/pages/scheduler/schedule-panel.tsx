import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '@counterfoil/contracts/administration/batch-jobs';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { beginRun, readBatchJobs } from '../../api/batch-jobs.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import type { PanelProps } from '../../ui/setting-form/setting-pages.ts';
import { StateBadge } from '../batch/job-state-badge.tsx';
import { jobStateOf } from '../batch/job-state.ts';
import { recurrenceWords } from '../batch/recurrence-words.ts';
import { jobIdsOf } from './schedule-jobs.ts';

/** The jobs of a distribution schedule: recurrence, state, last run, and *Run now*. */
export function SchedulePanel({ setting }: PanelProps): ReactNode {
  const { t } = useTranslation('scheduler');
  const reading = useReading({ topic: 'jobs', key: ['list'], read: readBatchJobs });
  const wanted = jobIdsOf(setting);
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('jobsOfSchedule')}
        </Title>
        <Text size="sm" className="quiet">
          {t('jobsOfScheduleHelp')}
        </Text>
        {setting['active'] === false && <Notice tone="warning">{t('inactive')}</Notice>}
        <AnswerState reading={reading}>
          {({ batchJobs }) => <Jobs wanted={wanted} jobs={batchJobs.filter(({ name }) => wanted.includes(name))} />}
        </AnswerState>
      </Stack>
    </Paper>
  );
}

interface JobsProps {
  readonly wanted: readonly string[];
  readonly jobs: readonly JobStatus[];
}

function Jobs({ wanted, jobs }: JobsProps): ReactNode {
  const { t } = useTranslation('scheduler');
  const toast = useToast();
  const readAgain = useReadAgain();
  const action = useAction();
  const mayRun = useMay()('runBatchJob');
  const run = async (names: readonly string[]): Promise<void> => {
    const isDone = await action.run(async () => {
      for (const name of names) await beginRun(name);
    });
    if (isDone) toast({ text: t('begun', { count: names.length }), icon: 'check' });
    await readAgain('jobs');
  };
  const idle = jobs.filter(({ running, withheld }) => !running && !withheld).map(({ name }) => name);
  return (
    <>
      <ErrorNotice error={action.error} />
      {wanted.map((name) => {
        const job = jobs.find((candidate) => candidate.name === name);
        return job ? (
          <JobLine key={name} job={job} />
        ) : (
          <Text key={name} size="sm">
            <b>{name}</b>: {t('noJob')}
          </Text>
        );
      })}
      {mayRun && (
        <Group>
          <Button disabled={idle.length === 0} loading={action.isBusy} onClick={() => void run(idle)}>
            {t('runAll')}
          </Button>
        </Group>
      )}
    </>
  );
}

function JobLine({ job }: { readonly job: JobStatus }): ReactNode {
  const language = useLanguage();
  return (
    <div>
      <Group gap="xs">
        <Link to="/batch-jobs/$name" params={{ name: job.name }}>
          {job.title[language]}
        </Link>
        <StateBadge state={jobStateOf(job)} />
      </Group>
      <Text size="sm">
        {recurrenceWords(job.recurrence, language)}
        {job.lastRun && ` · ${dateTimeText(job.lastRun.startedAt, language)}`}
      </Text>
    </div>
  );
}
