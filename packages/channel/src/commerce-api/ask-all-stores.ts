import type { Customer } from '@counterfoil/contracts/customer';
import type {
  CustomerSearch,
  CustomerSearchAnswer,
  ForeignCustomer,
  SearchHit,
} from '@counterfoil/contracts/real-time-service';
import { CodedError } from '@counterfoil/contracts/refusal';
import { searchKeys } from '@counterfoil/customer/search/search-keys';
import { matchCustomer } from '@counterfoil/customer/search/search-matches';
import type { Hit, SearchPage } from '@counterfoil/customer/search/key-source';
import { CommunicationException } from '@counterfoil/http/client';
import { BulkheadFull } from '@counterfoil/platform/bulkhead';
import { CircuitOpen } from '@counterfoil/platform/circuit-breaker';
import { legalEntityCountry, type Channel } from '../channel.ts';
import { localCustomers, type LocalCustomer } from '../customers/local-customers.ts';
import { planOf, searchCustomers } from '../customers/search-customers.ts';

/** Customers of all stores, and that there are some of other legal entities. */
export interface AllStoresPage extends SearchPage<LocalCustomer> {
  readonly otherLegalEntities: readonly ForeignCustomer[];
}

/**
 * *Search all stores*: the customers that headquarters finds, those that are here as this channel sees them; in front of
 * the first page those with something here that headquarters does not know yet. Null when headquarters can't be asked:
 * whoever searches gets what is here, and is told so.
 */
export async function searchAllStores(channel: Channel, search: CustomerSearch): Promise<AllStoresPage | null> {
  const answer = await askHeadquarters(channel, search);
  if (!answer) return null;
  const { nextCursor, isTypoTolerant, otherLegalEntities } = answer;
  const pending = search.cursor === undefined ? await pendingHits(channel, search, isTypoTolerant) : [];
  const inFront = new Set(pending.map(({ found }) => found.document.customerId));
  const known = await asSeenHere(channel, answer);
  const hits = known.filter(
    ({ found }) => !inFront.has(found.document.customerId) && !isInFrontOfFirstPage(channel, search, found),
  );
  return { hits: [...pending, ...hits], nextCursor, isTypoTolerant, otherLegalEntities };
}

/** The customers alone, of the first page. */
export async function askAllStores(channel: Channel, search: CustomerSearch): Promise<LocalCustomer[] | null> {
  const answer = await askHeadquarters(channel, search);
  return answer && (await asSeenHere(channel, answer)).map(({ found }) => found);
}

async function pendingHits(
  channel: Channel,
  search: CustomerSearch,
  isTypoTolerant: boolean,
): Promise<readonly Hit<LocalCustomer>[]> {
  const page = await searchCustomers(channel, search, isPending);
  return page.isTypoTolerant && !isTypoTolerant ? [] : page.hits;
}

function isPending({ document, published }: LocalCustomer): boolean {
  return document !== published;
}

/** A later page does not repeat whom the first one brought although headquarters finds it, too. */
function isInFrontOfFirstPage(
  channel: Channel,
  search: CustomerSearch,
  { document, published }: LocalCustomer,
): boolean {
  if (search.cursor === undefined || document === published) return false;
  const plan = planOf(channel, search);
  const keys = searchKeys(document, legalEntityCountry(channel, document.legalEntity));
  return plan !== null && matchCustomer(plan, document, keys) !== null;
}

async function asSeenHere(channel: Channel, { customers, hits }: CustomerSearchAnswer): Promise<Hit<LocalCustomer>[]> {
  const ids = customers.map((customer) => customer.customerId);
  const here = new Map(
    (await localCustomers(channel.database, ids)).map((local) => [local.document.customerId, local]),
  );
  const matchesOf = new Map(hits.map(({ customerId, matches }: SearchHit) => [customerId, matches]));
  return customers.map((customer) => ({
    found: here.get(customer.customerId) ?? elsewhere(customer),
    matches: matchesOf.get(customer.customerId) ?? [],
  }));
}

function elsewhere(customer: Customer): LocalCustomer {
  return { document: customer, published: customer, version: customer.version, accountNumberAt: null };
}

async function askHeadquarters(channel: Channel, search: CustomerSearch): Promise<CustomerSearchAnswer | null> {
  const { bulkhead, circuitBreaker, headquarters, seams } = channel;
  try {
    return await bulkhead.call(() =>
      circuitBreaker.call(
        () => headquarters.searchInRealTime(search),
        (error) => error instanceof CommunicationException,
      ),
    );
  } catch (error) {
    if (error instanceof CommunicationException || error instanceof CircuitOpen || error instanceof BulkheadFull) {
      return null;
    }
    if (!(error instanceof CodedError)) throw error;
    seams.log.warn({ code: error.code }, 'headquarters refused a search of all stores');
    return null;
  }
}
