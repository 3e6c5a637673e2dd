import { Group, Title, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenTransaction, TillState } from '@counterfoil/till/service/till-service';
import { BigButton } from '../ui/big-button.tsx';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { amountText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { CustomerCard } from './customer-card.tsx';
import { TransactionLine } from './transaction-line.tsx';
import type { CustomerEntries } from './use-customer-entries.tsx';
import type { SaleActions } from './use-sale-actions.ts';
import { VoidButton } from './void-button.tsx';

interface TransactionPanelProps {
  readonly state: TillState;
  readonly sale: SaleActions;
  readonly customers: CustomerEntries;
  readonly onPay: () => void;
  readonly onOrder: () => void;
}

/** Customer, lines, total, and how the transaction ends. */
export function TransactionPanel({ state, sale, customers, onPay, onOrder }: TransactionPanelProps): ReactNode {
  const { t } = useTranslation('sale');
  const { transaction } = state;
  const isEmpty = transaction === null || transaction.lines.length === 0;
  return (
    <section className="transaction" aria-labelledby="transaction-title">
      <VisuallyHidden>
        <Title order={1} id="transaction-title">
          {t('transaction')}
        </Title>
      </VisuallyHidden>
      <CustomerCard customer={transaction?.customer ?? null} entries={customers} onRemove={sale.clearCustomer} />
      <div className="transaction-lines">
        <ErrorNotice error={sale.action.error} />
        {isEmpty ? (
          <EmptyState icon="basket" title={t('transactionEmpty')} text={t('transactionEmptyText')} />
        ) : (
          <Lines transaction={transaction} sale={sale} />
        )}
      </div>
      <div className="transaction-end">
        <TotalRow transaction={transaction} currency={state.channel?.currency ?? 'USD'} />
        <Group gap="xs" wrap="nowrap" className="transaction-actions">
          <VoidButton isEmpty={isEmpty && !transaction?.customer} />
          <BigButton variant="default" icon="truck" shortcut="F6" disabled={isEmpty} onClick={onOrder}>
            {t('customerOrder')}
          </BigButton>
          <BigButton icon="cash" shortcut="F4" disabled={isEmpty} onClick={onPay} className="grow">
            {t('pay')}
          </BigButton>
        </Group>
      </div>
    </section>
  );
}

function Lines(props: { readonly transaction: OpenTransaction; readonly sale: SaleActions }): ReactNode {
  return (
    <ul className="plain-list">
      {props.transaction.lines.map((line) => (
        <TransactionLine key={line.lineId} line={line} currency={props.transaction.currency} sale={props.sale} />
      ))}
    </ul>
  );
}

function TotalRow(props: { readonly transaction: OpenTransaction | null; readonly currency: string }): ReactNode {
  const { t } = useTranslation('sale');
  const language = useLanguage();
  const { transaction } = props;
  const total = amountText(transaction?.totalAmount ?? '0', transaction?.currency ?? props.currency, language);
  return (
    <div className="total-row">
      <span aria-hidden="true">{t('total')}</span>
      <span aria-hidden="true" className="total figures">
        {total}
      </span>
      <VisuallyHidden role="status" aria-live="polite">
        {t('totalSpoken', { amount: total })}
      </VisuallyHidden>
    </div>
  );
}
