import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks before a page with unsaved changes is left, by a link, by *Back*, or by closing the window. */
export function UnsavedGuard({ isDirty }: { readonly isDirty: boolean }): ReactNode {
  const { t } = useTranslation('shell');
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const isAsking = blocker.status === 'blocked';
  return (
    <Modal
      opened={isAsking}
      onClose={() => blocker.reset?.()}
      title={t('unsavedTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Text mb="md">{t('unsavedText')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
          {t('stay')}
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          {t('leave')}
        </Button>
      </Group>
    </Modal>
  );
}
