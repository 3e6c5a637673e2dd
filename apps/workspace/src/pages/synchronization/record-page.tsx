import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readRecordSettings, readStatusEntry } from '../../api/synchronization-status.ts';
import { useReading } from '../../api/use-reading.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState } from '../../shell/page-states.tsx';
import { RecordEditor } from './record-editor.tsx';
import './synchronization.css';

/** One record of *Customer synchronization status*: its values, its errors and its corrections. */
export default function RecordPage(): ReactNode {
  const { t } = useTranslation('synchronization');
  const { operationId = '' } = useParams({ strict: false });
  const entry = useReading({
    topic: 'synchronizationStatus',
    key: ['record', operationId],
    read: (signal) => readStatusEntry(operationId, signal),
  });
  const settings = useReading({ topic: 'settings', key: ['record-settings'], read: readRecordSettings });
  return (
    <PageFrame
      title={t('record.title', { name: entry.data?.name || t('record.unnamed') })}
      section="customers"
      help={t('record.help')}
      actions={
        <>
          {entry.data && entry.data.customerAccountNumber !== null && (
            <Button variant="default" component={Link} to={`/customers/${entry.data.customerId}`}>
              {t('record.customer')}
            </Button>
          )}
          <Button variant="default" component={Link} to="/customer-synchronization-status">
            {t('record.back')}
          </Button>
        </>
      }
    >
      <AnswerState reading={entry}>
        {(shown) => (
          <AnswerState reading={settings}>
            {(known) => <RecordEditor key={shown.operationId} entry={shown} settings={known} />}
          </AnswerState>
        )}
      </AnswerState>
    </PageFrame>
  );
}
