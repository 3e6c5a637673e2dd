import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';
import { setWorkerPin } from '../../api/registers.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { pinProblem, type Worker } from './workers.ts';

interface SetPinProps {
  readonly worker: Worker;
  onClose(): void;
}

/** Sets the PIN by which a worker signs in at tills. */
export function SetPin({ worker, onClose }: SetPinProps): ReactNode {
  const { t } = useTranslation('registers');
  const shell = useTranslation('shell').t;
  const [pin, setPin] = useState('');
  const [repeated, setRepeated] = useState('');
  const action = useAction();
  const toast = useToast();
  const readAgain = useReadAgain();
  useReturnedFocus();
  const problem = pinProblem(pin, repeated);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (problem) return;
    const isDone = await action.run(async () => {
      await setWorkerPin(worker.workerId, pin);
      await readAgain('settings');
    });
    if (!isDone) return;
    toast({ text: t('pinDone', { name: worker.name }), icon: 'check' });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pinTitle', { name: worker.name })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form onSubmit={(event) => void save(event)} className="register-form">
        <Stack>
          <ErrorNotice error={action.error} />
          <Text size="sm" className="quiet">
            {t('pinHint')}
          </Text>
          <PasswordInput
            label={t('pinNew')}
            inputMode="numeric"
            autoComplete="new-password"
            data-autofocus
            value={pin}
            error={pin !== '' && problem === 'pinForm' ? t('pinForm') : undefined}
            onChange={(event) => setPin(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('pinRepeat')}
            inputMode="numeric"
            autoComplete="new-password"
            value={repeated}
            error={repeated !== '' && problem === 'pinDifferent' ? t('pinDifferent') : undefined}
            onChange={(event) => setRepeated(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={action.isBusy} disabled={problem !== null}>
              {t('setPin')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
