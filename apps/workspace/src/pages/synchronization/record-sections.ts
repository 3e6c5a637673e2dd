import {
  addressFieldLabels,
  contactFieldLabels,
  customerFieldLabels,
  listLabels,
  loyaltyCardFieldLabels,
} from '@counterfoil/contracts/administration/field-labels';
import type { StatusEntry } from '@counterfoil/contracts/administration/synchronization-status';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import { valueAt, type TypedValue } from './edited-changes.ts';

/** One *old value, new value* of a record. */
export interface RecordLine {
  /** Its place in the changes. */
  readonly field: string;
  readonly label: string;
  readonly oldValue: TypedValue;
  readonly newValue: TypedValue;
}

/** Lines that belong together: the details, one address, one contact … */
export interface RecordSection {
  readonly key: string;
  /** Empty for the details. */
  readonly title: string;
  readonly lines: readonly RecordLine[];
}

interface Shown {
  readonly language: Language;
  /** Every field that a record may have, not only those that it brings. */
  readonly all: boolean;
  /** A field that must be there because it is what is wrong. */
  readonly failedField: string;
}

type Labels = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** The values of a record in the order in which people read them. */
export function recordSections(entry: StatusEntry, draft: CustomerChanges, shown: Shown): RecordSection[] {
  const old = new Map(entry.values.map(({ field, oldValue }) => [field, oldValue]));
  const lineOf = (field: string, label: string): RecordLine => ({
    field,
    label,
    oldValue: old.get(field) ?? null,
    newValue: valueAt(draft, field),
  });
  const linesOf = (prefix: string, labels: Labels, present: object): RecordLine[] =>
    Object.entries(labels)
      .filter(([name]) => shown.all || isPresent(present, name, entry) || shown.failedField === `${prefix}${name}`)
      .map(([name, label]) => lineOf(`${prefix}${name}`, label[shown.language]));
  const nested = (key: string, label: Labels[string], labels: Labels, entries: readonly Nested[]): RecordSection[] =>
    entries.map(({ change, fields }, index) => ({
      key: `${key}.${index}`,
      title: entries.length === 1 ? label[shown.language] : `${label[shown.language]} ${index + 1}`,
      lines: change === 'remove' ? [] : linesOf(`${key}.${index}.`, labels, fields),
    }));
  const { language } = shown;
  const sections: RecordSection[] = [
    { key: 'fields', title: '', lines: linesOf('', customerFieldLabels, draft.fields) },
    ...nested('addresses', listLabels.address, addressFieldLabels, draft.addresses),
    ...nested('contacts', listLabels.contact, contactFieldLabels, draft.contacts ?? []),
    ...nested('loyaltyCards', listLabels.loyaltyCard, loyaltyCardFieldLabels, draft.loyaltyCards ?? []),
    listed('affiliations', listLabels.affiliation[language], draft.affiliations ?? [], lineOf),
    listed('addressBooks', listLabels.addressBook[language], draft.addressBooks ?? [], lineOf),
    {
      key: 'attributes',
      title: listLabels.attribute[language],
      lines: (draft.attributes ?? []).map(({ attributeId }) => lineOf(`attributes.${attributeId}`, attributeId)),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

interface Nested {
  readonly change?: 'put' | 'remove';
  readonly fields: object;
}

/** Of a creation the fields without a value are of no interest. */
function isPresent(fields: object, name: string, { kind }: StatusEntry): boolean {
  const value = (fields as Readonly<Record<string, unknown>>)[name];
  return value !== undefined && (kind !== 'create' || value !== null);
}

function listed(
  key: string,
  title: string,
  entries: readonly { readonly id: string }[],
  lineOf: (field: string, label: string) => RecordLine,
): RecordSection {
  return { key, title, lines: entries.map(({ id }, index) => lineOf(`${key}.${index}`, id)) };
}
