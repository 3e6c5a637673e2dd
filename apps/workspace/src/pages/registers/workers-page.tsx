import { Button, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTimeText } from '@counterfoil/ui/formats';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { readWorkerPins } from '../../api/registers.ts';
import { readSettingsOf } from '../../api/settings.ts';
import { useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { SetPin } from './set-pin.tsx';
import { WorkerForm } from './worker-form.tsx';
import { newWorker, workersOf, type Worker } from './workers.ts';
import './registers.css';

/** Who works at the tills. */
export default function WorkersPage(): ReactNode {
  const { t } = useTranslation('registers');
  const may = useMay();
  const [typed, setTyped] = useState('');
  const [edited, setEdited] = useState<Worker | null>(null);
  const [pinned, setPinned] = useState<Worker | null>(null);
  const mayChange = may('putWorkerSetting');
  const columns = useColumns(may('putWorkerPin') ? setPinned : null);
  const reading = useReading({
    topic: 'settings',
    key: ['workers'],
    read: (signal) => readSettingsOf('workers', signal),
  });
  return (
    <PageFrame
      title={t('workersTitle')}
      section="posSetup"
      help={t('workersHelp')}
      actions={
        mayChange && (
          <Button leftSection={<Icon name="userAdd" sizePx={16} />} onClick={() => setEdited(newWorker)}>
            {t('newWorker')}
          </Button>
        )
      }
    >
      {!mayChange && <ReadOnlyNotice />}
      <TextInput
        type="search"
        label={t('findWorker')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maw={320}
      />
      <AnswerState reading={reading}>
        {({ settings }) => (
          <DataTable
            label={t('workersList')}
            columns={columns}
            rows={workersOf(settings, typed)}
            keyOf={({ workerId }) => workerId}
            {...(mayChange && { onOpen: setEdited })}
            empty={{ icon: 'user', title: t('emptyWorkersTitle'), text: t('emptyWorkers') }}
          />
        )}
      </AnswerState>
      {edited && <WorkerForm worker={edited} onClose={() => setEdited(null)} />}
      {pinned && <SetPin worker={pinned} onClose={() => setPinned(null)} />}
    </PageFrame>
  );
}

function useColumns(onPin: ((worker: Worker) => void) | null): readonly Column<Worker>[] {
  const { t } = useTranslation('registers');
  const language = useLanguage();
  const may = useMay();
  const { data } = useReading({
    topic: 'settings',
    key: ['worker-pins'],
    read: readWorkerPins,
    isWanted: may('listWorkerPins'),
  });
  const pins = new Map(data?.pins.map(({ workerId, setAt }) => [workerId, setAt]));
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return [
    { key: 'id', header: t('workerId'), cell: ({ workerId }) => workerId },
    { key: 'name', header: t('name'), cell: ({ name }) => name },
    { key: 'role', header: t('role'), cell: ({ role }) => t(`roles.${role}`) },
    { key: 'language', header: t('language'), cell: ({ languageId }) => names.of(languageId) ?? languageId },
    { key: 'stores', header: t('stores'), cell: ({ channelIds }) => channelIds.join(', ') },
    {
      key: 'pin',
      header: t('pin'),
      cell: ({ workerId }) => {
        const setAt = pins.get(workerId);
        return setAt === undefined ? (
          <span className="waiting-records">{t('pinNone')}</span>
        ) : (
          t('pinSet', { time: dateTimeText(setAt, language) })
        );
      },
    },
    ...(onPin ? [{ key: 'set', header: t('setPin'), cell: (worker: Worker) => pinButton(worker, onPin, t) }] : []),
  ];
}

function pinButton(
  worker: Worker,
  onPin: (worker: Worker) => void,
  t: ReturnType<typeof useTranslation<'registers'>>['t'],
): ReactNode {
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={t('setPinOf', { name: worker.name })}
      onClick={(event) => {
        event.stopPropagation();
        onPin(worker);
      }}
    >
      {t('setPin')}
    </Button>
  );
}
