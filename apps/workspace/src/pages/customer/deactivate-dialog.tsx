import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@counterfoil/contracts/customer';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';
import { deactivateCustomer } from '../../api/customer.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { ids } from '../../browser-seams.ts';

interface DeactivateDialogProps {
  readonly customer: Customer;
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks before a customer is deactivated, and says what that means. */
export function DeactivateDialog({ customer, name, onClose }: DeactivateDialogProps): ReactNode {
  const { t } = useTranslation('customer');
  const { t: shell } = useTranslation('shell');
  useReturnedFocus();
  const toast = useToast();
  const readAgain = useReadAgain();
  const { isBusy, error, run } = useAction();
  const [operationId] = useState(() => ids.uuid());
  const deactivate = async (): Promise<void> => {
    const request = { operationId, baseVersion: customer.version };
    const isDone = await run(() => deactivateCustomer(customer.customerId, request));
    if (!isDone) return;
    toast({ text: t('deactivated', { name }), icon: 'check' });
    onClose();
    await readAgain('customers');
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deactivateTitle', { name })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack>
        <Text>{t('deactivateText')}</Text>
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {shell('cancel')}
          </Button>
          <Button color="red" loading={isBusy} onClick={() => void deactivate()}>
            {t('deactivate')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
