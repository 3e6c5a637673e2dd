import { Group, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadStates, type DownloadSession } from '@counterfoil/contracts/administration/sessions';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { actOnDownload, readDownloads, type DownloadAction, type SessionFilter } from '../../api/sessions.ts';
import { moreOf, usePagedReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable, type Column, type MoreRows } from '../../ui/data-table.tsx';
import { ConfirmButton } from '../batch/confirm-button.tsx';
import { actionsOf, thoseFor } from './session-actions.ts';
import { useSessionColumns } from './session-cells.tsx';
import { SessionFilters } from './session-filters.tsx';
import { useMany, type ManyAction } from './use-many.ts';

const jobs = ['1010', '1040', '1060', '1070', '1090', '1110'];
const actions: readonly DownloadAction[] = ['retry', 'skip', 'cancel'];

/** Download sessions, with what can be done about one or many. */
export default function DownloadSessionsPage(): ReactNode {
  const { t } = useTranslation('scheduler');
  const [filter, setFilter] = useState<SessionFilter>({ channelDatabaseId: null, job: null, state: null });
  const reading = usePagedReading({
    topic: 'sessions',
    key: ['downloads', filter],
    read: (cursor, signal) => readDownloads(filter, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  return (
    <PageFrame title={t('downloads')} section="commerceIt" help={t('downloadHelp')}>
      {!useMay()('retryDownloadSession') && <ReadOnlyNotice />}
      <SessionFilters filter={filter} jobs={jobs} states={downloadStates} onChange={setFilter} />
      <AnswerState reading={reading}>
        {({ pages }) => (
          <Sessions sessions={pages.flatMap(({ downloadSessions }) => downloadSessions)} more={moreOf(reading)} />
        )}
      </AnswerState>
    </PageFrame>
  );
}

interface SessionsProps {
  readonly sessions: readonly DownloadSession[];
  readonly more: MoreRows;
}

function useActionsColumn(many: ManyAction, act: ActionsProps['onAct']): Column<DownloadSession> {
  const { t } = useTranslation('scheduler');
  return {
    key: 'actions',
    header: t('actions'),
    cell: (session: DownloadSession) => <RowActions session={session} many={many} onAct={act} />,
  };
}

function Sessions({ sessions, more }: SessionsProps): ReactNode {
  const { t } = useTranslation('scheduler');
  const language = useLanguage();
  const mayAct = useMay()('retryDownloadSession');
  const many = useMany();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { first, last } = useSessionColumns<DownloadSession>();
  const act = (action: DownloadAction, ids: readonly string[]): void => {
    setSelected(new Set());
    void many.run(ids, (id) => actOnDownload(id, action));
  };
  const own = useActionsColumn(many, act);
  const created = {
    key: 'created',
    header: t('created'),
    cell: ({ createdAt }: DownloadSession) => dateTimeText(createdAt, language),
  };
  const id = { key: 'session', header: t('session'), cell: (session: DownloadSession) => session.downloadSessionId };
  return (
    <Stack gap="sm">
      {many.refusal !== null && <Notice tone="problem">{many.refusal}</Notice>}
      {mayAct && <SelectedActions sessions={sessions} selected={selected} many={many} onAct={act} />}
      <DataTable
        label={t('downloads')}
        columns={mayAct ? [id, ...first, own, created, ...last] : [id, ...first, created, ...last]}
        rows={sessions}
        keyOf={({ downloadSessionId }) => downloadSessionId}
        more={more}
        empty={{ icon: 'cloud', title: t('noSessions'), text: t('noSessionsText') }}
        {...(mayAct && { selection: { selected, onChange: setSelected } })}
      />
    </Stack>
  );
}

interface ActionsProps {
  readonly many: ManyAction;
  onAct(action: DownloadAction, ids: readonly string[]): void;
}

function RowActions({ session, many, onAct }: ActionsProps & { readonly session: DownloadSession }): ReactNode {
  const { t } = useTranslation('scheduler');
  const id = session.downloadSessionId;
  return (
    <Group gap={4} wrap="nowrap">
      {actionsOf(session).map((action) => (
        <ConfirmButton
          key={action}
          size="compact-sm"
          loading={many.isBusy}
          label={t(action)}
          ariaLabel={t(`${action}This`, { id })}
          title={t(`confirmTitle.${action}`, { count: 1 })}
          text={t(`confirmText.${action}`)}
          keep={t('keep')}
          onConfirm={() => onAct(action, [id])}
        />
      ))}
    </Group>
  );
}

function SelectedActions({
  sessions,
  selected,
  many,
  onAct,
}: ActionsProps & Pick<SessionsProps, 'sessions'> & { readonly selected: ReadonlySet<string> }): ReactNode {
  const { t } = useTranslation('scheduler');
  if (selected.size === 0) return null;
  return (
    <Group>
      {actions.map((action) => {
        const ids = thoseFor(action, sessions, selected);
        return (
          <ConfirmButton
            key={action}
            disabled={ids.length === 0}
            loading={many.isBusy}
            label={`${t(action)} (${ids.length})`}
            title={t(`confirmTitle.${action}`, { count: ids.length })}
            text={t(`confirmText.${action}`)}
            keep={t('keep')}
            onConfirm={() => onAct(action, ids)}
          />
        );
      })}
    </Group>
  );
}
