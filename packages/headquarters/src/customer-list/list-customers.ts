import type {
  CustomerListAnswer,
  customerListSchema,
  ListedCustomer,
} from '@counterfoil/contracts/administration/customer-list';
import type { Customer } from '@counterfoil/contracts/customer';
import type { SearchHit } from '@counterfoil/contracts/real-time-service';
import { displayName } from '@counterfoil/customer/display';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { z } from 'zod';
import { searchHeadquarters } from '../customers/search-customers.ts';
import type { Headquarters } from '../headquarters.ts';
import { isSeenCustomer, type SeenCustomers } from '../workspace/channel-scope.ts';
import { openedPlace, sealedPlace } from '../workspace/sealed-place.ts';
import { fitsFilters, madeIn, primaryAddressOf, type KeptCustomer } from './list-filters.ts';
import { placeText, readPlace, type ListPlace } from './list-place.ts';
import { scanList, type ListRange } from './scan-list.ts';

/** What is to be listed, checked. */
export type WantedList = z.output<typeof customerListSchema>;

/** Customers of a list, whole, with the reasons of a search. */
export interface CustomerPage {
  readonly customers: readonly (KeptCustomer & { readonly foundBy: readonly string[] })[];
  readonly nextCursor: string | null;
  readonly isTypoTolerant: boolean;
}

/** Customers that are read at once to see whether they fit. */
const readBatchCount = 250;

/**
 * A page of *All customers*. Browsing reads an index in its order and looks through a bounded number of its entries; a
 * search ranks as everywhere else, and the filters are applied to what it finds. Errors: `request_invalid` for a cursor
 * that is none, `text_invalid`.
 */
export async function listCustomers(
  headquarters: Headquarters,
  wanted: WantedList,
  seen: SeenCustomers,
): Promise<CustomerListAnswer> {
  const feedPlace = await lastFeedPlace(headquarters.database);
  const cursor = openedPlace(headquarters, seen, wanted.cursor, 'cursor');
  const until = openedPlace(headquarters, seen, wanted.until, 'until');
  const page = await readPage(headquarters, { ...wanted, cursor, until }, seen);
  const { customers, nextCursor, isTypoTolerant } = page;
  return {
    customers: customers.map(listed),
    nextCursor: sealedPlace(headquarters, seen, nextCursor),
    isCutShort: nextCursor !== null && customers.length < wanted.limit,
    isTypoTolerant,
    feedPlace,
  };
}

/** The same with whole customers. */
export async function readPage(
  headquarters: Headquarters,
  wanted: WantedList,
  seen: SeenCustomers,
): Promise<CustomerPage> {
  return wanted.search === undefined
    ? browse(headquarters.database, wanted, seen)
    : searched(headquarters, wanted, wanted.search, seen);
}

async function browse(tx: Tx, wanted: WantedList, seen: SeenCustomers): Promise<CustomerPage> {
  const { sort, filters, namesFrom, cursor, until, limit } = wanted;
  const range: ListRange = {
    sort,
    filters,
    namesFrom,
    after: cursor === undefined ? null : readPlace(cursor, sort, 'cursor'),
    through: until === undefined ? null : readPlace(until, sort, 'until'),
  };
  const scan = await scanList(tx, range, { countMax: limit, isLoose: seen !== null });
  const taken: KeptCustomer[] = [];
  let lastPlace: ListPlace | null = scan.scannedThrough;
  for (let first = 0; first < scan.found.length && taken.length < limit; first += readBatchCount) {
    const batch = scan.found.slice(first, first + readBatchCount);
    const customers = await customersOf(
      tx,
      batch.map(({ customerId }) => customerId),
      seen,
    );
    for (const { customerId, place } of batch) {
      const kept = customers.get(customerId);
      if (!kept || !fitsFilters(kept, filters)) continue;
      taken.push(kept);
      if (taken.length < limit) continue;
      lastPlace = place;
      break;
    }
  }
  /* A part that is read again ends where it ended before, so that the parts go on joining each other. */
  const end = lastPlace === null && until !== undefined ? until : null;
  return {
    customers: taken.map((kept) => ({ ...kept, foundBy: [] })),
    nextCursor: lastPlace === null ? end : placeText(lastPlace),
    isTypoTolerant: false,
  };
}

async function searched(
  headquarters: Headquarters,
  { filters, cursor }: WantedList,
  search: NonNullable<WantedList['search']>,
  seen: SeenCustomers,
): Promise<CustomerPage> {
  const asked = {
    [search.by]: search.for,
    ...(cursor !== undefined && { cursor }),
    ...(filters.legalEntity !== undefined && { legalEntity: filters.legalEntity }),
  };
  const answer = await searchHeadquarters(headquarters, asked, seen);
  const reasons = new Map(answer.hits.map((hit) => [hit.customerId, reasonsOf(hit)]));
  const kept = await customersOf(
    headquarters.database,
    answer.customers.map(({ customerId }) => customerId),
    seen,
  );
  return {
    customers: answer.customers.flatMap(({ customerId }) => {
      const found = kept.get(customerId);
      if (!found || !fitsFilters(found, filters)) return [];
      return [{ ...found, foundBy: reasons.get(customerId) ?? [] }];
    }),
    nextCursor: answer.nextCursor,
    isTypoTolerant: answer.isTypoTolerant,
  };
}

function reasonsOf({ matches }: SearchHit): string[] {
  return [...new Set(matches.map(({ field }) => field))];
}

/* Pictures would make a page a hundred times larger. */
const selectListed = prepared(
  'select-listed-customers',
  `SELECT customer_id, created_at, document - '{image,fieldStamps,recentOperations}'::text[] AS document
   FROM customers WHERE customer_id = ANY($1::uuid[]) AND ${isSeenCustomer('customers', '$2')}`,
);

/** Those of the customers that may be seen. */
export async function customersOf(
  tx: Tx,
  customerIds: readonly string[],
  seen: SeenCustomers,
): Promise<Map<string, KeptCustomer>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.query<{ customer_id: string; created_at: string; document: Customer }>(selectListed, [
    customerIds,
    seen,
  ]);
  return new Map(rows.map((row) => [row.customer_id, { customer: row.document, createdAt: row.created_at }]));
}

const selectFeedPlace = prepared(
  'select-last-place-of-customer-feed',
  'SELECT n FROM customer_changes ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1',
);

async function lastFeedPlace(tx: Tx): Promise<string> {
  return (await tx.query<{ n: string }>(selectFeedPlace))[0]?.n ?? '0';
}

function listed({ customer, createdAt, foundBy }: CustomerPage['customers'][number]): ListedCustomer {
  const address = primaryAddressOf(customer);
  return {
    customerId: customer.customerId,
    name: displayName(customer),
    customerAccountNumber: customer.customerAccountNumber,
    legalEntity: customer.legalEntity,
    customerType: customer.customerType,
    customerGroup: customer.customerGroup,
    email: customer.email,
    phone: customer.phone,
    city: address?.city ?? null,
    countryRegion: address?.countryRegion ?? null,
    affiliations: customer.affiliations,
    loyaltyCardNumber: customer.loyaltyCards.find(({ cardNumber }) => cardNumber !== null)?.cardNumber ?? null,
    createdBy: madeIn(customer),
    createdAt,
    deactivated: customer.deactivated,
    blockedForLoyaltyEnrollment: customer.blockedForLoyaltyEnrollment,
    foundBy: [...foundBy],
  };
}
