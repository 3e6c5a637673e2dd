import { Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownOfflineCustomer } from '@counterfoil/till/show-offline-customer';
import { useNavigation } from '../navigation.ts';
import { BigButton } from '../ui/big-button.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { Icon } from '@counterfoil/ui/icons.tsx';
import type { CustomerEntries } from './use-customer-entries.tsx';

interface CustomerCardProps {
  readonly customer: ShownOfflineCustomer | null;
  readonly entries: CustomerEntries;
  readonly onRemove: () => void;
}

/** Who buys, with the account number or *Pending synchronization*; and the ways to choose somebody. */
export function CustomerCard({ customer, entries, onRemove }: CustomerCardProps): ReactNode {
  const { t } = useTranslation('sale');
  return (
    <div className="customer-card">
      {customer ? <ChosenCustomer customer={customer} onRemove={onRemove} /> : <NoCustomer />}
      <Group gap="xs" grow wrap="nowrap">
        <BigButton variant="light" icon="userSearch" shortcut="F2" onClick={entries.search}>
          {t('customerSearch')}
        </BigButton>
        <BigButton variant="light" icon="userAdd" shortcut="F3" onClick={entries.add}>
          {t('customerAdd')}
        </BigButton>
      </Group>
    </div>
  );
}

function NoCustomer(): ReactNode {
  const { t } = useTranslation('sale');
  return (
    <div className="customer-row">
      <Icon name="user" sizePx={28} />
      <div className="grow">
        <Text fw={600}>{t('customerNone')}</Text>
        <Text size="sm" className="quiet">
          {t('customerNoneText')}
        </Text>
      </div>
    </div>
  );
}

function ChosenCustomer(props: { readonly customer: ShownOfflineCustomer; readonly onRemove: () => void }): ReactNode {
  const { customerId, display, state, customer } = props.customer;
  const { t } = useTranslation('sale');
  const { go } = useNavigation();
  const isPending = customer.customerAccountNumber === null;
  return (
    <div className="customer-row">
      <UnstyledButton className="customer-open grow" onClick={() => go({ name: 'customer', customerId })}>
        <Icon name="user" sizePx={28} />
        <VisuallyHidden>{t('customerOpen')}</VisuallyHidden>
        <div className="grow">
          <Text fw={700} truncate>
            {display.name}
          </Text>
          <Text size="sm" className="account" data-pending={isPending || undefined} role="status">
            {isPending && <Icon name="clock" sizePx={16} />}
            {display.account}
            {state === 'needsAttention' && ` · ${display.status}`}
          </Text>
        </div>
      </UnstyledButton>
      <IconButton icon="close" label={t('customerRemove')} onClick={props.onRemove} />
    </div>
  );
}
