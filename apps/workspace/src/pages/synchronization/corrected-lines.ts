import {
  addressFieldLabels,
  contactFieldLabels,
  customerFieldLabels,
  listLabels,
} from '@counterfoil/contracts/administration/field-labels';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';

/** A value that a correction replaced. */
export interface CorrectedLine {
  readonly field: string;
  readonly label: string;
  /** Null: nothing. */
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

type Labels = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** What a correction changed, value by value; what stayed is left out. */
export function correctedLines(
  before: CustomerChanges | null,
  after: CustomerChanges,
  language: Language,
): CorrectedLine[] {
  const fields = differences('', customerFieldLabels, before?.fields ?? {}, after.fields, language);
  const addresses = nested(before?.addresses ?? [], after.addresses, ({ addressId }) => addressId);
  const contacts = nested(before?.contacts ?? [], after.contacts ?? [], ({ contactId }) => contactId);
  const parts = [
    ...addresses.flatMap(([old, next], index) =>
      differences(`addresses.${index}.`, addressFieldLabels, old, next, language),
    ),
    ...contacts.flatMap(([old, next], index) =>
      differences(`contacts.${index}.`, contactFieldLabels, old, next, language),
    ),
  ];
  return [...fields, ...parts, ...listLines(before, after, language)];
}

function nested<Entry extends { readonly fields: object }>(
  before: readonly Entry[],
  after: readonly Entry[],
  keyOf: (entry: Entry) => string,
): (readonly [object, object])[] {
  const old = new Map(before.map((entry) => [keyOf(entry), entry.fields]));
  return after.map((entry) => [old.get(keyOf(entry)) ?? {}, entry.fields] as const);
}

function differences(
  prefix: string,
  labels: Labels,
  before: object,
  after: object,
  language: Language,
): CorrectedLine[] {
  const [old, next] = [before as Readonly<Record<string, unknown>>, after as Readonly<Record<string, unknown>>];
  return Object.entries(labels).flatMap(([name, label]) => {
    const [oldValue, newValue] = [textOf(old[name]), textOf(next[name])];
    return oldValue === newValue ? [] : [{ field: `${prefix}${name}`, label: label[language], oldValue, newValue }];
  });
}

/** A picture is too long to be read. */
const shownLengthMax = 200;

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > shownLengthMax ? '…' : text;
}

const lists = [
  ['affiliations', listLabels.affiliation],
  ['addressBooks', listLabels.addressBook],
  ['attributes', listLabels.attribute],
] as const;

function listLines(before: CustomerChanges | null, after: CustomerChanges, language: Language): CorrectedLine[] {
  return lists.flatMap(([list, label]) => {
    const [oldValue, newValue] = [listText(before?.[list]), listText(after[list])];
    return oldValue === newValue ? [] : [{ field: list, label: label[language], oldValue, newValue }];
  });
}

type Listed =
  { readonly id: string; readonly change: string } | { readonly attributeId: string; readonly value: unknown };

function listText(entries: readonly Listed[] | undefined): string | null {
  const texts = (entries ?? []).flatMap((entry) => {
    if ('id' in entry) return entry.change === 'put' ? [entry.id] : [];
    return [`${entry.attributeId}: ${textOf(entry.value) ?? '–'}`];
  });
  return texts.length === 0 ? null : texts.join(', ');
}
