import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { AttributeValue, Contact, Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';

/** What stands in place of the account number while headquarters has not issued one (SD-07). */
export const pendingSynchronizationLabel: Record<Language, string> = {
  en: 'Pending synchronization',
  fr: 'En attente de synchronisation',
};

type Named = Pick<Customer, 'customerType' | 'firstName' | 'middleName' | 'lastName' | 'organizationName'>;

/** The name as people read it; empty when the customer has none. */
export function displayName(customer: Named): string {
  const personName = [customer.firstName, customer.middleName, customer.lastName].filter(Boolean).join(' ');
  const organizationName = customer.organizationName ?? '';
  return customer.customerType === 'organization' ? organizationName || personName : personName || organizationName;
}

/** The account number, or the label while there is none; never the identifier (R3, SD-07). */
export function accountLabel(customerAccountNumber: string | null, language: Language): string {
  return customerAccountNumber ?? pendingSynchronizationLabel[language];
}

/** What a secondary contact is, as people read it. */
export const contactTypeLabels: Record<Contact['contactType'], Record<Language, string>> = {
  email: { en: 'E-mail', fr: 'E-mail' },
  phone: { en: 'Phone', fr: 'Téléphone' },
  url: { en: 'Web address', fr: 'Adresse web' },
};

const answers: Record<'yes' | 'no', Record<Language, string>> = {
  yes: { en: 'Yes', fr: 'Oui' },
  no: { en: 'No', fr: 'Non' },
};

/** A value of an attribute as people read it: the text of a fixed list's entry, yes or no, a number as it is written. */
export function attributeValueText(
  value: AttributeValue,
  { fixedList }: Pick<CustomerAttribute, 'fixedList'>,
  language: Language,
): string {
  if (typeof value === 'boolean') return answers[value ? 'yes' : 'no'][language];
  if (typeof value === 'number') return new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(value);
  return fixedList.find((entry) => entry.value === value)?.text[language] ?? value;
}
