import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';
import { RegisterForm } from './register-form.tsx';

interface NewRegisterProps {
  onClose(): void;
  onMade(registerId: string): void;
}

const empty = { registerId: '', channelId: '', name: '', supportOffline: true, offlineProfileId: null };

/** A register that isn't there yet. */
export function NewRegister({ onClose, onMade }: NewRegisterProps): ReactNode {
  const { t } = useTranslation('registers');
  const shell = useTranslation('shell').t;
  useReturnedFocus();
  return (
    <Modal opened onClose={onClose} title={t('new')} closeButtonProps={{ 'aria-label': shell('close') }}>
      <RegisterForm
        register={empty}
        isNew
        isEditable
        onSaved={(registerId) => {
          onClose();
          onMade(registerId);
        }}
      />
    </Modal>
  );
}
