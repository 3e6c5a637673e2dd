import { Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useManagerOverride } from '../shell/manager-override.tsx';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useAction } from '@counterfoil/ui/use-action';

/** Voids the open transaction, after a question, and with a manager where the worker is a cashier. */
export function VoidButton({ isEmpty }: { readonly isEmpty: boolean }): ReactNode {
  const { t } = useTranslation('sale');
  const till = useTill();
  const withManager = useManagerOverride();
  const action = useAction();
  const [isAsked, setAsked] = useState(false);
  const close = (): void => {
    setAsked(false);
    action.clear();
  };
  const voidIt = async (): Promise<void> => {
    const isDone = await action.run(() => withManager('voidTransaction', (override) => till.voidTransaction(override)));
    if (isDone) close();
  };
  return (
    <>
      <BigButton variant="default" icon="trash" disabled={isEmpty} onClick={() => setAsked(true)}>
        {t('void')}
      </BigButton>
      <Modal opened={isAsked} onClose={close} title={t('voidTitle')} withCloseButton={false}>
        <Stack gap="md">
          <Text>{t('voidText')}</Text>
          <ErrorNotice error={action.error} />
          <Group grow>
            <BigButton variant="default" onClick={close} data-autofocus>
              {t('keep')}
            </BigButton>
            <BigButton color="red.9" loading={action.isBusy} onClick={() => void voidIt()}>
              {t('voidConfirm')}
            </BigButton>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
