import { Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../shell/page-frame.tsx';
import { useMay } from '../../session/session.ts';
import { ColumnChoice } from './column-choice.tsx';
import { CustomersTable } from './customers-table.tsx';
import { ExportButton } from './export-button.tsx';
import { FilterButton, FilterChips, useFilterChoices } from './filter-bar.tsx';
import { LetterJump } from './letter-jump.tsx';
import { SavedViewsMenu } from './saved-views-menu.tsx';
import { SearchBox } from './search-box.tsx';
import { withSort } from './shown-state.ts';
import { usePageState } from './use-page-state.ts';
import { useCustomerCount } from './use-customer-count.ts';
import './customers.css';

const sorts = ['name', 'accountNumber', 'newest'] as const;

/** *All customers*. */
export default function CustomersPage(): ReactNode {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { shown, columns, key, views, ...page } = usePageState();
  const choicesOfFilter = useFilterChoices();
  const count = useCustomerCount(shown);
  const filterBar = { shown, choicesOfFilter, onChange: page.show };
  return (
    <PageFrame
      title={t('title')}
      section="customers"
      help={t('help')}
      actions={may('exportListedCustomers') && <ExportButton shown={shown} about={count?.count ?? null} />}
    >
      <Group gap="xs" align="flex-end">
        <SearchBox shown={shown} onChange={page.show} />
        <FilterButton {...filterBar} />
        <SavedViewsMenu
          views={views}
          chosen={page.chosenView}
          current={{ sort: shown.sort, filters: shown.filters, columns: [...columns] }}
          onChoose={page.chooseView}
          onChanged={page.readViewsAgain}
        />
        <Select
          aria-label={t('sort')}
          w={190}
          allowDeselect={false}
          disabled={shown.search !== undefined}
          value={shown.sort}
          data={sorts.map((value) => ({ value, label: t(`sortBy.${value}`) }))}
          onChange={(value) => page.show(withSort(shown, sorts.find((sort) => sort === value) ?? 'name'))}
        />
        <ColumnChoice chosen={columns} onChange={page.chooseColumns} />
      </Group>
      <LetterJump shown={shown} onChange={page.show} />
      <Group gap="xs" className="customer-chips">
        <FilterChips {...filterBar} />
      </Group>
      <CustomersTable
        key={key}
        listKey={key}
        shown={shown}
        columns={columns}
        count={count}
        onNewest={page.showNewest}
      />
    </PageFrame>
  );
}
