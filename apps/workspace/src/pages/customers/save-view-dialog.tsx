import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedCustomersView } from '@counterfoil/contracts/administration/saved-views';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { saveView } from '../../api/customer-list.ts';
import { useSession } from '../../session/session.ts';

interface SaveViewDialogProps {
  readonly isOpen: boolean;
  readonly current: SavedCustomersView;
  onClose(): void;
  onSaved(): Promise<void>;
}

const nameLengthMax = 60;

/** Saves what the page shows under a name. */
export function SaveViewDialog({ isOpen, current, onClose, onSaved }: SaveViewDialogProps): ReactNode {
  const { t } = useTranslation('customers');
  const { t: shell } = useTranslation('shell');
  const toast = useToast();
  const { isBusy, error, run } = useAction();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const { roles } = useSession();
  const mayShare = roles.includes('administrator') || roles.includes('dataSteward');
  const save = async (): Promise<void> => {
    const isSaved = await run(async () => {
      await saveView({ name: name.trim(), isShared, view: current });
      await onSaved();
    });
    if (!isSaved) return;
    toast({ text: t('viewSaved'), icon: 'check' });
    setName('');
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('saveViewTitle')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          <TextInput
            label={t('viewName')}
            value={name}
            maxLength={nameLengthMax}
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {mayShare && (
            <Checkbox
              label={t('shareView')}
              description={t('shareHint')}
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
          <Text size="sm" className="quiet">
            {t('viewKeeps')}
          </Text>
          <ErrorNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
              {shell('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
