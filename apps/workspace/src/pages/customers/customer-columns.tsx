import { Badge } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ListedCustomer } from '@counterfoil/contracts/administration/customer-list';
import type { Language } from '@counterfoil/contracts/error-register';
import { dateTimeText } from '@counterfoil/ui/formats';
import type { Column } from '../../ui/data-table.tsx';
import { countryName } from './filter-choices.ts';

/** All columns, in their order. */
export const columnKeys = [
  'name',
  'customerAccountNumber',
  'foundBy',
  'customerType',
  'legalEntity',
  'customerGroup',
  'email',
  'phone',
  'city',
  'countryRegion',
  'affiliations',
  'loyaltyCardNumber',
  'createdBy',
  'createdAt',
  'state',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

/** Those that are shown until somebody chooses. */
export const usualColumns: readonly ColumnKey[] = [
  'name',
  'customerAccountNumber',
  'legalEntity',
  'email',
  'phone',
  'city',
  'countryRegion',
  'createdAt',
  'state',
];

const widthsPx: Readonly<Record<ColumnKey, number>> = {
  name: 220,
  customerAccountNumber: 140,
  foundBy: 140,
  customerType: 120,
  legalEntity: 110,
  customerGroup: 130,
  email: 260,
  phone: 160,
  city: 160,
  countryRegion: 140,
  affiliations: 160,
  loyaltyCardNumber: 140,
  createdBy: 130,
  createdAt: 180,
  state: 150,
};

/** Where a column's text comes from the customer as it is. */
type Words = { readonly t: TFunction<'customers'>; readonly language: Language };

/** The columns that were chosen, in their order; what a search found by is always there with a search. */
export function customerColumns(
  chosen: readonly string[],
  isSearch: boolean,
  words: Words,
): readonly Column<ListedCustomer>[] {
  const wanted: readonly string[] = chosen.length === 0 ? usualColumns : chosen;
  return columnKeys
    .filter((key) => (key === 'foundBy' ? isSearch : key === 'name' || wanted.includes(key)))
    .map((key) => ({
      key,
      header: words.t(`column.${key}`),
      widthPx: widthsPx[key],
      cell: (customer: ListedCustomer) => cellOf(key, customer, words),
    }));
}

function cellOf(key: ColumnKey, customer: ListedCustomer, { t, language }: Words): React.ReactNode {
  switch (key) {
    case 'name':
      return <strong>{customer.name}</strong>;
    case 'foundBy':
      return customer.foundBy.map((reason) => t(`foundBy.${reason as 'name'}`)).join(', ');
    case 'customerType':
      return t(`type.${customer.customerType}`);
    case 'countryRegion':
      return customer.countryRegion && countryName(customer.countryRegion, language);
    case 'affiliations':
      return customer.affiliations.join(', ');
    case 'createdAt':
      return dateTimeText(customer.createdAt, language);
    case 'createdBy':
      return customer.createdBy === 'headquarters' ? t('headquarters') : customer.createdBy;
    case 'state':
      return stateOf(customer, t);
    default:
      return customer[key];
  }
}

function stateOf({ deactivated, blockedForLoyaltyEnrollment }: ListedCustomer, t: Words['t']): React.ReactNode {
  if (deactivated)
    return (
      <Badge variant="outline" color="gray" tt="none">
        {t('deactivated')}
      </Badge>
    );
  return blockedForLoyaltyEnrollment ? (
    <Badge variant="outline" tt="none">
      {t('blocked')}
    </Badge>
  ) : null;
}
