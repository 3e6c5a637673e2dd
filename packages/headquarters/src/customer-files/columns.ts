import {
  addressPurposes,
  contactFieldsSchema,
  contactTypes,
  customerFieldsSchema,
  externalIdentitySchema,
  marketingConsents,
  postalAddressFieldsSchema,
  receiptOptions,
} from '@counterfoil/contracts/customer';

/** Lists of children that a file holds in numbered columns: `addresses.1.city`. */
export const numberedLists = {
  addresses: postalAddressFieldsSchema.keyof().options as readonly string[],
  contacts: contactFieldsSchema.keyof().options as readonly string[],
  externalIdentities: externalIdentitySchema.keyof().options as readonly string[],
} as const;
export type NumberedList = keyof typeof numberedLists;

/**
 * Children that an export writes in columns of their own; those beyond stand in one column `<list>.more` as JSON. So
 * every export has the same columns, and loses nobody's fourth address.
 */
export const numberedCounts: Readonly<Record<NumberedList, number>> = {
  addresses: 3,
  contacts: 3,
  externalIdentities: 1,
};

/** Fields of a customer in the order of the columns. */
export const customerColumns: readonly string[] = customerFieldsSchema.keyof().options;

/** Lists of identifiers in one column each. */
export const identifierLists = ['affiliations', 'addressBooks'] as const;

/** What an export tells beyond what an import takes; an import passes over them. */
export const toldColumns = ['customerAccountNumber', 'version', 'loyaltyCards', 'importErrors'] as const;

/** Columns about the row itself. */
const rowColumns = ['customerId', 'legalEntity', 'deactivated', 'importId', 'importLine'] as const;

/** What a column stands for. */
export type Target =
  | { readonly kind: 'field' | 'attribute' | 'told'; readonly name: string }
  | { readonly kind: 'identifiers'; readonly name: (typeof identifierLists)[number] }
  | { readonly kind: 'row'; readonly name: (typeof rowColumns)[number] }
  | { readonly kind: 'child'; readonly list: NumberedList; readonly index: number; readonly name: string }
  | { readonly kind: 'more'; readonly list: NumberedList };

const attributePrefix = 'attributes.';
const childPattern = /^(\w+)\.(\d{1,2})\.(\w+)$/u;

/** What a field name stands for; null when there is none of that name. */
export function targetOf(name: string): Target | null {
  if (customerColumns.includes(name)) return { kind: 'field', name };
  if (name.startsWith(attributePrefix) && name.length > attributePrefix.length) {
    return { kind: 'attribute', name: name.slice(attributePrefix.length) };
  }
  if (isOneOf(identifierLists, name)) return { kind: 'identifiers', name };
  if (isOneOf(rowColumns, name)) return { kind: 'row', name };
  if (isOneOf(toldColumns, name)) return { kind: 'told', name };
  return childTargetOf(name);
}

function childTargetOf(name: string): Target | null {
  const more = /^(\w+)\.more$/u.exec(name)?.[1];
  if (more !== undefined) return isNumberedList(more) ? { kind: 'more', list: more } : null;
  const [, list = '', number, field = ''] = childPattern.exec(name) ?? [];
  const index = Number(number) - 1;
  if (!isNumberedList(list) || !numberedLists[list].includes(field) || index < 0) return null;
  return { kind: 'child', list, index, name: field };
}

function isNumberedList(name: string): name is NumberedList {
  return Object.hasOwn(numberedLists, name);
}

function isOneOf<const Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}

/** The name of a column of a child. */
export function childColumn(list: NumberedList, index: number, name: string): string {
  return `${list}.${index + 1}.${name}`;
}

/** Every field that an import takes, for people: `N` counts from 1. */
export const importFields: readonly string[] = [
  ...rowColumns,
  ...customerColumns,
  ...identifierLists,
  'attributes.ATTRIBUTE',
  ...Object.entries(numberedLists).flatMap(([list, names]) => names.map((name) => `${list}.N.${name}`)),
];

/** What a text may be, where not everything is possible. */
export const choices: Readonly<Record<string, readonly string[]>> = {
  customerType: ['person', 'organization'],
  emailMarketingConsent: marketingConsents,
  phoneMarketingConsent: marketingConsents,
  receiptOption: receiptOptions,
  purpose: addressPurposes,
  contactType: contactTypes,
  marketingConsent: marketingConsents,
};

/** Fields that are true or false. */
export const truthFields: ReadonlySet<string> = new Set(['blockedForLoyaltyEnrollment', 'isPrimary', 'deactivated']);
/** Fields that are numbers. */
export const numberFields: ReadonlySet<string> = new Set(['creditLimit', 'importLine']);
