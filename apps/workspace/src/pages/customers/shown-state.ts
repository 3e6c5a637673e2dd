import type { CustomerFilters, ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import type { SavedCustomersView } from '@counterfoil/contracts/administration/saved-views';

/** What the page shows, and where it goes on after so many rows that they are in a list of their own. */
export interface PageState {
  readonly shown: ShownCustomers;
  readonly columns: readonly string[];
  /** Counted up when the same is to be read anew from its beginning. */
  readonly generation: number;
}

/** What the page begins with. */
export const firstState: PageState = { shown: { sort: 'name', filters: {} }, columns: [], generation: 0 };

/** The state with another filter; undefined removes it. */
export function withFilter<Name extends keyof CustomerFilters>(
  shown: ShownCustomers,
  name: Name,
  value: CustomerFilters[Name] | undefined,
): ShownCustomers {
  const { [name]: _before, ...others } = shown.filters;
  return { ...shown, filters: value === undefined ? others : { ...others, [name]: value } };
}

/** Sorted otherwise; beginning at a name makes sense by name only. */
export function withSort({ namesFrom: _from, ...shown }: ShownCustomers, sort: ShownCustomers['sort']): ShownCustomers {
  return { ...shown, sort };
}

/** Beginning at the names from `from` on; empty: at the first. */
export function withNamesFrom(
  { namesFrom: _from, search: _search, ...shown }: ShownCustomers,
  from: string,
): ShownCustomers {
  return { ...shown, sort: 'name', ...(from.trim() !== '' && { namesFrom: from.trim() }) };
}

/** Searching; an empty text ends the search. */
export function withSearch(
  { search: _search, namesFrom: _from, ...shown }: ShownCustomers,
  by: NonNullable<ShownCustomers['search']>['by'],
  text: string,
): ShownCustomers {
  return { ...shown, ...(text.trim() !== '' && { search: { by, for: text.trim() } }) };
}

/** What a saved view shows. */
export function shownByView({ sort, filters }: SavedCustomersView): ShownCustomers {
  return { sort, filters };
}

/** Filters in force, in a steady order. */
export function filtersInForce(filters: CustomerFilters): readonly (keyof CustomerFilters)[] {
  return filterNames.filter((name) => filters[name] !== undefined);
}

/** All filters, in the order in which they are offered. */
export const filterNames = [
  'legalEntity',
  'customerType',
  'countryRegion',
  'customerGroup',
  'createdBy',
  'affiliation',
  'createdFrom',
  'createdThrough',
  'hasLoyaltyCard',
  'isBlockedForLoyaltyEnrollment',
  'isDeactivated',
] as const satisfies readonly (keyof CustomerFilters)[];
