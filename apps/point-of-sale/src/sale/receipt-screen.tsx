import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useCallback, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { ids } from '../browser-seams.ts';
import { useTill, useTillEvents } from '../till/use-till.ts';
import { Amount } from '../ui/amount.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { PageHead } from '../ui/page-head.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useAsked } from '../ui/use-asked.ts';
import { EmailField, isEmailOrEmpty } from './email-field.tsx';
import { ReceiptPaper } from './receipt-paper.tsx';

/** A receipt: on screen, on paper, by e-mail. It follows what becomes known, such as the account number. */
export function ReceiptScreen({ transactionId }: { readonly transactionId: string }): ReactNode {
  const { t } = useTranslation('sale');
  const till = useTill();
  const language = useLanguage();
  const question = useCallback(() => till.receipt(transactionId, language), [till, transactionId, language]);
  const { answer: receipt, error, again } = useAsked(question);
  useTillEvents(({ kind }) => kind !== 'state' && again());
  return (
    <div className="page receipt-page">
      <PageHead title={receipt?.transactionType === 'customerOrder' ? t('order') : t('receipt')} />
      <ErrorNotice error={error} />
      <div className="receipt-columns">
        {receipt ? <ReceiptPaper receipt={receipt} /> : !error && <Skeleton h={480} maw={420} />}
        {receipt && <ReceiptActions receipt={receipt} />}
      </div>
    </div>
  );
}

function ReceiptActions({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { t } = useTranslation('sale');
  const { home } = useNavigation();
  return (
    <Stack gap="md" className="receipt-actions">
      {receipt.changeAmount !== null && (
        <div className="total-row change-due">
          <span>{t('receiptChangeDue')}</span>
          <span className="total">
            <Amount value={receipt.changeAmount} currency={receipt.currency} />
          </span>
        </div>
      )}
      <Group grow>
        <BigButton variant="default" icon="print" onClick={() => print()}>
          {t('print')}
        </BigButton>
        <BigButton icon="basket" onClick={home}>
          {t('newSale')}
        </BigButton>
      </Group>
      <EmailForm receipt={receipt} />
    </Stack>
  );
}

function EmailForm({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { t } = useTranslation('sale');
  const till = useTill();
  const language = useLanguage();
  const action = useAction();
  const [email, setEmail] = useState('');
  // Of what is typed, so that pressing again after a lost answer sends one e-mail.
  const [requestId, setRequestId] = useState(() => ids.uuid());
  const type = (text: string): void => {
    setEmail(text);
    setRequestId(ids.uuid());
  };
  const [sentTo, setSentTo] = useState(receipt.receiptEmail);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run(async () => {
      const request = { requestId, receiptEmail: email.trim() };
      await till.emailReceipt(receipt.transactionId, request, language);
      setRequestId(ids.uuid());
      setSentTo(request.receiptEmail);
      setEmail('');
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {sentTo !== null && (
          <Notice tone="hint">
            <Text>{t('receiptQueued', { email: sentTo })}</Text>
          </Notice>
        )}
        <EmailField value={email} onChange={type} />
        <ErrorNotice error={action.error} />
        <BigButton
          type="submit"
          variant="default"
          icon="mail"
          loading={action.isBusy}
          disabled={email.trim() === '' || !isEmailOrEmpty(email)}
        >
          {t('send')}
        </BigButton>
      </Stack>
    </form>
  );
}
