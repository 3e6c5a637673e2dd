import { Button, Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRegister } from '@counterfoil/contracts/administration/registers';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useNow } from '@counterfoil/ui/use-now';
import { readRegisters } from '../../api/registers.ts';
import { moreOf, usePagedReading } from '../../api/use-reading.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState } from '../../shell/page-states.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ageText, byNeed } from './till-state.ts';
import './registers.css';

/** Ages are told again this often, in milliseconds. */
const tickMs = 30_000;

/** *Register offline status*: what the tills keep back, since when, and how old their copies are (WD-03). */
export default function OfflineStatusPage(): ReactNode {
  const { t } = useTranslation('registers');
  const [isOnlyWaiting, setOnlyWaiting] = useState(false);
  const columns = useColumns();
  const reading = usePagedReading({
    topic: 'devices',
    key: ['offline-status', isOnlyWaiting],
    read: (cursor, signal) => readRegisters({ undelivered: isOnlyWaiting }, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  const rows = useMemo(
    () => (reading.data?.pages.flatMap(({ registers }) => registers) ?? []).toSorted(byNeed),
    [reading.data],
  );
  return (
    <PageFrame
      title={t('statusTitle')}
      section="posSetup"
      help={t('statusHelp')}
      actions={
        <Button variant="default" component={Link} to="/registers">
          {t('registers')}
        </Button>
      }
    >
      <Switch
        label={t('onlyWaiting')}
        checked={isOnlyWaiting}
        onChange={(event) => setOnlyWaiting(event.currentTarget.checked)}
      />
      <AnswerState reading={reading}>
        {() => (
          <DataTable
            label={t('statusTitle')}
            columns={columns}
            rows={rows}
            keyOf={({ registerId }) => registerId}
            more={moreOf(reading)}
            empty={{
              icon: isOnlyWaiting ? 'check' : 'cash',
              title: t(isOnlyWaiting ? 'emptyStatusTitle' : 'emptyTitle'),
              text: t(isOnlyWaiting ? 'emptyStatus' : 'empty'),
            }}
          />
        )}
      </AnswerState>
    </PageFrame>
  );
}

function useColumns(): readonly Column<ListedRegister>[] {
  const { t } = useTranslation('registers');
  const language = useLanguage();
  const now = useNow(tickMs);
  const time = (iso: string | null | undefined): string => (iso ? dateTimeText(iso, language) : '');
  return [
    { key: 'register', header: t('columnRegister'), cell: ({ registerId }) => registerId },
    { key: 'store', header: t('columnStore'), cell: ({ channelName, channelId }) => channelName || channelId },
    {
      key: 'waiting',
      header: t('columnWaiting'),
      cell: ({ offline, supportOffline }) =>
        offline && offline.undelivered > 0 ? (
          <span className="waiting-records">{t('waiting', { count: offline.undelivered })}</span>
        ) : (
          t(supportOffline ? 'nothingWaiting' : 'notOffline')
        ),
    },
    { key: 'oldest', header: t('columnOldest'), cell: ({ offline }) => time(offline?.oldestRecordedAt) },
    { key: 'exchange', header: t('columnExchange'), cell: ({ offline }) => time(offline?.lastExchangeAt) },
    {
      key: 'age',
      header: t('columnAge'),
      cell: ({ offline }) => (offline?.lastExchangeAt ? ageText(offline.lastExchangeAt, now, language) : ''),
    },
    { key: 'reported', header: t('columnReported'), cell: ({ offline }) => time(offline?.reportedAt) },
  ];
}
