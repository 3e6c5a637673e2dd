import { Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { activationCodeLength } from '@counterfoil/contracts/devices';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useAction } from '@counterfoil/ui/use-action';

const groupLength = 4;

/** A typed code in groups of four, as it is written down. */
function groupedCode(text: string): string {
  const characters = text
    .toUpperCase()
    .replace(/[^A-Z0-9]/gu, '')
    .slice(0, activationCodeLength);
  return characters.replace(new RegExp(`(.{${groupLength}})(?=.)`, 'gu'), '$1-');
}

interface ActivationCodeFormProps {
  readonly submitLabel: string;
  /** What is asked besides the code has not been answered yet. */
  readonly isHeld?: boolean;
  readonly onSubmit: (activationCode: string) => Promise<void>;
}

/** The field for an activation code; refusals stand below it. */
export function ActivationCodeForm({ submitLabel, isHeld = false, onSubmit }: ActivationCodeFormProps): ReactNode {
  const { t } = useTranslation('shell');
  const [code, setCode] = useState('');
  const action = useAction();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isHeld) void action.run(() => onSubmit(code));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('activationCode')}
          description={t('activationCodeHint')}
          size="lg"
          classNames={{ input: 'code-input' }}
          value={code}
          onChange={(event) => setCode(groupedCode(event.currentTarget.value))}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          data-autofocus
          autoFocus
        />
        <ErrorNotice error={action.error} />
        <BigButton type="submit" fullWidth loading={action.isBusy} disabled={isHeld || code.length === 0}>
          {submitLabel}
        </BigButton>
      </Stack>
    </form>
  );
}
