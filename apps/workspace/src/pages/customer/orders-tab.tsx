import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { amountText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { readOrdersOf, type CustomerOrder } from '../../api/customer.ts';
import { useReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { When } from './when.tsx';

interface OrdersTabProps {
  readonly customerId: string;
  /** Orders are found by the customer master: before there is an account none are. */
  readonly isAccount: boolean;
}

/** The customer orders of this customer. */
export function OrdersTab({ customerId, isAccount }: OrdersTabProps): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const orders = useReading({
    topic: 'customers',
    alsoOn: ['jobs'],
    key: ['orders-of', customerId, language],
    read: (signal) => readOrdersOf(customerId, signal),
    isWanted: isAccount,
  });
  const none = <EmptyState icon="basket" title={t('orders.none')} text={t('orders.noneText')} />;
  if (!isAccount) return none;
  return (
    <AnswerState reading={orders}>
      {(answer) => (answer.orders.length === 0 ? none : <OrderTable orders={answer.orders} />)}
    </AnswerState>
  );
}

function OrderTable({ orders }: { readonly orders: readonly CustomerOrder[] }): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  return (
    <div className="table-scroller" role="region" tabIndex={0} aria-label={t('orders.label')}>
      <Table aria-label={t('orders.label')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('orders.number')}</Table.Th>
            <Table.Th>{t('orders.made')}</Table.Th>
            <Table.Th>{t('orders.channel')}</Table.Th>
            <Table.Th>{t('orders.status')}</Table.Th>
            <Table.Th ta="end">{t('orders.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {orders.map(({ n, transaction, salesOrderNumber, pendingOrderStatus, orderError }) => (
            <Table.Tr key={n}>
              <Table.Td>{salesOrderNumber ?? t('orders.notYet')}</Table.Td>
              <Table.Td>
                <When at={transaction.recordedAt} />
              </Table.Td>
              <Table.Td>{transaction.channelId}</Table.Td>
              <Table.Td>
                {pendingOrderStatus !== null && t(`orders.state.${pendingOrderStatus}`)}
                {orderError && <Text size="sm">{orderError.message}</Text>}
              </Table.Td>
              <Table.Td ta="end" className="figures">
                {amountText(transaction.totalAmount, transaction.currency, language)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
