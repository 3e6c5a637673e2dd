import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '@counterfoil/contracts/administration/batch-jobs';
import { CodedError } from '@counterfoil/contracts/refusal';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction } from '@counterfoil/ui/use-action';
import { useNow } from '@counterfoil/ui/use-now';
import { readBatchJobs } from '../../api/batch-jobs.ts';
import { useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { durationWords } from './durations.ts';
import { FiguresText } from './figures-text.tsx';
import { JobActions } from './job-actions.tsx';
import { JobFacts } from './job-facts.tsx';
import { RecurrenceEditor } from './recurrence-editor.tsx';
import { RunHistory } from './run-history.tsx';
import './batch.css';

const secondMs = 1_000;

/** The page of the job that the address names. */
export default function BatchJobPage(): ReactNode {
  const { name = '' } = useParams({ strict: false }) as { readonly name?: string };
  return <OneJobPage name={name} />;
}

/** One job: its state, what can be done, its recurrence, and its history with durations. */
export function OneJobPage({ name, title = name }: { readonly name: string; readonly title?: string }): ReactNode {
  const language = useLanguage();
  const reading = useReading({ topic: 'jobs', key: ['list'], read: readBatchJobs });
  const job = reading.data?.batchJobs.find((candidate) => candidate.name === name);
  const action = useAction();
  const mayChange = useMay()('runBatchJob');
  return (
    <PageFrame
      title={job?.title[language] ?? title}
      section="batch"
      actions={job && <JobActions job={job} action={action} />}
    >
      <ErrorNotice error={action.error} />
      {!mayChange && <ReadOnlyNotice />}
      <AnswerState reading={reading}>
        {() => (job ? <Job job={job} mayChange={mayChange} /> : <ErrorNotice error={unknownJob(name)} />)}
      </AnswerState>
    </PageFrame>
  );
}

function unknownJob(name: string): CodedError {
  return new CodedError('job_unknown', [{ code: 'job_unknown', field: 'job', parameters: { value: name } }]);
}

function Job({ job, mayChange }: { readonly job: JobStatus; readonly mayChange: boolean }): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const { withheld } = job;
  return (
    <Stack>
      {job.warnings
        .filter((warning) => warning !== 'withheld')
        .map((warning) => (
          <Notice key={warning} tone="warning">
            {t(`warning.${warning}`)} {t(`remedy.${warning}`)}
          </Notice>
        ))}
      {withheld && (
        <Notice tone="warning">
          {t('withheldBy', { time: dateTimeText(withheld.withheldAt, language), name: withheld.withheldBy })}
        </Notice>
      )}
      <RunUnderWay job={job} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Paper withBorder p="md">
          <JobFacts job={job} />
        </Paper>
        <Paper withBorder p="md">
          <Title order={2} size="h4" mb="sm">
            {t('recurrence')}
          </Title>
          <RecurrenceEditor job={job} mayChange={mayChange} />
        </Paper>
      </SimpleGrid>
      <RunHistory job={job.name} />
    </Stack>
  );
}

function RunUnderWay({ job: { lastRun } }: { readonly job: JobStatus }): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const now = useNow(secondMs);
  if (lastRun?.state !== 'running') return null;
  const elapsedMs = Math.max(0, now.getTime() - Date.parse(lastRun.startedAt));
  return (
    <Notice tone="hint">
      <Text fw={600}>
        {t('elapsed', { time: durationWords(Math.floor(elapsedMs / secondMs) * secondMs, language) })}
      </Text>
      <FiguresText figures={lastRun.result} />
    </Notice>
  );
}
