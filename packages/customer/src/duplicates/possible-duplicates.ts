import { beforeAllIds, type SearchedCustomers } from '../search/key-source.ts';
import { isSelectiveAddressWord } from '../search/search-keys.ts';
import { adjacentForms, compareKeys } from '../search/search-plan.ts';
import {
  duplicateQuestion,
  duplicateReasons,
  hasSimilarName,
  type DuplicateQuestion,
  type DuplicateReason,
  type NewCustomer,
} from './duplicate-reasons.ts';

/** A customer who may be the new one already. */
export interface PossibleDuplicate<Found> {
  readonly found: Found;
  readonly because: readonly DuplicateReason[];
}

/** Most customers that somebody at a counter looks through. */
export const possibleDuplicateCountMax = 3;
/** An e-mail address or phone that more customers have is that of a shop or an invention, and tells nothing. */
const holderCountMax = 50;
/** Customers of one name, or in one street, that are compared. */
const comparedCountMax = 100;

/**
 * The customers of a legal entity who may be the new one (BX-04), likeliest first: with the same phone or e-mail
 * address, be it that of a secondary contact, or with a very similar name and address. `countries` (ISO 3166-1 alpha-2)
 * read a phone without a country code.
 */
export async function findPossibleDuplicates<Found>(
  customers: SearchedCustomers<Found>,
  newCustomer: NewCustomer,
  { legalEntity, countries }: { readonly legalEntity: string; readonly countries: readonly string[] },
): Promise<PossibleDuplicate<Found>[]> {
  const question = duplicateQuestion(newCustomer, countries);
  const ids = await candidates(customers, question);
  const loaded = ids.length === 0 ? [] : await customers.load(ids);
  const found = loaded.flatMap((candidate) => {
    const document = customers.documentOf(candidate);
    if (document.legalEntity !== legalEntity || document.deactivated) return [];
    if (customers.accepts?.(candidate) === false) return [];
    const because = duplicateReasons(question, document, customers.countryOf(legalEntity));
    if (because.length === 0) return [];
    const score = 2 * because.length + (hasSimilarName(question, document) ? 1 : 0);
    return [{ found: candidate, because, score, customerId: document.customerId }];
  });
  return found
    .toSorted((one, other) => other.score - one.score || compareKeys(one.customerId, other.customerId))
    .slice(0, possibleDuplicateCountMax)
    .map((duplicate) => ({ found: duplicate.found, because: duplicate.because }));
}

async function candidates<Found>(
  customers: SearchedCustomers<Found>,
  question: DuplicateQuestion,
): Promise<readonly string[]> {
  const { keys } = customers;
  const ids = new Set<string>();
  const holders = async (kind: 'email' | 'phone', key: string): Promise<void> => {
    const range = { fromKey: key, fromId: beforeAllIds, below: `${key}\u0001` };
    const found = await keys.keysOfRanges(kind, [range], holderCountMax + 1);
    if (found.length <= holderCountMax) for (const { customerId } of found) ids.add(customerId);
  };
  for (const phone of question.phones) await holders('phone', phone);
  for (const email of question.emails) await holders('email', email);
  if (question.addresses.some(({ street }) => street.length > 0)) {
    for (const id of await ofName(customers, question)) ids.add(id);
    for (const id of await inStreets(customers, question)) ids.add(id);
  }
  return [...ids];
}

/** Whose name begins with the words as typed: how the address was spelt doesn't matter. */
async function ofName<Found>(
  { keys }: SearchedCustomers<Found>,
  { nameWords }: DuplicateQuestion,
): Promise<readonly string[]> {
  if (nameWords.length === 0) return [];
  const ranges = adjacentForms(nameWords).map((name) => ({
    fromKey: name,
    fromId: beforeAllIds,
    below: `${name}!`,
  }));
  const found = await keys.keysOfRanges('name', ranges, comparedCountMax);
  return found.map(({ customerId }) => customerId);
}

/** Who lives in the street as typed: how the name was spelt doesn't matter. */
async function inStreets<Found>(
  { keys }: SearchedCustomers<Found>,
  { addresses }: DuplicateQuestion,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { street, city, zipCode } of addresses) {
    const place = zipCode === '' ? city.split(' ') : [zipCode];
    const words = [...street, ...place].filter(isSelectiveAddressWord);
    if (words.length < 2) continue;
    const found = await keys.customersByAddress(words, { fromId: beforeAllIds, countMax: comparedCountMax });
    ids.push(...found.ids);
  }
  return ids;
}
