import { Button, Group, Modal, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';
import { deleteSetting, saveSetting } from '../../api/settings.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { useChannelChoices } from '../synchronization/use-channel-choices.ts';
import { Ask } from './ask.tsx';
import type { Worker } from './workers.ts';

interface WorkerFormProps {
  readonly worker: Worker;
  onClose(): void;
}

const roles = ['cashier', 'storeManager'] as const;

/** The settings of a worker, or of a new one. */
export function WorkerForm({ worker, onClose }: WorkerFormProps): ReactNode {
  const { t } = useTranslation('registers');
  const shell = useTranslation('shell').t;
  const [value, setValue] = useState(worker);
  const [isDeleting, setDeleting] = useState(false);
  const may = useMay();
  const channels = useChannelChoices();
  const action = useAction();
  const toast = useToast();
  const readAgain = useReadAgain();
  useReturnedFocus();
  const isNew = worker.workerId === '';
  const { workerId, ...body } = value;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isDone = await action.run(async () => {
      await saveSetting({ kind: 'workers', key: [workerId.trim()] }, body);
      await readAgain('settings');
    });
    if (!isDone) return;
    toast({ text: t('workerSaved'), icon: 'check' });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={isNew ? t('newWorker') : t('workerTitle', { name: worker.name })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form onSubmit={(event) => void save(event)} className="register-form">
        <Stack gap="sm">
          <ErrorNotice error={action.error} />
          {isNew && (
            <TextInput
              label={t('workerId')}
              required
              maxLength={60}
              data-autofocus
              value={workerId}
              onChange={(event) => setValue({ ...value, workerId: event.currentTarget.value })}
            />
          )}
          <TextInput
            label={t('name')}
            required
            maxLength={100}
            value={value.name}
            onChange={(event) => setValue({ ...value, name: event.currentTarget.value })}
          />
          <Select
            label={t('role')}
            data={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
            value={value.role}
            allowDeselect={false}
            onChange={(role) => (role === 'cashier' || role === 'storeManager') && setValue({ ...value, role })}
          />
          <TextInput
            label={t('language')}
            required
            maxLength={20}
            value={value.languageId}
            onChange={(event) => setValue({ ...value, languageId: event.currentTarget.value })}
          />
          <MultiSelect
            label={t('stores')}
            data={[...channels]}
            value={value.channelIds}
            searchable
            onChange={(channelIds) => setValue({ ...value, channelIds })}
          />
          <Group justify="space-between">
            {!isNew && may('deleteWorkerSetting') ? (
              <Button variant="outline" color="red" onClick={() => setDeleting(true)}>
                {t('delete')}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" loading={action.isBusy} disabled={workerId.trim() === '' || value.name.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
      {isDeleting && (
        <Ask
          title={t('workerDeleteTitle', { name: worker.name })}
          sentences={[t('workerDeleteText')]}
          action={t('delete')}
          run={async () => {
            await deleteSetting({ kind: 'workers', key: [worker.workerId] });
            toast({ text: t('workerDeleted'), icon: 'check' });
            await readAgain('settings');
            onClose();
          }}
          onClose={() => setDeleting(false)}
        />
      )}
    </Modal>
  );
}
