import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CustomerCountAnswer,
  ListedCustomer,
  ShownCustomers,
} from '@counterfoil/contracts/administration/customer-list';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { DataTable } from '../../ui/data-table.tsx';
import { customerColumns } from './customer-columns.tsx';
import { filtersInForce } from './shown-state.ts';
import { useNewCount } from './use-customer-count.ts';
import { useCustomerRows, type CustomerRows } from './use-customer-rows.ts';

interface CustomersTableProps {
  readonly listKey: string;
  readonly shown: ShownCustomers;
  readonly columns: readonly string[];
  readonly count: CustomerCountAnswer | null;
  onNewest(): void;
}

/** The customers that are shown, as far as they are in sight. */
export function CustomersTable({ listKey, shown, columns, count, onNewest }: CustomersTableProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const navigate = useNavigate();
  const rows = useCustomerRows(shown, listKey);
  const isSearch = shown.search !== undefined;
  const isWhole = !isSearch && filtersInForce(shown.filters).length === 0 && shown.namesFrom === undefined;
  const drawn = useMemo(() => customerColumns(columns, isSearch, { t, language }), [columns, isSearch, t, language]);
  const isEmpty = rows.count === 0;
  return (
    <Stack gap="xs">
      <NewCustomers feedPlace={rows.feedPlace} onShow={onNewest} />
      {rows.isTypoTolerant && <Notice tone="warning">{t('typoTolerant')}</Notice>}
      {rows.error && <FailedRows rows={rows} />}
      {isEmpty && rows.goesOn && !rows.error ? (
        <Looking />
      ) : (
        (!isEmpty || !rows.error) && (
          <DataTable<ListedCustomer>
            label={t('table')}
            columns={drawn}
            rows={[]}
            lazy={{
              count: rows.count,
              totalCount: rows.goesOn ? null : rows.count + 1,
              rowAt: rows.rowAt,
              onShow: rows.onShow,
            }}
            keyOf={({ customerId }) => customerId}
            nameOf={({ name }) => name}
            onOpen={({ customerId }) => void navigate({ to: `/customers/${customerId}` })}
            empty={{
              icon: 'userSearch',
              title: t(isWhole ? 'noneTitle' : 'emptyTitle'),
              text: t(isWhole ? 'noneText' : 'emptyText'),
            }}
          />
        )
      )}
      {rows.isCutShort && <Notice tone="warning">{t('cutShort')}</Notice>}
      <CountLine rows={rows} count={shown.namesFrom === undefined ? count : null} />
    </Stack>
  );
}

function NewCustomers({ feedPlace, onShow }: { readonly feedPlace: string | null; onShow(): void }): ReactNode {
  const { t } = useTranslation('customers');
  const count = useNewCount(feedPlace);
  return (
    <div role="status" aria-live="polite">
      {count > 0 && (
        <Group gap="xs" className="new-customers">
          <Text fw={600}>{t('newCustomers', { count })}</Text>
          <Button size="compact-sm" variant="light" onClick={onShow}>
            {t('showNew')}
          </Button>
        </Group>
      )}
    </div>
  );
}

function FailedRows({ rows }: { readonly rows: CustomerRows }): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Stack gap="xs">
      <ErrorNotice error={rows.error} />
      <Group>
        <Button variant="default" onClick={() => rows.again()}>
          {t('tryAgain')}
        </Button>
      </Group>
    </Stack>
  );
}

function Looking(): ReactNode {
  const { t } = useTranslation('customers');
  return (
    <div role="status" aria-label={t('looking')}>
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} height={40} mb={6} />
      ))}
      <Text className="quiet">{t('looking')}</Text>
    </div>
  );
}

function CountLine({
  rows,
  count,
}: {
  readonly rows: CustomerRows;
  readonly count: CustomerCountAnswer | null;
}): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const said = (): string => {
    if (!rows.goesOn) return t('count', { count: rows.count, formatted: numberText(rows.count, language) });
    const soFar = t('loadedSoFar', { formatted: numberText(rows.count, language) });
    if (!count) return soFar;
    const formatted = numberText(count.count, language);
    const all = t(count.isExact ? 'count' : 'countAbout', { count: count.count, formatted });
    return `${all} · ${soFar}`;
  };
  return (
    <Text size="sm" className="quiet" role="status" data-count>
      {said()}
    </Text>
  );
}
