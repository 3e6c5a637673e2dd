import type { SearchedCustomers } from '@counterfoil/customer/search/key-source';
import { noHits, searchPage } from '@counterfoil/customer/search/search-pages';
import { readCursor } from '@counterfoil/customer/search/search-cursor';
import { planSearch } from '@counterfoil/customer/search/search-plan';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerSearch, SearchHit } from '@counterfoil/contracts/real-time-service';
import { offlineCustomers } from './offline-customers.ts';
import { offlineKeys } from './search/offline-keys.ts';
import { countriesOfKeys } from './search/renew-search-keys.ts';
import type { Till } from './till.ts';

/** What an offline search found, best match first. */
export interface OfflineSearchAnswer {
  readonly customers: readonly Customer[];
  /** Why the customer at the same place of `customers` was found. */
  readonly hits: readonly SearchHit[];
  /** To be given as `cursor`; null when these were the last. */
  readonly nextCursor: string | null;
  /** Nobody has what was typed: these have a similar name. */
  readonly isTypoTolerant: boolean;
}

/**
 * Searches the offline database by the same keys, in the same order and page by page as the channel and headquarters do
 * (WD-06); nobody is found when nothing searchable was typed. A cursor of one of them goes on here, and the other way
 * round. Errors: `text_invalid`, `request_invalid` for a cursor that is none.
 */
export async function searchOffline(till: Till, search: CustomerSearch): Promise<OfflineSearchAnswer> {
  const cursor = search.cursor === undefined ? null : readCursor(search.cursor);
  const plan = planSearch(search, countriesOf(till));
  if (!plan) return { ...noHits, customers: [], hits: [] };
  const page = await searchPage(await searchedOffline(till), plan, cursor);
  return {
    customers: page.hits.map(({ found }) => found),
    hits: page.hits.map(({ found, matches }) => ({ customerId: found.customerId, matches: [...matches] })),
    nextCursor: page.nextCursor,
    isTypoTolerant: page.isTypoTolerant,
  };
}

/** The offline database as what is searched. */
export async function searchedOffline({ database }: Till): Promise<SearchedCustomers<Customer>> {
  const countries = await countriesOfKeys(database);
  return {
    keys: offlineKeys(database),
    areKeysComplete: true,
    load: (customerIds) => offlineCustomers(database, customerIds),
    documentOf: (customer) => customer,
    countryOf: (legalEntity) => countries[legalEntity] ?? '',
  };
}

/** Phone numbers are read by the countries of the till's companies. */
function countriesOf({ configuration }: Till): string[] {
  return [...new Set(configuration.legalEntities.map(({ countryRegion }) => countryRegion))];
}
