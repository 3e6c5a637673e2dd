import { Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../ui/big-button.tsx';
import { typedAmount } from '@counterfoil/ui/decimal';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import type { Action } from '@counterfoil/ui/use-action';

interface AmountFormProps {
  readonly label: string;
  readonly submitLabel: string;
  readonly action: Action;
  readonly onSubmit: (amount: string) => void;
  /** What follows from the amount, while it is one. */
  readonly children?: (amount: string) => ReactNode;
}

/** One counted amount. */
export function AmountForm({ label, submitLabel, action, onSubmit, children }: AmountFormProps): ReactNode {
  const { t } = useTranslation('sale');
  const [text, setText] = useState('');
  const amount = typedAmount(text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (amount !== null) onSubmit(amount);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={label}
          size="lg"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={text !== '' && amount === null ? t('amountInvalid') : undefined}
        />
        {amount !== null && children?.(amount)}
        <ErrorNotice error={action.error} />
        <BigButton type="submit" loading={action.isBusy} disabled={amount === null}>
          {submitLabel}
        </BigButton>
      </Stack>
    </form>
  );
}
