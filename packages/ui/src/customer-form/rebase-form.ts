import {
  addressTextNames,
  customerChoiceNames,
  customerTextNames,
  type AddressForm,
  type ContactForm,
  type CustomerForm,
} from './customer-form.ts';

/** The parts of a form that somebody else can have changed. */
export const formParts = [
  ...customerTextNames,
  ...customerChoiceNames,
  'addresses',
  'contacts',
  'affiliations',
  'attributes',
] as const;
export type FormPart = (typeof formParts)[number];

/** Where two forms of one customer differ. */
export function differingParts(one: CustomerForm, other: CustomerForm): FormPart[] {
  return formParts.filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]));
}

/**
 * What was typed, on top of the customer as somebody else has left it meanwhile: what this form hasn't touched becomes
 * theirs, what it has touched stays as typed, and what they took away is gone.
 */
export function rebaseForm(opened: CustomerForm, form: CustomerForm, latest: CustomerForm): CustomerForm {
  const touched = pickTouched(opened, form, [...customerTextNames, ...customerChoiceNames]);
  return {
    ...latest,
    ...touched,
    addresses: rebaseEntries(opened.addresses, form.addresses, latest.addresses, addressRules),
    contacts: rebaseEntries(opened.contacts, form.contacts, latest.contacts, contactRules),
    affiliations: rebaseList(opened.affiliations, form.affiliations, latest.affiliations),
    attributes: { ...latest.attributes, ...touchedAttributes(opened, form) },
  };
}

interface EntryRules<Entry> {
  idOf(entry: Entry): string;
  readonly names: readonly (keyof Entry)[];
}

const addressRules: EntryRules<AddressForm> = {
  idOf: ({ addressId }) => addressId,
  names: [...addressTextNames, 'purpose', 'isPrimary', 'countryRegion'],
};

const contactRules: EntryRules<ContactForm> = {
  idOf: ({ contactId }) => contactId,
  names: ['contactType', 'locator', 'label', 'marketingConsent'],
};

function rebaseEntries<Entry extends object>(
  opened: readonly Entry[],
  typed: readonly Entry[],
  latest: readonly Entry[],
  { idOf, names }: EntryRules<Entry>,
): Entry[] {
  const find = (entries: readonly Entry[], id: string) => entries.find((entry) => idOf(entry) === id);
  const kept = latest.flatMap((entry) => {
    const before = find(opened, idOf(entry));
    const mine = find(typed, idOf(entry));
    if (before && !mine) return [];
    return [before && mine ? { ...entry, ...pickTouched(before, mine, names) } : entry];
  });
  const added = typed.filter((entry) => !find(opened, idOf(entry)) && !find(latest, idOf(entry)));
  return [...kept, ...added];
}

function rebaseList(opened: readonly string[], typed: readonly string[], latest: readonly string[]): string[] {
  const kept = latest.filter((id) => typed.includes(id) || !opened.includes(id));
  return [...kept, ...typed.filter((id) => !opened.includes(id) && !kept.includes(id))];
}

function pickTouched<Entry extends object>(
  before: Entry,
  after: Entry,
  names: readonly (keyof Entry)[],
): Partial<Entry> {
  const touched: Partial<Entry> = {};
  for (const name of names) if (before[name] !== after[name]) touched[name] = after[name];
  return touched;
}

function touchedAttributes(opened: CustomerForm, form: CustomerForm): Record<string, string> {
  const touched = Object.entries(form.attributes).filter(([id, text]) => (opened.attributes[id] ?? '') !== text);
  return Object.fromEntries(touched);
}
