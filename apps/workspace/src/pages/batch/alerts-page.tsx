import { Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '@counterfoil/contracts/administration/alerts';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction } from '@counterfoil/ui/use-action';
import { acknowledgeAlert, readAlerts } from '../../api/alerts.ts';
import { usePagedReading, useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import './batch.css';

type Shown = 'open' | 'cleared' | 'all';

/** Alerts: what needs somebody now, and what has gone. */
export default function AlertsPage(): ReactNode {
  const { t } = useTranslation('batch');
  const { t: shell } = useTranslation('shell');
  const may = useMay();
  const [shown, setShown] = useState<Shown>('open');
  const state = shown === 'all' ? null : shown;
  const reading = usePagedReading({
    topic: 'alerts',
    key: ['list', state],
    read: (cursor, signal) => readAlerts(state, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  return (
    <PageFrame
      title={t('toAlerts')}
      section="batch"
      help={t('alertsHelp')}
      actions={
        <Button component={Link} to="/alert-rules" variant="default">
          {t('rules')}
        </Button>
      }
    >
      {!may('acknowledgeAlert') && <ReadOnlyNotice />}
      <SegmentedControl
        aria-label={t('state')}
        className="alerts-shown"
        data={(['open', 'cleared', 'all'] as const).map((value) => ({ value, label: t(`alertsShown.${value}`) }))}
        value={shown}
        onChange={(value) => setShown(value)}
      />
      <AnswerState reading={reading}>
        {({ pages }) => <Alerts alerts={pages.flatMap(({ alerts }) => alerts)} />}
      </AnswerState>
      {reading.hasNextPage && (
        <Button variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>
          {shell('more')}
        </Button>
      )}
    </PageFrame>
  );
}

function Alerts({ alerts }: { readonly alerts: readonly Alert[] }): ReactNode {
  const { t } = useTranslation('batch');
  const action = useAction();
  const readAgain = useReadAgain();
  const acknowledge = async (alertId: string): Promise<void> => {
    await action.run(() => acknowledgeAlert(alertId));
    await readAgain('alerts');
  };
  if (alerts.length === 0) return <EmptyState icon="check" title={t('noAlerts')} text={t('noAlertsText')} />;
  return (
    <Stack>
      <ErrorNotice error={action.error} />
      <ul className="jobs-in-need">
        {alerts.map((alert) => (
          <AlertLine key={alert.alertId} alert={alert} onAcknowledge={() => void acknowledge(alert.alertId)} />
        ))}
      </ul>
    </Stack>
  );
}

function AlertLine({ alert, onAcknowledge }: { readonly alert: Alert; onAcknowledge(): void }): ReactNode {
  const { t } = useTranslation('batch');
  const mayAcknowledge = useMay()('acknowledgeAlert');
  const { acknowledgedBy, clearedAt, message, remedy } = alert;
  const isQuiet = acknowledgedBy !== null || clearedAt !== null;
  return (
    <li data-quiet={isQuiet}>
      <div className="grow">
        <Text fw={600}>{message}</Text>
        <Text size="sm">{remedy}</Text>
        <Text size="sm">{useAlertStory(alert)}</Text>
      </div>
      {mayAcknowledge && !isQuiet && (
        <Button variant="default" onClick={onAcknowledge} aria-label={t('acknowledgeThis', { message })}>
          {t('acknowledge')}
        </Button>
      )}
    </li>
  );
}

function useAlertStory(alert: Alert): string {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const { raisedAt, clearedAt, raiseCount, acknowledgedBy, mailState } = alert;
  return [
    `${t('since')} ${dateTimeText(raisedAt, language)}`,
    clearedAt === null ? '' : `${t('goneAt')} ${dateTimeText(clearedAt, language)}`,
    raiseCount > 1 ? t('raisedTimes', { count: raiseCount }) : '',
    acknowledgedBy === null ? '' : t('acknowledgedBy', { name: acknowledgedBy }),
    t(`mail.${mailState}`),
  ]
    .filter((text) => text !== '')
    .join(' · ');
}
