import { Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenTransaction } from '@counterfoil/till/service/till-service';
import { Amount } from '../ui/amount.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { difference, isNegative, suggestedTenders, typedAmount } from '@counterfoil/ui/decimal';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { amountText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { EmailField, isEmailOrEmpty, receiptEmailOf, usualReceiptEmail } from './email-field.tsx';
import { useCheckout } from './use-checkout.ts';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

type Tender = 'cash' | 'card';

interface PayDialogProps {
  readonly transaction: OpenTransaction;
  readonly onClose: () => void;
}

/** Cash with its change, or card; and where the receipt goes. */
export function PayDialog({ transaction, onClose }: PayDialogProps): ReactNode {
  useReturnedFocus();
  const { t: shell } = useTranslation('shell');
  const { t } = useTranslation('sale');
  const { totalAmount, currency, customer } = transaction;
  const [tender, setTender] = useState<Tender>('cash');
  const [given, setGiven] = useState('');
  const [email, setEmail] = useState(usualReceiptEmail(customer?.customer));
  const { action, finish } = useCheckout(transaction);
  const tendered = tender === 'card' || given.trim() === '' ? totalAmount : typedAmount(given);
  const isEnough = tendered !== null && !isNegative(difference(tendered, totalAmount));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isEnough || !isEmailOrEmpty(email)) return;
    finish({ type: 'cashAndCarry', paidWith: tender, tenderedAmount: tendered, receiptEmail: receiptEmailOf(email) });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('payTitle', { amount: amountText(totalAmount, currency, useLanguage()) })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TenderSwitch value={tender} onChange={setTender} />
          <div className="tender">
            {tender === 'cash' ? (
              <CashFields transaction={transaction} given={given} onChange={setGiven} />
            ) : (
              <Text>{t('cardText')}</Text>
            )}
          </div>
          <EmailField value={email} onChange={setEmail} isOptional />
          <ErrorNotice error={action.error} />
          <BigButton type="submit" icon="check" loading={action.isBusy} disabled={!isEnough || !isEmailOrEmpty(email)}>
            {t('payConfirm')}
          </BigButton>
        </Stack>
      </form>
    </Modal>
  );
}

function TenderSwitch(props: { readonly value: Tender; readonly onChange: (tender: Tender) => void }): ReactNode {
  const { t } = useTranslation('sale');
  return (
    <SegmentedControl
      fullWidth
      size="lg"
      aria-label={t('pay')}
      value={props.value}
      onChange={(value) => props.onChange(value === 'card' ? 'card' : 'cash')}
      data={[
        { value: 'cash', label: t('payCash') },
        { value: 'card', label: t('payCard') },
      ]}
    />
  );
}

interface CashFieldsProps {
  readonly transaction: OpenTransaction;
  readonly given: string;
  readonly onChange: (given: string) => void;
}

function CashFields({ transaction: { totalAmount, currency }, given, onChange }: CashFieldsProps): ReactNode {
  const { t } = useTranslation('sale');
  const language = useLanguage();
  const tendered = given.trim() === '' ? totalAmount : typedAmount(given);
  const quick = [
    { amount: totalAmount, label: t('exact') as string },
    ...suggestedTenders(totalAmount).map((amount) => ({ amount, label: amountText(amount, currency, language) })),
  ];
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {quick.map(({ amount, label }) => (
          <BigButton key={amount} variant="default" onClick={() => onChange(amount)}>
            <span className="figures">{label}</span>
          </BigButton>
        ))}
      </Group>
      <TextInput
        label={t('tendered')}
        placeholder={amountText(totalAmount, currency, language)}
        size="lg"
        inputMode="decimal"
        autoComplete="off"
        value={given}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={tendered === null ? t('amountInvalid') : undefined}
        data-autofocus
      />
      {tendered !== null && <ChangeRow change={difference(tendered, totalAmount)} currency={currency} />}
    </Stack>
  );
}

function ChangeRow({ change, currency }: { readonly change: string; readonly currency: string }): ReactNode {
  const { t } = useTranslation('sale');
  const isMissing = isNegative(change);
  return (
    <div className="total-row" role="status" data-missing={isMissing || undefined}>
      <span>{isMissing ? t('missing') : t('change')}</span>
      <span className="total">
        <Amount value={isMissing ? change.slice(1) : change} currency={currency} />
      </span>
    </div>
  );
}
