import { listedCountMax } from '@counterfoil/contracts/customer';
import type { Contact, ContactFields } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { noteFirstConsent } from './consent-records.ts';
import { emptyContactFields } from './empty-customer.ts';
import { childFieldPath, contactFieldNames, entryPath } from './field-paths.ts';
import type { Merge } from './merge.ts';
import type { ChildKind } from './merge-children.ts';
import { mergeChildren } from './merge-children.ts';

const secondaryContacts: ChildKind<ContactFields, Contact> = {
  list: 'contacts',
  names: contactFieldNames,
  required: ['contactType', 'locator'],
  countMax: listedCountMax,
  tooMany: 'too_many_entries',
  pathOf: contactPath,
  idOf: ({ contactId }) => contactId,
  childrenOf: ({ contacts }) => contacts,
  emptyChild: (_customer, contactId) => ({ ...emptyContactFields, contactId }),
  afterPut: (merge, { contactId, marketingConsent }, { isNew }) => {
    const path = childFieldPath(contactPath(contactId), 'marketingConsent');
    if (isNew) noteFirstConsent(merge, path, marketingConsent);
  },
};

/** Merges the secondary contacts that the operation names, as all children are merged (SD-19, LK-16). */
export function mergeContacts(merge: Merge): Problem | null {
  const changes = (merge.operation.changes.contacts ?? []).map(({ contactId, ...change }) => ({
    childId: contactId,
    ...change,
  }));
  return mergeChildren(merge, secondaryContacts, changes);
}

function contactPath(contactId: string): string {
  return entryPath('contact', contactId);
}
