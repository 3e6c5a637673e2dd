import type { Language } from '@counterfoil/contracts/error-register';
import {
  remoteSearchCharacterCountMin,
  type CustomerSearch,
  type SearchHit,
} from '@counterfoil/contracts/real-time-service';
import { refuse } from '@counterfoil/contracts/refusal';
import { isOffline } from '../connection-mode.ts';
import { offlineCustomer } from '../offline-customers.ts';
import { asShownAtTill, broughtCustomerSchema, customersFoundSchema } from '../scale-unit/answers.ts';
import { searchOffline } from '../search-offline.ts';
import { showOfflineCustomer, type ShownOfflineCustomer } from '../show-offline-customer.ts';
import { ownChannel, type Till } from '../till.ts';
import { callAsWorker } from './call-as-worker.ts';
import { presentTill, presentWorker, type Engine } from './engine.ts';
import { keepAnswered, whereOf } from './save-customer.ts';
import type { FoundCustomer, FoundCustomers } from './till-service.ts';

/**
 * Searches the store, on this till where it holds the store's customers, or all stores, which needs headquarters.
 * Errors: `request_invalid` for too few characters of a name; `till_offline`; those of every call.
 */
export async function searchCustomers(
  engine: Engine,
  search: CustomerSearch,
  scope: 'store' | 'allStores',
  language: Language,
): Promise<FoundCustomers> {
  const till = presentTill(engine);
  presentWorker(engine);
  if (scope === 'allStores') requireLongEnough(search, language);
  const isComplete = engine.counts.isCustomerDataHere && engine.isFirstLoadDone;
  const isHere = scope === 'store' && (isComplete || isOffline(engine.network.connection));
  return isHere ? searchHere(till, search, language) : searchThere(engine, till, { search, scope, language });
}

async function searchHere(till: Till, search: CustomerSearch, language: Language): Promise<FoundCustomers> {
  const { customers, hits, isTypoTolerant, nextCursor } = await searchOffline(till, search);
  const found: FoundCustomer[] = [];
  for (const [index, { customerId }] of customers.entries()) {
    const shown = await showOfflineCustomer(till.database, customerId, language);
    if (shown) found.push({ shown: withoutImage(shown), matches: hits[index]?.matches ?? [] });
  }
  const hasMore = nextCursor !== null;
  return { customers: found, elsewhere: [], otherLegalEntities: [], isTypoTolerant, answeredBy: 'till', hasMore };
}

/** A customer in a list of many: whoever opens it gets its image. */
function withoutImage(shown: ShownOfflineCustomer): ShownOfflineCustomer {
  return shown.customer.image === null ? shown : { ...shown, customer: { ...shown.customer, image: null } };
}

interface AskedSearch {
  readonly search: CustomerSearch;
  readonly scope: 'store' | 'allStores';
  readonly language: Language;
}

async function searchThere(
  engine: Engine,
  till: Till,
  { search, scope, language }: AskedSearch,
): Promise<FoundCustomers> {
  const answer = await callAsWorker(engine, {
    method: 'POST',
    path: '/customers/search',
    body: {
      ...search,
      channelId: ownChannel(till).channelId,
      searchLocation: scope === 'allStores' ? 'all' : 'local',
    },
    answer: customersFoundSchema,
    language,
  });
  const matchesOf = new Map(answer.hits.map(({ customerId, matches }: SearchHit) => [customerId, matches]));
  const customers: FoundCustomer[] = [];
  const elsewhere: FoundCustomer[] = [];
  for (const answered of answer.customers) {
    const found = { shown: asShownAtTill(answered), matches: matchesOf.get(answered.customerId) ?? [] };
    ((await isOfThisStore(till, found.shown)) ? customers : elsewhere).push(found);
  }
  return {
    customers,
    elsewhere,
    otherLegalEntities: answer.otherLegalEntities,
    isTypoTolerant: answer.isTypoTolerant,
    answeredBy: answer.allStores ? 'headquarters' : 'scaleUnit',
    hasMore: answer.nextCursor !== null,
  };
}

/** Whom this till has, or its channel sees by its address books (WD-12). */
async function isOfThisStore(till: Till, { customer }: ShownOfflineCustomer): Promise<boolean> {
  if (await offlineCustomer(till.database, customer.customerId)) return true;
  const { addressBooks, legalEntity } = ownChannel(till);
  if (customer.legalEntity !== legalEntity) return false;
  return addressBooks.length === 0 || customer.addressBooks.some((addressBook) => addressBooks.includes(addressBook));
}

const tooShort: Record<Language, string> = {
  en: `enter at least ${remoteSearchCharacterCountMin} characters to search all stores.`,
  fr: `saisissez au moins ${remoteSearchCharacterCountMin} caractères pour chercher dans tous les magasins.`,
};

/** Error: `request_invalid`, when a name is typed with too few characters for all stores (WD-07). */
function requireLongEnough({ name, text }: CustomerSearch, language: Language): void {
  const isShort = (typed: string | undefined): boolean => {
    const trimmed = typed?.trim() ?? '';
    return trimmed !== '' && trimmed.length < remoteSearchCharacterCountMin;
  };
  if (!isShort(name) && !isShort(text)) return;
  throw refuse('request_invalid', isShort(name) ? 'name' : 'text', { detail: tooShort[language] });
}

/** Brings a customer that only other stores know here, once the worker has agreed (WD-08). Errors: those of every call. */
export async function bringCustomerHere(
  engine: Engine,
  customerId: string,
  language: Language,
): Promise<ShownOfflineCustomer> {
  const till = presentTill(engine);
  const { workerId } = presentWorker(engine);
  const { customer } = await callAsWorker(engine, {
    method: 'POST',
    path: `/customers/${customerId}/bring-here`,
    body: { ...whereOf(till), workerId, confirm: true },
    answer: broughtCustomerSchema,
    language,
  });
  return keepAnswered(engine, customer);
}
