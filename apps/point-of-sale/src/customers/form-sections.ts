import type { CustomerForm } from '@counterfoil/ui/customer-form/customer-form';
import type { FormContext } from './customer-form-problems.ts';

/** The sections of the form below the first fields. */
export const sectionNames = [
  'contacts',
  'addresses',
  'personal',
  'attributes',
  'affiliations',
  'receipts',
  'notes',
] as const;
export type SectionName = (typeof sectionNames)[number];

const sectionOfPlace: Readonly<Record<string, SectionName>> = {
  contacts: 'contacts',
  addresses: 'addresses',
  personalTitle: 'personal',
  middleName: 'personal',
  dateOfBirth: 'personal',
  identificationNumber: 'personal',
  attributes: 'attributes',
  affiliations: 'affiliations',
  receiptOption: 'receipts',
  receiptEmail: 'receipts',
  languageId: 'receipts',
  notes: 'notes',
};

/** The section in which a place of the form stands; null: among the first fields, or nowhere. */
export function sectionOf(place: string): SectionName | null {
  return sectionOfPlace[place.split('.', 1)[0] ?? ''] ?? null;
}

/** What the form may ask for now: an asynchronous customer without a number has limits (SD-16..SD-19). */
export interface FormLimits {
  readonly sections: readonly SectionName[];
  readonly takesTitle: boolean;
  /** Null: any number. */
  readonly addressCountMax: number | null;
}

/** The limits of a form; what the customer holds already is shown in any case. */
export function formLimits(
  { settings, way }: Pick<FormContext, 'settings' | 'way'>,
  held: Pick<CustomerForm, 'contacts' | 'affiliations' | 'personalTitle'>,
): FormLimits {
  const isOn = (feature: string): boolean => settings.features.includes(feature);
  const hasParity = way === 'sync' || isOn('enhancedAsyncCustomerCreation');
  const hidden = new Set<SectionName>();
  const takesContacts = hasParity && isOn('multipleContactsWithConsent');
  if (!takesContacts && held.contacts.length === 0) hidden.add('contacts');
  const offersAffiliations = hasParity && settings.affiliations.some(({ hiddenInChannels }) => !hiddenInChannels);
  if (!offersAffiliations && held.affiliations.length === 0) hidden.add('affiliations');
  if (settings.customerAttributes.length === 0) hidden.add('attributes');
  return {
    sections: sectionNames.filter((name) => !hidden.has(name)),
    takesTitle: hasParity || held.personalTitle !== '',
    addressCountMax: way === 'sync' || isOn('asyncAddressCreation') ? null : 1,
  };
}
