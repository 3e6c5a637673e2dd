import { normalizeText } from '@counterfoil/customer/validate/text-rules';
import {
  remoteSearchCharacterCountMin,
  type CustomerSearch,
  type SearchKind,
  type SearchMatch,
} from '@counterfoil/contracts/real-time-service';
import type { Customer } from '@counterfoil/contracts/customer';

/** What the search box looks at: anything, or one property (WD-09). */
export type Criterion = SearchKind | 'text';
export type SearchScope = 'store' | 'allStores';

/** Fewest characters with which this store is searched. */
const storeCharacterCountMin = 2;
const digit = /\d/u;

/** How many characters are missing before a search begins; 0: search. Names elsewhere need more (WD-07). */
export function missingCharacterCount(typed: string, criterion: Criterion, scope: SearchScope): number {
  const text = normalizeText(typed);
  const isNamed =
    criterion === 'name' ||
    criterion === 'address' ||
    (criterion === 'text' && !digit.test(text) && !text.includes('@'));
  const min = scope === 'allStores' && isNamed ? remoteSearchCharacterCountMin : storeCharacterCountMin;
  return Math.max(0, min - text.length);
}

/** The question to the engine; null while too little is typed. */
export function searchQuestion(typed: string, criterion: Criterion, scope: SearchScope): CustomerSearch | null {
  return missingCharacterCount(typed, criterion, scope) > 0 ? null : { [criterion]: normalizeText(typed) };
}

/** A reason why somebody was found: what matched, and the value that did, if the hit doesn't show it anyway. */
export interface FoundReason {
  readonly field: SearchMatch['field'];
  readonly value: string | null;
}

/** Why somebody was found, in words that the hit doesn't show already: a second e-mail address, a card (WD-06). */
export function foundReasons(customer: Customer, matches: readonly SearchMatch[]): FoundReason[] {
  return matches.map(({ field, contactId }) => ({ field, value: matchedValue(customer, field, contactId) }));
}

function matchedValue(customer: Customer, field: SearchMatch['field'], contactId: string | undefined): string | null {
  switch (field) {
    case 'contact':
      return customer.contacts.find((contact) => contact.contactId === contactId)?.locator ?? null;
    case 'loyaltyCard':
      return customer.loyaltyCards.map(({ cardNumber }) => cardNumber).find((number) => number !== null) ?? null;
    case 'identificationNumber':
      return customer.identificationNumber;
    case 'name':
    case 'phone':
    case 'email':
    case 'accountNumber':
    case 'address':
      return null;
  }
}

/** The city in which a customer is, of the primary address or else of any. */
export function cityOf({ addresses }: Pick<Customer, 'addresses'>): string | null {
  const address = addresses.find(({ isPrimary }) => isPrimary) ?? addresses[0];
  return address?.city ?? null;
}
