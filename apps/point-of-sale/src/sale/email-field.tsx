import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Customer } from '@counterfoil/contracts/customer';

const emailSchema = z.email().max(254);

/** Whether `text` can be sent to; nothing typed is fine, too. */
export function isEmailOrEmpty(text: string): boolean {
  return text.trim() === '' || emailSchema.safeParse(text.trim()).success;
}

/** What is typed as the receipt's address: null when there is none. */
export function receiptEmailOf(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** Where the receipts of a customer go by their own choice; empty when they want none by e-mail. */
export function usualReceiptEmail(customer: Customer | undefined): string {
  const wantsEmail = customer?.receiptOption === 'email' || customer?.receiptOption === 'both';
  return wantsEmail ? (customer.receiptEmail ?? customer.email ?? '') : '';
}

interface EmailFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether the receipt is fine without. */
  readonly isOptional?: boolean;
}

/** The e-mail address of a receipt. */
export function EmailField({ value, onChange, isOptional = false }: EmailFieldProps): ReactNode {
  const { t } = useTranslation('sale');
  return (
    <TextInput
      label={t('receiptEmail')}
      {...(isOptional ? { description: t('receiptEmailHint') } : {})}
      size="lg"
      type="email"
      inputMode="email"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={isEmailOrEmpty(value) ? undefined : t('receiptEmailInvalid')}
    />
  );
}
