import { Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Register } from '@counterfoil/contracts/channel-configuration';
import { problemText, ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { readSettingsOf, saveSetting } from '../../api/settings.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useChannelChoices } from '../synchronization/use-channel-choices.ts';

interface RegisterFormProps {
  readonly register: Register;
  readonly isNew: boolean;
  readonly isEditable: boolean;
  onSaved(registerId: string): void;
}

/** The settings of a register. */
export function RegisterForm({ register, isNew, isEditable, onSaved }: RegisterFormProps): ReactNode {
  const { t } = useTranslation('registers');
  const [value, setValue] = useState(register);
  const channels = useChannelChoices();
  const profiles = useOfflineProfiles();
  const language = useLanguage();
  const action = useAction();
  const toast = useToast();
  const readAgain = useReadAgain();
  const errorAt = (field: string): string | undefined => {
    const problem = action.error?.problems.find((candidate) => candidate.field === field);
    return problem && problemText(problem, language);
  };
  const isComplete = value.registerId.trim() !== '' && value.name.trim() !== '' && value.channelId !== '';
  const isChanged = JSON.stringify(value) !== JSON.stringify(register);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { registerId, ...body } = value;
    const isDone = await action.run(async () => {
      await saveSetting({ kind: 'registers', key: [registerId.trim()] }, body);
      await readAgain('devices', 'settings');
    });
    if (!isDone) return;
    toast({ text: t('saved'), icon: 'check' });
    onSaved(registerId.trim());
  };
  return (
    <form onSubmit={(event) => void save(event)} className="register-form">
      <Stack gap="sm">
        {action.error && action.error.problems.every(({ field }) => !knownFields.has(field)) && (
          <ErrorNotice error={action.error} />
        )}
        {isNew && (
          <TextInput
            label={t('registerId')}
            required
            maxLength={60}
            data-autofocus
            value={value.registerId}
            error={errorAt('registerId')}
            onChange={(event) => setValue({ ...value, registerId: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={t('name')}
          required
          disabled={!isEditable}
          maxLength={100}
          value={value.name}
          error={errorAt('name')}
          onChange={(event) => setValue({ ...value, name: event.currentTarget.value })}
        />
        <Select
          label={t('channel')}
          required
          disabled={!isEditable}
          data={[...channels]}
          value={value.channelId || null}
          error={errorAt('channelId')}
          searchable
          onChange={(channelId) => channelId !== null && setValue({ ...value, channelId })}
        />
        <Switch
          label={t('supportOffline')}
          description={t('supportOfflineHint')}
          disabled={!isEditable}
          checked={value.supportOffline}
          onChange={(event) => setValue({ ...value, supportOffline: event.currentTarget.checked })}
        />
        <Select
          label={t('offlineProfile')}
          placeholder={t('noProfile')}
          disabled={!isEditable}
          data={profiles}
          value={value.offlineProfileId}
          error={errorAt('offlineProfileId')}
          clearable
          clearButtonProps={{ 'aria-label': t('noProfile') }}
          onChange={(offlineProfileId) => setValue({ ...value, offlineProfileId })}
        />
        {isEditable && (
          <Group>
            <Button type="submit" loading={action.isBusy} disabled={!isComplete || (!isNew && !isChanged)}>
              {t('save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

const knownFields: ReadonlySet<string> = new Set(['registerId', 'name', 'channelId', 'offlineProfileId']);

function useOfflineProfiles(): { value: string; label: string }[] {
  const { data } = useReading({
    topic: 'settings',
    key: ['offline-profiles'],
    read: (signal) => readSettingsOf('offline-profiles', signal),
  });
  return (data?.settings ?? []).flatMap(({ offlineProfileId, name }) =>
    typeof offlineProfileId === 'string' && typeof name === 'string' ? [{ value: offlineProfileId, label: name }] : [],
  );
}
