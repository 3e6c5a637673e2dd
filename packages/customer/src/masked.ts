import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { accountLabel, displayName } from './display.ts';

/** As much of a customer as somebody may see who is perhaps somebody else (BX-04). */
export interface MaskedCustomer {
  /** For example `A•• Lovelace`; the name of an organization in full. */
  readonly name: string;
  /** The account number or *Pending synchronization*; never the identifier (R3). */
  readonly account: string;
  /** For example `a••@e••.com`; null: none is known. */
  readonly email: string | null;
  /** For example `••• 42 17`. */
  readonly phone: string | null;
  readonly city: string | null;
}

const mask = '••';

/** A customer with the details masked; those of secondary contacts where there are no primary ones. */
export function maskedCustomer(customer: Customer, language: Language): MaskedCustomer {
  const secondary = (type: 'email' | 'phone'): string | undefined =>
    customer.contacts.find(({ contactType }) => contactType === type)?.locator;
  const [email, phone] = [customer.email ?? secondary('email'), customer.phone ?? secondary('phone')];
  const address = customer.addresses.find(({ isPrimary }) => isPrimary) ?? customer.addresses[0];
  return {
    name: maskedName(customer),
    account: accountLabel(customer.customerAccountNumber, language),
    email: email ? maskedEmail(email) : null,
    phone: phone ? maskedPhone(phone) : null,
    city: address?.city ?? null,
  };
}

/** First and middle names shrink to the first letter, the last name stays; so does that of an organization. */
export function maskedName(
  customer: Pick<Customer, 'customerType' | 'firstName' | 'middleName' | 'lastName' | 'organizationName'>,
): string {
  const { customerType, firstName, lastName } = customer;
  if (customerType === 'organization' || !lastName) {
    return customerType === 'organization' ? displayName(customer) : beginning(firstName ?? displayName(customer));
  }
  return [firstName ? beginning(firstName) : '', lastName].filter(Boolean).join(' ');
}

function beginning(text: string): string {
  return `${Array.from(text.trim())[0] ?? ''}${mask}`;
}

/** Of shorter texts a first letter would tell too much. */
const shownBeginningLengthMin = 3;

/** The first letters of both sides of the `@`, and what follows the last dot. */
export function maskedEmail(email: string): string {
  const [local = '', domain = ''] = email.trim().split(/@(?=[^@]*$)/u);
  const dot = domain.lastIndexOf('.');
  const [host, ending] = dot > 0 ? [domain.slice(0, dot), domain.slice(dot)] : [domain, ''];
  const shown = (part: string): string => (part.length >= shownBeginningLengthMin ? beginning(part) : mask);
  return `${shown(local)}@${shown(host)}${ending}`;
}

const shownDigitCount = 4;
/** A number without so many further digits is masked whole. */
const hiddenDigitCountMin = 4;

/** The last four digits, in pairs. */
export function maskedPhone(phone: string): string {
  const digits = phone.match(/\p{Nd}/gu) ?? [];
  if (digits.length < shownDigitCount + hiddenDigitCountMin) return '•••';
  const last = digits.slice(-shownDigitCount).join('');
  return `••• ${last.slice(0, 2)} ${last.slice(2)}`;
}
