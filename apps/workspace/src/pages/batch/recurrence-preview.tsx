import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { previewRecurrence } from '../../api/batch-jobs.ts';
import { useReading } from '../../api/use-reading.ts';

const typingPauseMs = 300;

interface RecurrencePreviewProps {
  readonly recurrence: string;
  readonly timeZone: string;
}

/** When a job would run by a recurrence, in its time zone; why it can't be read while it is being typed. */
export function RecurrencePreview({ recurrence, timeZone }: RecurrencePreviewProps): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const [settled] = useDebouncedValue(recurrence, typingPauseMs);
  const reading = useReading({
    topic: 'jobs',
    key: ['recurrence-preview', settled],
    read: (signal) => previewRecurrence(settled, signal),
  });
  if (reading.error) return <ErrorNotice error={reading.error} />;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone });
  return (
    <div>
      <Text size="sm" className="quiet">
        {t('nextRuns')} ({timeZone})
      </Text>
      <ul className="next-runs">
        {reading.data?.nextRuns.map((time) => (
          <li key={time}>{format.format(new Date(time))}</li>
        ))}
      </ul>
    </div>
  );
}
