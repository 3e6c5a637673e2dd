import type {
  CreationPlaceSettings,
  CustomerFormSettings,
} from '@counterfoil/contracts/administration/customer-form-settings';
import type { Customer } from '@counterfoil/contracts/customer';
import type { UpdateAtHeadquartersRequest } from '@counterfoil/contracts/edit-at-headquarters';
import { emptyCustomerFields } from '@counterfoil/customer/merge/empty-customer';
import type { CreationDefaults } from '@counterfoil/customer/requested-changes';
import { formOfCustomer, newCustomerForm, type CustomerForm } from '@counterfoil/ui/customer-form/customer-form';
import { creationOfForm, editOfForm, type RequestedEdit } from '@counterfoil/ui/customer-form/customer-form-request';
import { differingParts, formParts, rebaseForm } from '@counterfoil/ui/customer-form/rebase-form';

/** Fields that only headquarters fills in; the rest are those of every form of a customer. */
export interface HeadquartersForm extends CustomerForm {
  readonly customerGroup: string;
  /** ISO 4217. */
  readonly currency: string;
  /** As typed; '' for no limit. */
  readonly creditLimit: string;
  readonly blockedForLoyaltyEnrollment: boolean;
  readonly addressBooks: readonly string[];
}

/** Fields of headquarters that hold one value. */
export const ownFieldNames = ['customerGroup', 'currency', 'creditLimit', 'blockedForLoyaltyEnrollment'] as const;

/** The parts of the form that two people can have changed. */
export const headquartersFormParts = [...formParts, ...ownFieldNames, 'addressBooks'] as const;
export type HeadquartersFormPart = (typeof headquartersFormParts)[number];

/** What a place gives its new customers. Only its type differs: an answer in JSON holds no `undefined`. */
export function defaultsOf({ defaults }: CreationPlaceSettings): CreationDefaults {
  return defaults as CreationDefaults;
}

/** The form of a new customer of a place, with what the place gives its customers (LK-17). */
export function newHeadquartersForm(settings: CustomerFormSettings, place: CreationPlaceSettings): HeadquartersForm {
  const { fields, addressBooks } = defaultsOf(place);
  const { customerType, languageId, receiptOption } = { ...emptyCustomerFields, ...fields };
  const { customerAttributes } = settings;
  return {
    ...newCustomerForm({ newCustomer: { customerType, languageId, receiptOption }, customerAttributes }),
    customerGroup: fields.customerGroup ?? '',
    currency: fields.currency ?? '',
    creditLimit: '',
    blockedForLoyaltyEnrollment: false,
    addressBooks: [...addressBooks],
  };
}

/** The form after another place was chosen: what nobody has touched becomes what the new place gives. */
export function movedForm(form: HeadquartersForm, before: HeadquartersForm, after: HeadquartersForm): HeadquartersForm {
  const untouched = headquartersFormParts.filter((part) => JSON.stringify(form[part]) === JSON.stringify(before[part]));
  const taken = Object.fromEntries(untouched.map((part) => [part, after[part]]));
  const customerType = form.customerType === before.customerType ? after.customerType : form.customerType;
  return { ...form, ...taken, customerType };
}

/** The form of a customer that is to be edited. */
export function headquartersFormOf(customer: Customer): HeadquartersForm {
  const { customerGroup, currency, creditLimit, blockedForLoyaltyEnrollment, addressBooks } = customer;
  return {
    ...formOfCustomer(customer),
    customerGroup,
    currency,
    creditLimit: creditLimit === null ? '' : String(creditLimit),
    blockedForLoyaltyEnrollment,
    addressBooks: [...addressBooks],
  };
}

/** The customer that the form asks for. */
export function requestedCustomer(form: HeadquartersForm, { customerAttributes }: CustomerFormSettings) {
  const { customerGroup, currency, blockedForLoyaltyEnrollment, addressBooks } = form;
  return {
    ...creationOfForm(form, customerAttributes),
    ...(customerGroup !== '' && { customerGroup }),
    currency,
    blockedForLoyaltyEnrollment,
    creditLimit: amountOf(form.creditLimit),
    addressBooks: [...addressBooks],
  };
}

/** What an edit at headquarters changes, with the places in the form of what it sends. */
export interface HeadquartersEdit extends Omit<RequestedEdit, 'changes'> {
  readonly changes: UpdateAtHeadquartersRequest['changes'];
}

/** Only what differs between the form as it was opened and as it is now. */
export function requestedEdit(
  opened: HeadquartersForm,
  form: HeadquartersForm,
  { customerAttributes }: CustomerFormSettings,
): HeadquartersEdit {
  const edit = editOfForm(opened, form, customerAttributes);
  const changes = { ...edit.changes, ...changedOwnFields(opened, form), ...changedAddressBooks(opened, form) };
  return { ...edit, changes, isEmpty: Object.keys(changes).length === 0 };
}

function changedOwnFields(opened: HeadquartersForm, form: HeadquartersForm): HeadquartersEdit['changes'] {
  const { customerGroup, currency, creditLimit, blockedForLoyaltyEnrollment } = form;
  return {
    ...(customerGroup !== opened.customerGroup && { customerGroup }),
    ...(currency !== opened.currency && { currency }),
    ...(creditLimit.trim() !== opened.creditLimit.trim() && { creditLimit: amountOf(creditLimit) }),
    ...(blockedForLoyaltyEnrollment !== opened.blockedForLoyaltyEnrollment && { blockedForLoyaltyEnrollment }),
  };
}

function changedAddressBooks(opened: HeadquartersForm, form: HeadquartersForm): HeadquartersEdit['changes'] {
  const addedAddressBooks = form.addressBooks.filter((id) => !opened.addressBooks.includes(id));
  const removedAddressBooks = opened.addressBooks.filter((id) => !form.addressBooks.includes(id));
  return {
    ...(addedAddressBooks.length > 0 && { addedAddressBooks }),
    ...(removedAddressBooks.length > 0 && { removedAddressBooks }),
  };
}

/** A typed amount: null for none; what isn't one becomes no number, which the shared rules refuse. */
export function amountOf(text: string): number | null {
  const plain = text.replace(/[\s\u00A0\u202F]/gu, '').replace(',', '.');
  return plain === '' ? null : Number(plain);
}

/** Where two forms of one customer differ. */
export function differencesOf(one: HeadquartersForm, other: HeadquartersForm): HeadquartersFormPart[] {
  const own = [...ownFieldNames, 'addressBooks' as const];
  return [
    ...differingParts(one, other),
    ...own.filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part])),
  ];
}

/** What was typed, on top of the customer as somebody else has left it meanwhile. */
export function rebasedForm(
  opened: HeadquartersForm,
  form: HeadquartersForm,
  latest: HeadquartersForm,
): HeadquartersForm {
  const touched = Object.fromEntries(
    ownFieldNames.filter((name) => form[name] !== opened[name]).map((name) => [name, form[name]]),
  );
  const kept = latest.addressBooks.filter((id) => form.addressBooks.includes(id) || !opened.addressBooks.includes(id));
  const added = form.addressBooks.filter((id) => !opened.addressBooks.includes(id) && !kept.includes(id));
  return { ...latest, ...rebaseForm(opened, form, latest), ...touched, addressBooks: [...kept, ...added] };
}
