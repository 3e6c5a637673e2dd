import { Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { initializeScheduler } from '../../api/sessions.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { ConfirmButton } from '../batch/confirm-button.tsx';

/** *Initialize commerce scheduler*. */
export function InitializeScheduler(): ReactNode {
  const { t } = useTranslation('scheduler');
  const toast = useToast();
  const readAgain = useReadAgain();
  const action = useAction();
  const initialize = async (): Promise<void> => {
    await action.run(async () => {
      const { created } = await initializeScheduler();
      toast({ text: t('initialized', { count: created }), icon: 'check' });
    });
    await readAgain('settings');
  };
  if (!useMay()('initializeCommerceScheduler')) return null;
  return (
    <Stack gap="xs">
      <Group>
        <ConfirmButton
          label={t('initialize')}
          title={t('initializeTitle')}
          text={t('initializeText')}
          keep={t('close')}
          loading={action.isBusy}
          onConfirm={() => void initialize()}
        />
      </Group>
      <ErrorNotice error={action.error} />
    </Stack>
  );
}
