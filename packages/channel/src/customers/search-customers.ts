import type { CustomerSearch } from '@counterfoil/contracts/real-time-service';
import type { SearchPage } from '@counterfoil/customer/search/key-source';
import { readCursor } from '@counterfoil/customer/search/search-cursor';
import { noHits } from '@counterfoil/customer/search/search-pages';
import { planSearch, type SearchPlan } from '@counterfoil/customer/search/search-plan';
import { rebuildSearchKeys } from '@counterfoil/customer-search/rebuild-search-keys';
import { search, type SearchedTables } from '@counterfoil/customer-search/search';
import { prepared, type Tx } from '@counterfoil/database/database';
import { legalEntityCountry, type Channel } from '../channel.ts';
import { localCustomers, type LocalCustomer } from './local-customers.ts';

/**
 * Searches this channel database by the same keys and in the same order as headquarters (WD-06); pending customers are
 * found as well. `accepts` leaves customers out. Errors: `text_invalid`, `request_invalid` for a cursor that is none.
 */
export async function searchCustomers(
  channel: Channel,
  asked: CustomerSearch,
  accepts?: (local: LocalCustomer) => boolean,
): Promise<SearchPage<LocalCustomer>> {
  const cursor = asked.cursor === undefined ? null : readCursor(asked.cursor);
  const plan = planOf(channel, asked);
  return plan ? search(searchedHere(channel, accepts), plan, cursor) : noHits;
}

/** The customers of this channel database as what is searched. */
export function searchedHere(
  channel: Channel,
  accepts?: (local: LocalCustomer) => boolean,
): SearchedTables<LocalCustomer> {
  const { database } = channel;
  return {
    tx: database,
    load: (customerIds) => localCustomers(database, customerIds),
    documentOf: ({ document }) => document,
    idsByAccountNumber: (accountNumber) => idsByAccountNumber(database, accountNumber),
    countryOf: (legalEntity) => legalEntityCountry(channel, legalEntity),
    ...(accepts && { accepts }),
  };
}

/** A search as keys; a phone number without a country code is read by the country of any legal entity known here. */
export function planOf({ configuration }: Channel, asked: CustomerSearch): SearchPlan | null {
  return planSearch(asked, [...new Set(configuration.legalEntities.map(({ countryRegion }) => countryRegion))]);
}

const selectIdsByAccountNumber = prepared(
  'select-local-customer-ids-by-account-number',
  'SELECT customer_id FROM customers WHERE account_number IN ($1, lower($1))',
);

async function idsByAccountNumber(tx: Tx, accountNumber: string): Promise<string[]> {
  const rows = await tx.query<{ customer_id: string }>(selectIdsByAccountNumber, [accountNumber]);
  return rows.map((row) => row.customer_id);
}

/** Makes the search keys of customers again that an earlier program wrote; answers of how many. */
export async function rebuildChannelSearchKeys(channel: Channel, signal?: AbortSignal): Promise<number> {
  return rebuildSearchKeys({
    database: channel.database,
    countryOf: (legalEntity) => legalEntityCountry(channel, legalEntity),
    ...(signal && { signal }),
  });
}
