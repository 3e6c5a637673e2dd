import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JobRun } from '@counterfoil/contracts/administration/batch-jobs';
import { isErrorCode } from '@counterfoil/contracts/error-register';
import { problemText } from '@counterfoil/ui/error-notice.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import type { Column } from '../../ui/data-table.tsx';
import { durationWords } from './durations.ts';
import { FiguresText } from './figures-text.tsx';
import { StateBadge } from './job-state-badge.tsx';

/** The columns of a history. */
export function useRunColumns(): readonly Column<JobRun>[] {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  return [
    { key: 'begunAt', header: t('begunAt'), cell: ({ startedAt }) => dateTimeText(startedAt, language) },
    { key: 'state', header: t('state'), cell: ({ state }) => <StateBadge state={state} /> },
    {
      key: 'duration',
      header: t('duration'),
      align: 'end',
      cell: ({ durationMs }) => (durationMs === undefined ? '–' : durationWords(durationMs, language)),
    },
    {
      key: 'trigger',
      header: t('trigger'),
      cell: ({ trigger, runs }) =>
        runs > 1 ? `${t(`triggerOf.${trigger}`)}, ${t('runsOfMinute', { count: runs })}` : t(`triggerOf.${trigger}`),
    },
    {
      key: 'result',
      header: t('result'),
      cell: ({ error, result, job }) =>
        error === undefined ? (
          <FiguresText figures={result} />
        ) : (
          <Text span size="sm" c="var(--bad)" title={error}>
            {errorText(error, job, language)}
          </Text>
        ),
    },
  ];
}

/** What went wrong, in words; the kind of a bug stays in brackets. */
function errorText(error: string, job: string, language: 'en' | 'fr'): string {
  const [code = '', ...kind] = error.split(' ');
  if (!isErrorCode(code)) return error;
  return [problemText({ code, parameters: { value: job } }, language), ...kind].join(' ');
}
