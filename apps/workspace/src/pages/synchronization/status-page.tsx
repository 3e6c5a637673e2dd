import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readErrorGroups, readStatusPage, type StatusFilter } from '../../api/synchronization-status.ts';
import { moreOf, usePagedReading, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorGroups } from './error-groups.tsx';
import { useStatusColumns } from './status-columns.tsx';
import { StatusFilters, type ShownState } from './status-filters.tsx';
import { SynchronizeMany, type Chosen } from './synchronize-many.tsx';
import { useChannelChoices } from './use-channel-choices.ts';
import './synchronization.css';

const pageCount = 100;
/** Typing rests this long before it is searched for, in milliseconds. */
const typingRestMs = 250;

/** *Customer synchronization status* (LK-11, LK-12). */
export default function StatusPage(): ReactNode {
  const { t } = useTranslation('synchronization');
  const may = useMay();
  const navigate = useNavigate();
  const columns = useStatusColumns();
  const channels = useChannelChoices();
  const [state, setState] = useState<ShownState>('failed');
  const [channelId, setChannel] = useState<string | null>(null);
  const [code, setCode] = useState<string | undefined>();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), typingRestMs);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const filter = useMemo(() => filterOf({ state, channelId, code, text }), [state, channelId, code, text]);
  const reading = usePagedReading({
    topic: 'synchronizationStatus',
    key: ['records', filter],
    read: (cursor, signal) => readStatusPage(filter, cursor, pageCount, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  const errors = useReading({
    topic: 'synchronizationStatus',
    key: ['errors', channelId, text],
    read: (signal) => readErrorGroups(filter, signal),
    isWanted: may('countSynchronizationErrors'),
  });
  const rows = reading.data?.pages.flatMap(({ operations }) => operations) ?? [];
  const failedIds = rows.filter(({ status, operationId }) => status === 'failed' && selected.has(operationId));
  const maySynchronize = may('synchronizeAllFailedOperations');
  const choose = (next: string | undefined): void => {
    setCode(next);
    setSelected(new Set());
    if (next !== undefined) setState('failed');
  };
  return (
    <PageFrame
      title={t('status.title')}
      section="customers"
      help={t('status.help')}
      actions={
        maySynchronize && (
          <>
            <Button
              disabled={failedIds.length === 0}
              onClick={() => setChosen({ operationIds: failedIds.map(({ operationId }) => operationId) })}
            >
              {failedIds.length === 0
                ? t('record.synchronize')
                : t('status.synchronizeSelected', { count: failedIds.length })}
            </Button>
            <Button
              variant="default"
              disabled={state !== 'failed' || rows.length === 0}
              onClick={() => setChosen({ filter })}
            >
              {t('status.synchronizeAll')}
            </Button>
          </>
        )
      }
    >
      {!maySynchronize && <ReadOnlyNotice />}
      <ErrorGroups groups={errors.data?.groups ?? []} chosen={code} onChoose={choose} />
      <StatusFilters
        state={state}
        channelId={channelId}
        text={typed}
        channels={channels}
        onState={(next) => {
          setState(next);
          setSelected(new Set());
          if (next !== 'failed') setCode(undefined);
        }}
        onChannel={setChannel}
        onText={setTyped}
      />
      <AnswerState reading={reading}>
        {() => (
          <DataTable
            label={t('status.list')}
            columns={columns}
            rows={rows}
            keyOf={({ operationId }) => operationId}
            nameOf={({ name }) => name || t('record.unnamed')}
            onOpen={({ operationId }) => void navigate({ to: `/customer-synchronization-status/${operationId}` })}
            {...(maySynchronize && state === 'failed' && { selection: { selected, onChange: setSelected } })}
            more={moreOf(reading)}
            empty={emptyOf(state === 'failed' && code === undefined && text === '' && channelId === null, t)}
          />
        )}
      </AnswerState>
      {chosen && <SynchronizeMany chosen={chosen} onClose={() => setChosen(null)} />}
    </PageFrame>
  );
}

interface Narrowed {
  readonly state: ShownState;
  readonly channelId: string | null;
  readonly code: string | undefined;
  readonly text: string;
}

function filterOf({ state, channelId, code, text }: Narrowed): StatusFilter {
  return {
    ...(state !== 'all' && { status: state }),
    ...(channelId !== null && { channelId }),
    ...(code !== undefined && { code }),
    ...(text !== '' && { text }),
  };
}

type Empty = Parameters<typeof DataTable>[0]['empty'];

function emptyOf(isFine: boolean, t: ReturnType<typeof useTranslation<'synchronization'>>['t']): Empty {
  return isFine
    ? { icon: 'check', title: t('status.emptyFailedTitle'), text: t('status.emptyFailed') }
    : { icon: 'search', title: t('status.emptyTitle'), text: t('status.empty') };
}
