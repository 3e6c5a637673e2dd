import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '@counterfoil/contracts/administration/saved-views';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { deleteView } from '../../api/customer-list.ts';

interface DeleteViewDialogProps {
  /** Null: nothing is asked. */
  readonly view: SavedView | null;
  onClose(): void;
  onDeleted(): Promise<void>;
}

/** Asks before a view is deleted. */
export function DeleteViewDialog({ view, onClose, onDeleted }: DeleteViewDialogProps): ReactNode {
  const { t } = useTranslation('customers');
  const { t: shell } = useTranslation('shell');
  const { isBusy, error, run } = useAction();
  const remove = async (savedViewId: string): Promise<void> => {
    if (!(await run(() => deleteView(savedViewId)))) return;
    await onDeleted();
    onClose();
  };
  const name = view?.name ?? '';
  return (
    <Modal
      opened={view !== null}
      onClose={onClose}
      title={t('deleteView', { name })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack>
        <Text>{t('deleteViewText', { name })}</Text>
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {shell('cancel')}
          </Button>
          <Button color="red" loading={isBusy} onClick={() => view && void remove(view.savedViewId)}>
            {t('deleteAction')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
