import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRegister } from '@counterfoil/contracts/administration/registers';
import { dateTimeText } from '@counterfoil/ui/formats';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { readRegisters, type RegisterFilter } from '../../api/registers.ts';
import { moreOf, usePagedReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { NewRegister } from './new-register.tsx';
import { RegisterWindow } from './register-window.tsx';
import { RegisterFilters } from './register-filters.tsx';
import { TillMark } from './till-mark.tsx';
import './registers.css';

/** The registers of the stores with their tills. */
export default function RegistersPage(): ReactNode {
  const { t } = useTranslation('registers');
  const may = useMay();
  const columns = useColumns();
  const [filter, setFilter] = useState<RegisterFilter>({});
  const [openId, setOpenId] = useState<string | null>(null);
  const [isNew, setNew] = useState(false);
  const reading = usePagedReading({
    topic: 'devices',
    key: ['registers', filter],
    read: (cursor, signal) => readRegisters(filter, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  const rows = reading.data?.pages.flatMap(({ registers }) => registers) ?? [];
  const open = rows.find(({ registerId }) => registerId === openId);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <PageFrame
      title={t('title')}
      section="posSetup"
      help={t('help')}
      actions={
        <>
          <Button variant="default" component={Link} to="/register-offline-status">
            {t('offlineStatus')}
          </Button>
          {may('putRegisterSetting') && (
            <Button leftSection={<Icon name="add" sizePx={16} />} onClick={() => setNew(true)}>
              {t('new')}
            </Button>
          )}
        </>
      }
    >
      {!may('putRegisterSetting') && !may('createActivationCode') && <ReadOnlyNotice />}
      <RegisterFilters filter={filter} onFilter={setFilter} />
      <AnswerState reading={reading}>
        {() => (
          <DataTable
            label={t('list')}
            columns={columns}
            rows={rows}
            keyOf={({ registerId }) => registerId}
            onOpen={({ registerId }) => setOpenId(registerId)}
            more={moreOf(reading)}
            empty={{ icon: 'cash', title: t('emptyTitle'), text: t(isFiltered ? 'emptyFiltered' : 'empty') }}
          />
        )}
      </AnswerState>
      {open && <RegisterWindow register={open} onClose={() => setOpenId(null)} />}
      {isNew && <NewRegister onClose={() => setNew(false)} onMade={setOpenId} />}
    </PageFrame>
  );
}

function useColumns(): readonly Column<ListedRegister>[] {
  const { t } = useTranslation('registers');
  const shell = useTranslation('shell').t;
  const language = useLanguage();
  return [
    { key: 'register', header: t('columnRegister'), cell: ({ registerId }) => registerId },
    { key: 'name', header: t('columnName'), cell: ({ name }) => name },
    { key: 'store', header: t('columnStore'), cell: ({ channelName, channelId }) => channelName || channelId },
    { key: 'state', header: t('columnState'), cell: ({ state }) => <TillMark state={state} /> },
    {
      key: 'waiting',
      header: t('columnWaiting'),
      cell: ({ offline }) =>
        offline && offline.undelivered > 0 ? (
          <span className="waiting-records">{t('waiting', { count: offline.undelivered })}</span>
        ) : (
          ''
        ),
    },
    {
      key: 'contact',
      header: t('columnContact'),
      cell: ({ scaleUnitLastContactAt: at }) => (at === null ? shell('never') : dateTimeText(at, language)),
    },
    {
      key: 'offline',
      header: t('columnOffline'),
      cell: ({ supportOffline }) => shell(supportOffline ? 'yes' : 'no'),
    },
    { key: 'profile', header: t('columnProfile'), cell: ({ offlineProfileId }) => offlineProfileId ?? '' },
  ];
}
