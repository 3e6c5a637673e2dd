import { emptyCustomerFields, defaultPurpose } from '@counterfoil/customer/merge/empty-customer';
import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { AttributeValue, Contact, Customer, PostalAddress } from '@counterfoil/contracts/customer';

/** Fields of an address that are typed; the rest are choices. */
export const addressTextNames = [
  'name',
  'street',
  'streetNumber',
  'buildingComplement',
  'district',
  'city',
  'county',
  'state',
  'zipCode',
] as const;
export type AddressTextName = (typeof addressTextNames)[number];

/** An address as it stands in the form; what was left empty is ''. */
export interface AddressForm extends Record<AddressTextName, string> {
  readonly addressId: string;
  /** Null: nobody has chosen, so it follows the type of the customer (LK-18). */
  readonly purpose: PostalAddress['purpose'] | null;
  readonly isPrimary: boolean;
  readonly countryRegion: string;
}

/** A secondary contact as it stands in the form. */
export interface ContactForm {
  readonly contactId: string;
  readonly contactType: Contact['contactType'];
  readonly locator: string;
  readonly label: string;
  readonly marketingConsent: Contact['marketingConsent'];
}

/** Fields of a customer that are typed. */
export const customerTextNames = [
  'personalTitle',
  'firstName',
  'middleName',
  'lastName',
  'organizationName',
  'email',
  'phone',
  'dateOfBirth',
  'identificationNumber',
  'receiptEmail',
  'notes',
] as const;
export type CustomerTextName = (typeof customerTextNames)[number];

/** Fields of a customer that are chosen and never empty. */
export const customerChoiceNames = [
  'emailMarketingConsent',
  'phoneMarketingConsent',
  'languageId',
  'receiptOption',
] as const;
export type CustomerChoiceName = (typeof customerChoiceNames)[number];

/** A customer as it stands in the form: every text as it was typed, '' where there is none. */
export interface CustomerForm extends Record<CustomerTextName, string>, Pick<Customer, CustomerChoiceName> {
  readonly customerType: Customer['customerType'];
  readonly addresses: readonly AddressForm[];
  readonly contacts: readonly ContactForm[];
  readonly affiliations: readonly string[];
  /** By attribute, as typed: numbers in digits, `true` or `false`, '' for none. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a new form begins with: the settings of the place where the customer is created (LK-17). */
export interface NewFormSettings {
  readonly newCustomer: Pick<Customer, 'customerType' | 'languageId' | 'receiptOption'>;
  readonly customerAttributes: readonly CustomerAttribute[];
}

/** What is known of a new customer before the form is opened, for example from a search. */
export type SuggestedTexts = Partial<Record<CustomerTextName, string | null | undefined>>;

/** The form of a new customer: what the place gives it, with what is known of it already. */
export function newCustomerForm(settings: NewFormSettings, suggested: SuggestedTexts = {}): CustomerForm {
  const { customerType, languageId, receiptOption } = settings.newCustomer;
  const defaults = settings.customerAttributes.flatMap(({ attributeId, defaultValue }) =>
    defaultValue === null ? [] : [[attributeId, attributeText(defaultValue)] as const],
  );
  return {
    ...emptyTexts(),
    ...presentTexts(suggested),
    customerType: suggested.organizationName ? 'organization' : customerType,
    emailMarketingConsent: emptyCustomerFields.emailMarketingConsent,
    phoneMarketingConsent: emptyCustomerFields.phoneMarketingConsent,
    languageId,
    receiptOption,
    addresses: [],
    contacts: [],
    affiliations: [],
    attributes: Object.fromEntries(defaults),
  };
}

/** The form of a customer that is to be edited. */
export function formOfCustomer(customer: Customer): CustomerForm {
  const attributes = Object.entries(customer.attributes).map(([id, value]) => [id, attributeText(value)] as const);
  return {
    ...emptyTexts(),
    ...presentTexts(customer),
    customerType: customer.customerType,
    emailMarketingConsent: customer.emailMarketingConsent,
    phoneMarketingConsent: customer.phoneMarketingConsent,
    languageId: customer.languageId,
    receiptOption: customer.receiptOption,
    addresses: customer.addresses.map(addressFormOf),
    contacts: customer.contacts.map((contact) => ({ ...contact, label: contact.label ?? '' })),
    affiliations: [...customer.affiliations],
    attributes: Object.fromEntries(attributes),
  };
}

/** An address that somebody begins: in the country of the place, the primary one if it is the first. */
export function newAddressForm(addressId: string, form: CustomerForm, countryRegion: string): AddressForm {
  const texts = Object.fromEntries(addressTextNames.map((name) => [name, ''])) as Record<AddressTextName, string>;
  return { ...texts, addressId, purpose: null, isPrimary: form.addresses.length === 0, countryRegion };
}

/** What an address is for: as chosen, else by the type of the customer. */
export function purposeOf(address: Pick<AddressForm, 'purpose'>, form: Pick<CustomerForm, 'customerType'>) {
  return address.purpose ?? defaultPurpose(form.customerType);
}

/** The form with the address put in, or changed; a new primary address takes the place of the old one. */
export function withAddress(form: CustomerForm, address: AddressForm): CustomerForm {
  const others = form.addresses.map((other) => (address.isPrimary ? { ...other, isPrimary: false } : other));
  const isHeld = others.some(({ addressId }) => addressId === address.addressId);
  const addresses = isHeld
    ? others.map((other) => (other.addressId === address.addressId ? address : other))
    : [...others, address];
  return { ...form, addresses };
}

/** The form without the address; the first of the others becomes the primary one if it was that. */
export function withoutAddress(form: CustomerForm, addressId: string): CustomerForm {
  const addresses = form.addresses.filter((address) => address.addressId !== addressId);
  if (addresses.some(({ isPrimary }) => isPrimary)) return { ...form, addresses };
  return { ...form, addresses: addresses.map((address, index) => ({ ...address, isPrimary: index === 0 })) };
}

/** The form with the contact put in, or changed. */
export function withContact(form: CustomerForm, contact: ContactForm): CustomerForm {
  const isHeld = form.contacts.some(({ contactId }) => contactId === contact.contactId);
  const contacts = isHeld
    ? form.contacts.map((other) => (other.contactId === contact.contactId ? contact : other))
    : [...form.contacts, contact];
  return { ...form, contacts };
}

/** The form without the contact. */
export function withoutContact(form: CustomerForm, contactId: string): CustomerForm {
  return { ...form, contacts: form.contacts.filter((contact) => contact.contactId !== contactId) };
}

/** A value of an attribute as the form holds it. */
export function attributeText(value: AttributeValue): string {
  return String(value);
}

function addressFormOf(address: PostalAddress): AddressForm {
  const texts = Object.fromEntries(addressTextNames.map((name) => [name, address[name] ?? '']));
  const { addressId, purpose, isPrimary, countryRegion } = address;
  return { ...(texts as Record<AddressTextName, string>), addressId, purpose, isPrimary, countryRegion };
}

function emptyTexts(): Record<CustomerTextName, string> {
  return Object.fromEntries(customerTextNames.map((name) => [name, ''])) as Record<CustomerTextName, string>;
}

function presentTexts(from: SuggestedTexts) {
  const texts: Partial<Record<CustomerTextName, string>> = {};
  for (const name of customerTextNames) {
    const text = from[name];
    if (typeof text === 'string') texts[name] = text;
  }
  return texts;
}
