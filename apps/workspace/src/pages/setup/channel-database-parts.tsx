import { Badge, Button, Modal, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelDatabase } from '@counterfoil/contracts/administration/channel-databases';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText, numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { createRegistrationCode, readChannelDatabases, requestFullDataSync } from '../../api/channel-setup.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import type { PanelProps, SettingParts } from '../../ui/setting-form/setting-pages.ts';
import { connectionOf } from './connection.ts';
import { ShownOnce } from './shown-once.tsx';
import { useNow } from '@counterfoil/ui/use-now';

const timeIntervalMs = 10_000;

function useChannelDatabases(): ReturnType<typeof useReading<Awaited<ReturnType<typeof readChannelDatabases>>>> {
  return useReading({ topic: 'channels', key: ['channelDatabases'], read: readChannelDatabases });
}

function Connection({ database }: { readonly database: ChannelDatabase }): ReactNode {
  const { t } = useTranslation('setup');
  const state = connectionOf(database, useNow(timeIntervalMs));
  const colors = { connected: 'teal', away: 'red', unregistered: 'gray', never: 'gray' } as const;
  return (
    <Badge variant="light" color={colors[state]} tt="none">
      {t(`connection.${state}`)}
    </Badge>
  );
}

/** The state of a channel database in a line of the list. */
function ConnectionCell({ id }: { readonly id: string }): ReactNode {
  const database = useChannelDatabases().data?.channelDatabases.find((listed) => listed.channelDatabaseId === id);
  return database ? <Connection database={database} /> : null;
}

function DatabasePanel({ settingKey: [id = ''] }: PanelProps): ReactNode {
  const { t } = useTranslation('setup');
  const reading = useChannelDatabases();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('state')}>
      <Title order={2} size="h4" mb="xs">
        {t('state')}
      </Title>
      <AnswerState reading={reading}>
        {({ channelDatabases }) => {
          const database = channelDatabases.find((listed) => listed.channelDatabaseId === id);
          return database ? <DatabaseState database={database} /> : null;
        }}
      </AnswerState>
    </Paper>
  );
}

function DatabaseState({ database }: { readonly database: ChannelDatabase }): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const { lastContactAt, channelEpochNumber, undeliveredSessions: sessions } = database;
  return (
    <Stack gap="sm">
      <Facts>
        <Fact name={t('connectionLabel')}>
          <Connection database={database} />
        </Fact>
        <Fact name={t('lastContact')}>
          {lastContactAt === null ? t('never') : dateTimeText(lastContactAt, language)}
        </Fact>
        <Fact name={t('epoch')}>{channelEpochNumber === null ? '–' : numberText(channelEpochNumber, language)}</Fact>
        <Fact name={t('actingVersion')}>{numberText(database.configurationVersion, language)}</Fact>
        <Fact name={t('publishedVersion')}>{numberText(database.publishedConfigurationVersion, language)}</Fact>
        <Fact name={t('channelsOf')}>{database.channelIds.join(', ') || '–'}</Fact>
        <Fact name={t('waitingSessions')}>{numberText(sessions.available, language)}</Fact>
        <Fact name={t('suspendedSessions')}>{numberText(sessions.suspended, language)}</Fact>
      </Facts>
      <RegistrationCode database={database} />
      <FullDataSync database={database} />
    </Stack>
  );
}

function RegistrationCode({ database }: { readonly database: ChannelDatabase }): ReactNode {
  const { t } = useTranslation('setup');
  const [code, setCode] = useState<string | null>(null);
  const action = useAction();
  const readAgain = useReadAgain();
  if (!useMay()('createRegistrationCode')) return null;
  const issue = (): Promise<boolean> =>
    action.run(async () => {
      setCode((await createRegistrationCode(database.channelDatabaseId)).code);
      await readAgain('channels', 'settings');
    });
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm">{t(database.registered ? 'registeredText' : 'unregisteredText')}</Text>
      {database.registrationCodeOpen && code === null && <Text size="sm">{t('codeOpen')}</Text>}
      <Button variant="default" size="xs" loading={action.isBusy} onClick={() => void issue()}>
        {t('makeCode')}
      </Button>
      {code !== null && <ShownOnce label={t('registrationCode')} secret={code} />}
      <ErrorNotice error={action.error} />
    </Stack>
  );
}

function FullDataSync({ database }: { readonly database: ChannelDatabase }): ReactNode {
  const { t } = useTranslation('setup');
  const [isAsking, setAsking] = useState(false);
  const action = useAction();
  const toast = useToast();
  const readAgain = useReadAgain();
  if (!useMay()('requestFullDataSync')) return null;
  const run = async (): Promise<void> => {
    const isDone = await action.run(() => requestFullDataSync(database.channelDatabaseId));
    if (!isDone) return;
    setAsking(false);
    toast({ text: t('fullDataSyncStarted', { name: database.name }), icon: 'check' });
    await readAgain('channels', 'sessions');
  };
  return (
    <div>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {t('fullDataSync')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('fullDataSyncTitle', { name: database.name })}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Text mb="md">{t('fullDataSyncText')}</Text>
        <ErrorNotice error={action.error} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {t('cancel')}
          </Button>
          <Button loading={action.isBusy} onClick={() => void run()}>
            {t('fullDataSync')}
          </Button>
        </Group>
      </Modal>
    </div>
  );
}

/** What a channel database has beyond its fields: its state, its registration, the full data sync. */
export const channelDatabaseParts: SettingParts = {
  Panel: DatabasePanel,
  columns: [
    {
      key: 'connection',
      header: { en: 'Connection', fr: 'Connexion' },
      cell: ({ channelDatabaseId }) => <ConnectionCell id={String(channelDatabaseId)} />,
    },
  ],
};
