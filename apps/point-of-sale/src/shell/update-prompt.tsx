import { Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegisterSW } from 'virtual:pwa-register/react';
import { BigButton } from '../ui/big-button.tsx';

/** Registers the service worker, and asks before a new version takes over: what is typed is the person's to lose. */
export function UpdatePrompt(): ReactNode {
  const { t } = useTranslation('shell');
  const { needRefresh, updateServiceWorker } = useRegisterSW();
  const [isReady, setReady] = needRefresh;
  if (!isReady) return null;
  return (
    <Paper className="update-prompt" role="status" shadow="lg" radius="md" p="md">
      <Text>{t('updateReady')}</Text>
      <Group justify="flex-end" mt="sm">
        <BigButton variant="default" onClick={() => setReady(false)}>
          {t('updateLater')}
        </BigButton>
        <BigButton icon="refresh" onClick={() => void updateServiceWorker(true)}>
          {t('updateNow')}
        </BigButton>
      </Group>
    </Paper>
  );
}
