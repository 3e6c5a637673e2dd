import { isBlank, normalizeText } from '@counterfoil/customer/validate/text-rules';
import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { AttributeValue } from '@counterfoil/contracts/customer';
import type { CreateCustomerRequest, UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import {
  addressTextNames,
  customerChoiceNames,
  customerTextNames,
  purposeOf,
  type AddressForm,
  type ContactForm,
  type CustomerForm,
} from './customer-form.ts';

type RequestedCustomer = CreateCustomerRequest['customer'];
type RequestedChanges = UpdateCustomerRequest['changes'];
type RequestedAddress = RequestedCustomer['addresses'][number];
type RequestedContact = NonNullable<RequestedChanges['contacts']>[number];
type Definitions = readonly CustomerAttribute[];

/** The creation that the form asks for; a name of the other type of customer stays behind in the form. */
export function creationOfForm(form: CustomerForm, definitions: Definitions): RequestedCustomer {
  const texts: Partial<Record<string, string>> = {};
  for (const name of customerTextNames) {
    if (!isBlank(form[name]) && !isOfOtherType(form, name)) texts[name] = form[name];
  }
  const { customerType, emailMarketingConsent, phoneMarketingConsent, languageId, receiptOption } = form;
  return {
    ...texts,
    customerType,
    emailMarketingConsent,
    phoneMarketingConsent,
    languageId,
    receiptOption,
    addresses: form.addresses.map((address) => requestedAddress(form, address)),
    contacts: form.contacts.map(requestedContact),
    affiliations: [...form.affiliations],
    attributes: requestedAttributes(form, definitions),
  };
}

/** What an edit changes, with the place in the form of each address and contact that it sends. */
export interface RequestedEdit {
  readonly changes: RequestedChanges;
  readonly addressPlaces: readonly number[];
  readonly contactPlaces: readonly number[];
  /** Nothing differs from what was opened. */
  readonly isEmpty: boolean;
}

/** Only what differs between the form as it was opened and as it is now. */
export function editOfForm(opened: CustomerForm, form: CustomerForm, definitions: Definitions): RequestedEdit {
  const addresses = changedAddresses(opened, form);
  const contacts = changedContacts(opened, form);
  const changes: RequestedChanges = {
    ...changedFields(opened, form),
    ...present('addresses', addresses.requested),
    ...present(
      'removedAddressIds',
      goneIds(opened.addresses, form.addresses, ({ addressId }) => addressId),
    ),
    ...present('contacts', contacts.requested),
    ...present(
      'removedContactIds',
      goneIds(opened.contacts, form.contacts, ({ contactId }) => contactId),
    ),
    ...present(
      'addedAffiliations',
      goneIds(form.affiliations, opened.affiliations, (id) => id),
    ),
    ...present(
      'removedAffiliations',
      goneIds(opened.affiliations, form.affiliations, (id) => id),
    ),
    ...changedAttributes(opened, form, definitions),
  };
  return {
    changes,
    addressPlaces: addresses.places,
    contactPlaces: contacts.places,
    isEmpty: Object.keys(changes).length === 0,
  };
}

const personNames: readonly string[] = ['personalTitle', 'firstName', 'middleName', 'lastName', 'dateOfBirth'];

function isOfOtherType({ customerType }: CustomerForm, name: string): boolean {
  return customerType === 'person' ? name === 'organizationName' : personNames.includes(name);
}

function requestedAddress(form: CustomerForm, address: AddressForm): RequestedAddress {
  const { addressId, isPrimary, countryRegion } = address;
  const texts = Object.fromEntries(
    addressTextNames.filter((name) => !isBlank(address[name])).map((name) => [name, address[name]]),
  );
  return { ...texts, addressId, purpose: purposeOf(address, form), isPrimary, countryRegion };
}

function requestedContact({ contactId, contactType, locator, label, marketingConsent }: ContactForm): RequestedContact {
  return { contactId, contactType, locator, label: isBlank(label) ? null : label, marketingConsent };
}

function changedFields(opened: CustomerForm, form: CustomerForm): RequestedChanges {
  const changed: Record<string, string | null> = {};
  for (const name of customerTextNames) {
    if (!isSameText(opened[name], form[name])) changed[name] = textOrNull(form[name]);
  }
  for (const name of customerChoiceNames) if (opened[name] !== form[name]) changed[name] = form[name];
  return changed;
}

/** Of a held address only what differs; another country takes its texts along, which may be read by it. */
function changedAddresses(opened: CustomerForm, form: CustomerForm) {
  const requested: RequestedAddress[] = [];
  const places: number[] = [];
  for (const [place, address] of form.addresses.entries()) {
    const before = opened.addresses.find(({ addressId }) => addressId === address.addressId);
    const change = before ? changedAddress(before, address) : requestedAddress(form, address);
    if (!change) continue;
    requested.push(change);
    places.push(place);
  }
  return { requested, places };
}

function changedAddress(before: AddressForm, address: AddressForm): RequestedAddress | null {
  const changed: Record<string, string | boolean | null> = {};
  for (const name of addressTextNames) {
    if (!isSameText(before[name], address[name])) changed[name] = textOrNull(address[name]);
  }
  for (const name of ['purpose', 'isPrimary', 'countryRegion'] as const) {
    if (before[name] !== address[name]) changed[name] = address[name];
  }
  if (Object.keys(changed).length === 0) return null;
  return { ...(changed as RequestedAddress), addressId: address.addressId };
}

function changedContacts(opened: CustomerForm, form: CustomerForm) {
  const requested: RequestedContact[] = [];
  const places: number[] = [];
  for (const [place, contact] of form.contacts.entries()) {
    const before = opened.contacts.find(({ contactId }) => contactId === contact.contactId);
    const change = before ? changedContact(before, contact) : requestedContact(contact);
    if (!change) continue;
    requested.push(change);
    places.push(place);
  }
  return { requested, places };
}

function changedContact(before: ContactForm, contact: ContactForm): RequestedContact | null {
  const changed: RequestedContact = {};
  if (before.contactType !== contact.contactType) changed.contactType = contact.contactType;
  if (!isSameText(before.locator, contact.locator)) changed.locator = contact.locator;
  if (!isSameText(before.label, contact.label)) changed.label = textOrNull(contact.label);
  if (before.marketingConsent !== contact.marketingConsent) changed.marketingConsent = contact.marketingConsent;
  return Object.keys(changed).length === 0 ? null : { ...changed, contactId: contact.contactId };
}

function requestedAttributes({ attributes }: CustomerForm, definitions: Definitions): Record<string, AttributeValue> {
  const values: Record<string, AttributeValue> = {};
  for (const { attributeId, attributeType } of definitions) {
    const text = attributes[attributeId] ?? '';
    if (!isBlank(text)) values[attributeId] = attributeValueOf(text, attributeType);
  }
  return values;
}

function changedAttributes(opened: CustomerForm, form: CustomerForm, definitions: Definitions): RequestedChanges {
  const changed: Record<string, AttributeValue | null> = {};
  for (const { attributeId, attributeType } of definitions) {
    const text = form.attributes[attributeId] ?? '';
    if (isSameText(opened.attributes[attributeId] ?? '', text)) continue;
    changed[attributeId] = isBlank(text) ? null : attributeValueOf(text, attributeType);
  }
  return Object.keys(changed).length === 0 ? {} : { attributes: changed };
}

const decimalComma = /,(?=\d*$)/u;
const blanks = /[\s\u00A0\u202F]/gu;

/** What was typed, as a value of the type; what isn't one stays text, and the shared rules say what is wrong. */
export function attributeValueOf(text: string, type: CustomerAttribute['attributeType']): AttributeValue {
  if (type === 'text') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  const number = Number(text.replace(blanks, '').replace(decimalComma, '.'));
  return Number.isFinite(number) ? number : text;
}

function goneIds<Entry>(before: readonly Entry[], after: readonly Entry[], idOf: (entry: Entry) => string): string[] {
  const left = new Set(after.map(idOf));
  return before.map(idOf).filter((id) => !left.has(id));
}

function present<Name extends string, Entry>(name: Name, entries: readonly Entry[]): { [Key in Name]?: Entry[] } {
  const named: { [Key in Name]?: Entry[] } = {};
  if (entries.length > 0) named[name] = [...entries];
  return named;
}

function isSameText(one: string, other: string): boolean {
  return normalizeText(one) === normalizeText(other);
}

function textOrNull(text: string): string | null {
  return isBlank(text) ? null : text;
}
