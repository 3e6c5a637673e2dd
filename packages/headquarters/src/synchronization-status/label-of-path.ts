import type { Language } from '@counterfoil/contracts/error-register';
import { addressFieldLabels, contactFieldLabels, customerFieldLabels, listLabels } from './field-labels.ts';

type Labels = Readonly<Record<string, Readonly<Record<Language, string>> | undefined>>;

/** Of each list the labels of an entry's fields, where they have any. */
const lists: Readonly<
  Record<string, { readonly label: keyof typeof listLabels; readonly fields: Labels } | undefined>
> = {
  address: { label: 'address', fields: addressFieldLabels },
  contact: { label: 'contact', fields: contactFieldLabels },
  affiliation: { label: 'affiliation', fields: {} },
  addressBook: { label: 'addressBook', fields: {} },
  attribute: { label: 'attribute', fields: {} },
  loyaltyCard: { label: 'loyaltyCard', fields: {} },
  externalIdentity: { label: 'externalIdentity', fields: {} },
};

/** What people call the field that a merge names: `email`, `address:<addressId>:city`, `attribute:<attributeId>`. */
export function labelOfPath(path: string, language: Language): string {
  const [first = '', second = '', third] = path.split(':');
  const own = (customerFieldLabels as Labels)[first];
  if (own) return own[language];
  const list = lists[first];
  if (!list) return path;
  const label = listLabels[list.label][language];
  if (first === 'attribute') return `${label} ${second}`;
  const field = list.fields[third ?? '']?.[language];
  return field === undefined ? label : `${field} (${label})`;
}
