import './customer.css';
import { Stack, Tabs, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@counterfoil/contracts/administration/customer-record';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { CustomerActions, CustomerHead } from './customer-head.tsx';
import { nameOf, useCustomerRecord, useIdentifier } from './customer-readings.ts';
import { DetailsTab } from './details-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { OrdersTab } from './orders-tab.tsx';
import { ReviewsTab } from './reviews-tab.tsx';
import { TraceTab } from './trace-tab.tsx';
import { VisibilityTab } from './visibility-tab.tsx';

/** One customer: who it is, where it is, and what made it so. */
export default function CustomerPage(): ReactNode {
  const { t } = useTranslation('customer');
  const identifier = useIdentifier();
  const record = useCustomerRecord(identifier);
  if (record.error?.code === 'customer_unknown') return <UnknownCustomer />;
  const title = record.data ? nameOf(record.data, t('unnamed')) : t('title');
  return (
    <PageFrame title={title} actions={record.data && <CustomerActions record={record.data} name={title} />}>
      <AnswerState reading={record}>{(answer) => <CustomerBody record={answer} name={title} />}</AnswerState>
    </PageFrame>
  );
}

function UnknownCustomer(): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <PageFrame title={t('unknownTitle')}>
      <EmptyState icon="userSearch" title={t('unknownTitle')} text={t('unknownText')}>
        <Link to="/customers">{t('toCustomers')}</Link>
      </EmptyState>
    </PageFrame>
  );
}

const tabNames = ['details', 'trace', 'history', 'visibility', 'duplicates', 'orders'] as const;
type TabName = (typeof tabNames)[number];

/** Which part is open stands in the address, so that a part can be linked to. */
function useTab(): readonly [TabName, (tab: string | null) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const tab = tabNames.find((name) => name === search['tab']) ?? 'details';
  const open = (next: string | null): void => {
    void navigate({ to: '.', search: { tab: next }, replace: true });
  };
  return [tab, open];
}

function CustomerBody({ record, name }: { readonly record: CustomerRecord; readonly name: string }): ReactNode {
  const { t } = useTranslation('customer');
  const [tab, open] = useTab();
  const may = useMay();
  const isAccount = record.state === 'account' || record.state === 'deactivated';
  const shown = tabNames.filter((one) => isAllowed(one, may));
  return (
    <Stack gap="md">
      {!may('updateHeadquartersCustomer') && <ReadOnlyNotice />}
      <CustomerHead record={record} name={name} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List aria-label={name}>
          {shown.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((one) => (
          <Tabs.Panel key={one} value={one} pt="md">
            <TabContent tab={one} record={record} isAccount={isAccount} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

function isAllowed(tab: TabName, may: (routeName: string) => boolean): boolean {
  switch (tab) {
    case 'orders':
      return may('listOrders');
    case 'duplicates':
      return may('listHeadquartersDuplicateReviews');
    case 'visibility':
      return may('getCustomerVisibility');
    case 'trace':
      return may('traceHeadquartersCustomer');
    case 'details':
    case 'history':
      return true;
  }
}

interface TabContentProps {
  readonly tab: TabName;
  readonly record: CustomerRecord;
  readonly isAccount: boolean;
}

function TabContent({ tab, record, isAccount }: TabContentProps): ReactNode {
  const { t } = useTranslation('customer');
  const { customerId } = record;
  switch (tab) {
    case 'details':
      return <DetailsTab record={record} />;
    case 'trace':
      return <TraceTab customerId={customerId} />;
    case 'history':
      return <HistoryTab customerId={customerId} />;
    case 'visibility':
      return isAccount ? <VisibilityTab customerId={customerId} /> : <Text>{t('visibility.notYet')}</Text>;
    case 'duplicates':
      return <ReviewsTab customerId={customerId} />;
    case 'orders':
      return <OrdersTab customerId={customerId} isAccount={isAccount} />;
  }
}
