import { PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pinSchema, type SignInRequest } from '@counterfoil/contracts/worker-sessions';
import { BigButton } from './big-button.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { PinPad } from './pin-pad.tsx';
import { useAction } from '@counterfoil/ui/use-action';

interface CredentialsFormProps {
  readonly workerId?: string;
  readonly submitLabel: string;
  /** A refusal is shown here, and the PIN is typed anew. */
  readonly onSubmit: (request: SignInRequest) => Promise<unknown>;
}

/** Operator id and PIN, by keyboard or by touch. */
export function CredentialsForm({
  workerId: knownWorkerId = '',
  submitLabel,
  onSubmit,
}: CredentialsFormProps): ReactNode {
  const { t } = useTranslation('shell');
  const [workerId, setWorkerId] = useState(knownWorkerId);
  const [pin, setPin] = useState('');
  const action = useAction();
  const isComplete = workerId.trim().length > 0 && pinSchema.safeParse(pin).success;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isComplete) return;
    void action.run(() => onSubmit({ workerId: workerId.trim(), pin })).then(() => setPin(''));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('operatorId')}
          size="lg"
          value={workerId}
          onChange={(event) => setWorkerId(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={knownWorkerId === ''}
          data-autofocus={knownWorkerId === '' || undefined}
        />
        <PasswordInput
          label={t('pin')}
          size="lg"
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value.replace(/\D/gu, ''))}
          inputMode="numeric"
          autoComplete="off"
          autoFocus={knownWorkerId !== ''}
          data-autofocus={knownWorkerId !== '' || undefined}
          visibilityToggleButtonProps={{ style: { display: 'none' } }}
        />
        <PinPad value={pin} onChange={setPin} />
        <ErrorNotice error={action.error} />
        <BigButton type="submit" fullWidth loading={action.isBusy} disabled={!isComplete}>
          {submitLabel}
        </BigButton>
      </Stack>
    </form>
  );
}
