import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerSearch, CustomerSearchAnswer } from '@counterfoil/contracts/real-time-service';
import { displayName } from '@counterfoil/customer/display';
import type { SearchPage } from '@counterfoil/customer/search/key-source';
import { readCursor } from '@counterfoil/customer/search/search-cursor';
import { noHits } from '@counterfoil/customer/search/search-pages';
import { planSearch } from '@counterfoil/customer/search/search-plan';
import { rebuildSearchKeys } from '@counterfoil/customer-search/rebuild-search-keys';
import { search, type SearchedTables } from '@counterfoil/customer-search/search';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { isSeenCustomer, type SeenCustomers } from '../workspace/channel-scope.ts';

/**
 * Searches the whole customer master, or those of it that may be seen, by the same keys and in the same order as every
 * channel (WD-06). A phone number without a country code is read as one of any legal entity's country. At most
 * `searchResultCountMax` customers in one answer. Errors: `text_invalid`, `request_invalid` for a cursor that is none.
 */
export async function searchHeadquarters(
  headquarters: Headquarters,
  asked: CustomerSearch,
  seen: SeenCustomers = null,
): Promise<CustomerSearchAnswer> {
  return answerOf(await findPage(headquarters, asked, seen), () => true);
}

/**
 * *Search all stores* of a scale unit (WD-07): the customers of its own legal entities whole, of others only that they
 * are there, with name and account. Only customers are found, no other parties. Errors: as `searchHeadquarters`.
 */
export async function searchForScaleUnit(
  headquarters: Headquarters,
  channelDatabaseId: string,
  asked: CustomerSearch,
): Promise<CustomerSearchAnswer> {
  const own = await legalEntitiesOf(headquarters.database, channelDatabaseId);
  return answerOf(await findPage(headquarters, asked), ({ legalEntity }) => own.has(legalEntity));
}

function answerOf(page: SearchPage<Customer>, isOwn: (customer: Customer) => boolean): CustomerSearchAnswer {
  const [own, foreign] = [
    page.hits.filter(({ found }) => isOwn(found)),
    page.hits.filter(({ found }) => !isOwn(found)),
  ];
  return {
    customers: own.map(({ found }) => found),
    hits: own.map(({ found, matches }) => ({ customerId: found.customerId, matches: [...matches] })),
    nextCursor: page.nextCursor,
    /* That similar names were looked for says that somebody has one, also to who may not see them. */
    isTypoTolerant: page.isTypoTolerant && page.hits.length > 0,
    otherLegalEntities: foreign.map(({ found, matches }) => ({
      legalEntity: found.legalEntity,
      name: displayName(found),
      customerAccountNumber: found.customerAccountNumber,
      /* Which contact it was says nothing to who may not see it. */
      matches: matches.map(({ field }) => ({ field })),
    })),
  };
}

async function findPage(
  { database }: Headquarters,
  asked: CustomerSearch,
  seen: SeenCustomers = null,
): Promise<SearchPage<Customer>> {
  const countries = await countriesByLegalEntity(database);
  const plan = planSearch(asked, [...new Set(countries.values())]);
  const cursor = asked.cursor === undefined ? null : readCursor(asked.cursor);
  if (!plan) return noHits;
  return search(searchedMaster(database, countries, seen), plan, cursor);
}

/** The customer master, or those of it that may be seen, as what is searched. `countries`: of the legal entities. */
export function searchedMaster(
  tx: Tx,
  countries: ReadonlyMap<string, string>,
  seen: SeenCustomers,
): SearchedTables<Customer> {
  return {
    tx,
    load: (customerIds) => customersOf(tx, customerIds, seen),
    documentOf: (customer) => customer,
    idsByAccountNumber: (accountNumber) => idsByAccountNumber(tx, accountNumber),
    countryOf: (legalEntity) => countries.get(legalEntity) ?? '',
  };
}

const selectCountries = prepared(
  'select-legal-entity-countries',
  'SELECT legal_entity, country_region FROM legal_entities ORDER BY legal_entity',
);

/** The country of every legal entity, ISO 3166-1 alpha-2. */
export async function countriesByLegalEntity(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.query<{ legal_entity: string; country_region: string }>(selectCountries);
  return new Map(rows.map((row) => [row.legal_entity, row.country_region]));
}

const selectCustomers = prepared(
  'select-found-customers',
  `SELECT document FROM customers WHERE customer_id = ANY($1::uuid[]) AND ${isSeenCustomer('customers', '$2')}`,
);

async function customersOf(tx: Tx, customerIds: readonly string[], seen: SeenCustomers): Promise<Customer[]> {
  return (await tx.query<{ document: Customer }>(selectCustomers, [customerIds, seen])).map(({ document }) => document);
}

/* Account numbers are unique in a legal entity: through the few legal entities the index is used on every server. */
const selectIdsByAccountNumber = prepared(
  'select-customer-ids-by-account-number',
  `SELECT customer_id FROM legal_entities JOIN customers USING (legal_entity) WHERE customers.account_number IN ($1, lower($1))`,
);

async function idsByAccountNumber(tx: Tx, accountNumber: string): Promise<string[]> {
  const rows = await tx.query<{ customer_id: string }>(selectIdsByAccountNumber, [accountNumber]);
  return rows.map((row) => row.customer_id);
}

const selectOwnLegalEntities = prepared(
  'select-legal-entities-of-channel-database',
  'SELECT DISTINCT legal_entity FROM channels WHERE channel_database_id = $1',
);

async function legalEntitiesOf(tx: Tx, channelDatabaseId: string): Promise<Set<string>> {
  const rows = await tx.query<{ legal_entity: string }>(selectOwnLegalEntities, [channelDatabaseId]);
  return new Set(rows.map((row) => row.legal_entity));
}

/** Makes the search keys of customers again that an earlier program wrote; answers of how many. */
export async function rebuildHeadquartersSearchKeys({ database }: Headquarters, signal?: AbortSignal): Promise<number> {
  const countries = await countriesByLegalEntity(database);
  const countryOf = (legalEntity: string): string => countries.get(legalEntity) ?? '';
  return rebuildSearchKeys({ database, countryOf, ...(signal && { signal }) });
}
