import { Button, Group, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadStates, type UploadSession } from '@counterfoil/contracts/administration/sessions';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { readUploads, retryUpload, type SessionFilter } from '../../api/sessions.ts';
import { moreOf, usePagedReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable, type Column, type MoreRows } from '../../ui/data-table.tsx';
import { useSessionColumns } from './session-cells.tsx';
import { SessionFilters } from './session-filters.tsx';
import { useMany } from './use-many.ts';

/** Upload sessions; a scale unit can be asked to upload again. */
export default function UploadSessionsPage(): ReactNode {
  const { t } = useTranslation('scheduler');
  const [filter, setFilter] = useState<SessionFilter>({ channelDatabaseId: null, job: null, state: null });
  const reading = usePagedReading({
    topic: 'sessions',
    key: ['uploads', filter],
    read: (cursor, signal) => readUploads(filter, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  return (
    <PageFrame title={t('uploads')} section="commerceIt" help={t('uploadHelp')}>
      {!useMay()('retryUploadSession') && <ReadOnlyNotice />}
      <SessionFilters filter={filter} jobs={['P-0001']} states={uploadStates} onChange={setFilter} />
      <AnswerState reading={reading}>
        {({ pages }) => (
          <Sessions sessions={pages.flatMap(({ uploadSessions }) => uploadSessions)} more={moreOf(reading)} />
        )}
      </AnswerState>
    </PageFrame>
  );
}

interface SessionsProps {
  readonly sessions: readonly UploadSession[];
  readonly more: MoreRows;
}

function useUploadAgain(isBusy: boolean, retry: (ids: readonly string[]) => void): Column<UploadSession> {
  const { t } = useTranslation('scheduler');
  return {
    key: 'actions',
    header: t('actions'),
    cell: ({ uploadSessionId: id }: UploadSession) => (
      <Button
        variant="default"
        size="compact-sm"
        loading={isBusy}
        aria-label={t('uploadAgainThis', { id })}
        onClick={() => retry([id])}
      >
        {t('uploadAgain')}
      </Button>
    ),
  };
}

function Sessions({ sessions, more }: SessionsProps): ReactNode {
  const { t } = useTranslation('scheduler');
  const mayAct = useMay()('retryUploadSession');
  const many = useMany();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { first, last } = useSessionColumns<UploadSession>();
  const retry = (ids: readonly string[]): void => {
    setSelected(new Set());
    void many.run(ids, retryUpload);
  };
  const own = useUploadAgain(many.isBusy, retry);
  const id = { key: 'session', header: t('session'), cell: (session: UploadSession) => session.uploadSessionId };
  return (
    <Stack gap="sm">
      {many.refusal !== null && <Notice tone="problem">{many.refusal}</Notice>}
      {mayAct && selected.size > 0 && (
        <Group>
          <Button variant="default" loading={many.isBusy} onClick={() => retry([...selected])}>
            {t('uploadAgain')} ({selected.size})
          </Button>
        </Group>
      )}
      <DataTable
        label={t('uploads')}
        columns={mayAct ? [id, ...first, own, ...last] : [id, ...first, ...last]}
        rows={sessions}
        keyOf={({ uploadSessionId }) => uploadSessionId}
        more={more}
        empty={{ icon: 'upload', title: t('noSessions'), text: t('noSessionsText') }}
        {...(mayAct && { selection: { selected, onChange: setSelected } })}
      />
    </Stack>
  );
}
