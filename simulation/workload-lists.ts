import type { CreateCustomerRequest, UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import { marketingConsents, type Customer } from '@counterfoil/contracts/customer';
import type { Random } from '@counterfoil/platform/random';
import { between, happens, oneOf, weighted } from './chance.ts';

type NewCustomer = CreateCustomerRequest['customer'];
type Changes = UpdateCustomerRequest['changes'];

/* Of the sample settings. */
const affiliations = ['STUDENT', 'CLUB', 'SENIOR'] as const;
const householdSizeMax = 20;

/** The attribute that is edited most, so that edits of it meet. */
export const nicknameAttribute = 'NICKNAME';

/** The lists of the one script that goes by each of the three ways (R10). */
export const sameLists = {
  personalTitle: 'DR',
  contacts: [
    { contactType: 'email', locator: 'eve@work.example.com', label: 'work', marketingConsent: 'refused' },
    { contactType: 'phone', locator: '(713) 555-0124' },
  ],
  affiliations: ['CLUB', 'STUDENT'],
  addressBooks: ['SHARED'],
  attributes: { [nicknameAttribute]: 'Evie', 'HOUSEHOLD-SIZE': 3 },
} as const satisfies Partial<Record<keyof NewCustomer, unknown>>;

/** What a new customer brings beside name and address: consents, contacts, affiliations and attributes, or nothing. */
export function someLists(random: Random, nth: number): Partial<NewCustomer> {
  if (happens(random, 0.4)) return {};
  return {
    emailMarketingConsent: oneOf(random, marketingConsents),
    contacts: Array.from({ length: between(random, 0, 2) }, (_, index) => newContact(random, `${nth}-${index}`)),
    affiliations: happens(random, 0.5) ? [oneOf(random, affiliations)] : [],
    attributes: happens(random, 0.5) ? { [nicknameAttribute]: `Nick ${nth}` } : {},
  };
}

function newContact(random: Random, name: string): NonNullable<Changes['contacts']>[number] {
  return {
    contactType: 'email',
    locator: `contact-${name}@example.com`,
    ...(happens(random, 0.6) && { marketingConsent: oneOf(random, marketingConsents) }),
  };
}

/** One edit of what a cashier sees of the customer beside its fields and addresses. */
export function someListChange(
  random: Random,
  shown: Pick<Customer, 'contacts' | 'affiliations'>,
  nth: number,
): Changes {
  const contactId = shown.contacts.length > 0 ? oneOf(random, shown.contacts).contactId : null;
  const ofContact = (weight: number): number => (contactId === null ? 0 : weight);
  const make = weighted<() => Changes>(random, [
    [3, () => ({ contacts: [newContact(random, String(nth))] })],
    [ofContact(3), () => ({ contacts: [{ ...(contactId && { contactId }), label: `Label ${nth}` }] })],
    [
      ofContact(3),
      () => ({ contacts: [{ ...(contactId && { contactId }), marketingConsent: oneOf(random, marketingConsents) }] }),
    ],
    [ofContact(2), () => ({ removedContactIds: contactId === null ? [] : [contactId] })],
    [4, () => membershipChange(shown.affiliations, oneOf(random, affiliations))],
    [3, () => ({ attributes: { [nicknameAttribute]: happens(random, 0.2) ? null : `Nick ${nth}` } })],
    [2, () => ({ attributes: { 'HOUSEHOLD-SIZE': between(random, 1, householdSizeMax) } })],
    [3, () => ({ emailMarketingConsent: oneOf(random, marketingConsents) })],
  ]);
  return make();
}

function membershipChange(held: readonly string[], affiliationId: string): Changes {
  return held.includes(affiliationId)
    ? { removedAffiliations: [affiliationId] }
    : { addedAffiliations: [affiliationId] };
}
