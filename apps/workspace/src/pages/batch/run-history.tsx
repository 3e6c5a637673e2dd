import { Group, Paper, Select, Stack, TextInput, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { runStates, runTriggers, type JobRun } from '@counterfoil/contracts/administration/batch-jobs';
import { useLanguage } from '@counterfoil/ui/language';
import { readRuns, type RunFilter } from '../../api/batch-jobs.ts';
import { moreOf, usePagedReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DurationsChart } from './durations-chart.tsx';
import { useRunColumns } from './run-columns.tsx';

const nothing: RunFilter = { state: null, trigger: null, from: null, to: null };

/** The history of a job: durations as a chart, runs as a table, filtered and page by page. */
export function RunHistory({ job }: { readonly job: string }): ReactNode {
  const { t } = useTranslation('batch');
  const [filter, setFilter] = useState(nothing);
  const columns = useRunColumns();
  const reading = usePagedReading({
    topic: 'jobs',
    key: ['runs', job, filter],
    read: (cursor, signal) => readRuns(job, filter, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  return (
    <Stack>
      <Title order={2} size="h4">
        {t('history')}
      </Title>
      <HistoryFilters filter={filter} onChange={setFilter} />
      <AnswerState reading={reading}>
        {({ pages }) => {
          const runs: readonly JobRun[] = pages.flatMap((page) => page.runs);
          return (
            <>
              <Paper withBorder p="md">
                <DurationsChart runs={runs} />
              </Paper>
              <DataTable
                label={t('history')}
                columns={columns}
                rows={runs}
                keyOf={({ runId }) => runId}
                more={moreOf(reading)}
                empty={{ icon: 'clock', title: t('noHistory'), text: t('noHistoryText') }}
              />
            </>
          );
        }}
      </AnswerState>
    </Stack>
  );
}

interface HistoryFiltersProps {
  readonly filter: RunFilter;
  onChange(filter: RunFilter): void;
}

function HistoryFilters({ filter, onChange }: HistoryFiltersProps): ReactNode {
  const { t } = useTranslation('batch');
  return (
    <Group align="flex-end">
      <Select
        label={t('state')}
        placeholder={t('all')}
        clearable
        data={runStates.map((state) => ({ value: state, label: t(`stateOf.${state}`) }))}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <Select
        label={t('trigger')}
        placeholder={t('all')}
        clearable
        data={runTriggers.map((trigger) => ({ value: trigger, label: t(`triggerOf.${trigger}`) }))}
        value={filter.trigger}
        onChange={(trigger) => onChange({ ...filter, trigger })}
      />
      <TimeFilter label={t('from')} value={filter.from} onChange={(from) => onChange({ ...filter, from })} />
      <TimeFilter label={t('to')} value={filter.to} onChange={(to) => onChange({ ...filter, to })} />
    </Group>
  );
}

interface TimeFilterProps {
  readonly label: string;
  readonly value: string | null;
  onChange(value: string | null): void;
}

function TimeFilter({ label, value, onChange }: TimeFilterProps): ReactNode {
  const language = useLanguage();
  return (
    <TextInput
      type="datetime-local"
      lang={language}
      label={label}
      defaultValue={value === null ? '' : value.slice(0, 'YYYY-MM-DDTHH:MM'.length)}
      onChange={({ currentTarget }) => {
        const atMs = Date.parse(currentTarget.value);
        onChange(Number.isNaN(atMs) ? null : isoOf(atMs));
      }}
    />
  );
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
