import type { Customer } from '@counterfoil/contracts/customer';
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
