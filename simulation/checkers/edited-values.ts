import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';

/** A value that an operation gives a field, a contact's label, an attribute or a membership, with the path of each. */
export type EditedValues = ReadonlyMap<string, unknown>;

const lists = ['affiliations', 'addressBooks'] as const;
const prefixes = { affiliations: 'affiliation', addressBooks: 'addressBook' } as const;

/** Consents and the credit limit have policies of their own; all else is decided by the edit that is applied last. */
const decidedOtherwise: ReadonlySet<string> = new Set([
  'emailMarketingConsent',
  'phoneMarketingConsent',
  'creditLimit',
]);

/** What an operation sets, told without the product's merge; null stands for "none". */
export function editedValues({ changes }: CustomerOperation): EditedValues {
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(changes.fields)) {
    if (value !== undefined && !decidedOtherwise.has(name)) values.set(name, value);
  }
  for (const { contactId, change, fields } of changes.contacts ?? []) {
    if (change === 'put' && fields.label !== undefined) values.set(labelPath(contactId), fields.label);
  }
  for (const { attributeId, value } of changes.attributes ?? []) values.set(`attribute:${attributeId}`, value);
  for (const list of lists) {
    for (const { id, change } of changes[list] ?? []) {
      values.set(`${prefixes[list]}:${id}`, change === 'put' ? id : null);
    }
  }
  return values;
}

/** The same values of a customer, and null for each of `paths` that it doesn't have; no label of a contact that is gone. */
export function valuesOf(customer: Customer, paths: Iterable<string>): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const path of paths) if (!path.startsWith('contact:')) values.set(path, null);
  for (const [name, value] of Object.entries(customer)) values.set(name, value);
  for (const { contactId, label } of customer.contacts) values.set(labelPath(contactId), label);
  for (const [attributeId, value] of Object.entries(customer.attributes)) values.set(`attribute:${attributeId}`, value);
  for (const list of lists) for (const id of customer[list]) values.set(`${prefixes[list]}:${id}`, id);
  return values;
}

function labelPath(contactId: string): string {
  return `contact:${contactId}:label`;
}
