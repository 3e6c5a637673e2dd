import { Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransactionSummary } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { useTill, useTillEvents } from '../till/use-till.ts';
import { Amount } from '../ui/amount.tsx';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { timeText } from '@counterfoil/ui/formats';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { PageHead } from '../ui/page-head.tsx';
import { useAsked } from '../ui/use-asked.ts';
import { useNow } from '@counterfoil/ui/use-now';

const dayChangesMs = 60_000;

/** The finished transactions of this till, newest first, each with how far it has come. */
export function TransactionsScreen(): ReactNode {
  const { t } = useTranslation('sale');
  const till = useTill();
  const question = useCallback(() => till.transactions(), [till]);
  const { answer, error, again } = useAsked(question);
  useTillEvents(({ kind }) => kind === 'transactions' && again());
  return (
    <div className="page">
      <PageHead title={t('transactions')} />
      <ErrorNotice error={error} />
      {answer ? <TransactionList transactions={answer} /> : !error && <Loading />}
    </div>
  );
}

function TransactionList({ transactions }: { readonly transactions: readonly TransactionSummary[] }): ReactNode {
  const { t } = useTranslation('sale');
  const now = useNow(dayChangesMs);
  if (transactions.length === 0) {
    return <EmptyState icon="receipt" title={t('transactionsNone')} text={t('transactionsNoneText')} />;
  }
  return (
    <ul className="plain-list rows">
      {transactions.map((transaction) => (
        <li key={transaction.transactionId}>
          <TransactionRow transaction={transaction} now={now} />
        </li>
      ))}
    </ul>
  );
}

function TransactionRow(props: { readonly transaction: TransactionSummary; readonly now: Date }): ReactNode {
  const { transaction } = props;
  const { t } = useTranslation('sale');
  const language = useLanguage();
  const { go } = useNavigation();
  const isOrder = transaction.transactionType === 'customerOrder';
  const details = [transaction.receiptNumber, transaction.salesOrderNumber].filter(Boolean).join(' · ');
  return (
    <UnstyledButton className="row" onClick={() => go({ name: 'receipt', transactionId: transaction.transactionId })}>
      <Icon name={isOrder ? 'truck' : 'receipt'} />
      <div className="row-main">
        <Text fw={600} truncate>
          {isOrder ? t('typeCustomerOrder') : t('typeCashAndCarry')}
          {transaction.customerName !== null && ` · ${transaction.customerName}`}
        </Text>
        <Text size="sm" className="quiet">
          {timeText(transaction.recordedAt, props.now, language)} · {details}
        </Text>
      </div>
      <StateMark state={transaction.state} />
      <Text fw={700} className="row-amount">
        <Amount value={transaction.totalAmount} currency={transaction.currency} />
      </Text>
    </UnstyledButton>
  );
}

const stateIcons: Readonly<Record<TransactionSummary['state'], IconName>> = {
  waiting: 'clock',
  delivered: 'upload',
  completed: 'check',
  needsAttention: 'alert',
};

function StateMark({ state }: Pick<TransactionSummary, 'state'>): ReactNode {
  const { t } = useTranslation('sale');
  const texts = {
    waiting: t('stateWaiting'),
    delivered: t('stateDelivered'),
    completed: t('stateCompleted'),
    needsAttention: t('stateNeedsAttention'),
  } as const;
  return (
    <span className="state-mark" data-state={state}>
      <Icon name={stateIcons[state]} sizePx={16} />
      {texts[state]}
    </span>
  );
}

function Loading(): ReactNode {
  return (
    <Stack gap="xs" aria-hidden="true">
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} h={68} />
      ))}
    </Stack>
  );
}
