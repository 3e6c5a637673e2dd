import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';

/** A value as it is typed; null: nothing. */
export type TypedValue = string | number | boolean | null;

/** Fields that always hold a text: emptied, they are an empty text, which the validators refuse. */
const neverNull: ReadonlySet<string> = new Set([
  'languageId',
  'currency',
  'customerGroup',
  'countryRegion',
  'locator',
  'loyaltyProgramId',
  'enrollmentChannelId',
]);

/** A typed text as it is kept: an emptied optional one is nothing. */
export function keptValue(name: string, value: TypedValue): TypedValue {
  return value === '' && !neverNull.has(name) ? null : value;
}

/** What stands at `field` of the changes, for example at `email`, `addresses.0.city` or `attributes.SHOE-SIZE`. */
export function valueAt(changes: CustomerChanges, field: string): TypedValue {
  const [list = '', place = '', part = ''] = field.split('.');
  const index = Number(place);
  switch (list) {
    case 'addresses':
      return held(changes.addresses[index]?.fields, part);
    case 'contacts':
      return held(changes.contacts?.[index]?.fields, part);
    case 'loyaltyCards':
      return held(changes.loyaltyCards?.[index]?.fields, part);
    case 'attributes':
      return changes.attributes?.find(({ attributeId }) => attributeId === attributeOf(field))?.value ?? null;
    case 'affiliations':
    case 'addressBooks':
      return changes[list]?.[index]?.change === 'put';
    default:
      return held(changes.fields, field);
  }
}

/** The changes with `value` at `field`; an affiliation or address book is kept with true and left out with false. */
export function withValue(changes: CustomerChanges, field: string, value: TypedValue): CustomerChanges {
  const [list = '', place = '', part = ''] = field.split('.');
  const index = Number(place);
  switch (list) {
    case 'addresses':
      return { ...changes, addresses: replaced(changes.addresses, index, part, value) };
    case 'contacts':
      return { ...changes, contacts: replaced(changes.contacts ?? [], index, part, value) };
    case 'loyaltyCards':
      return { ...changes, loyaltyCards: replaced(changes.loyaltyCards ?? [], index, part, value) };
    case 'attributes':
      return { ...changes, attributes: withAttribute(changes.attributes ?? [], attributeOf(field), value) };
    case 'affiliations':
    case 'addressBooks': {
      const change = value === true ? 'put' : 'remove';
      return {
        ...changes,
        [list]: (changes[list] ?? []).map((entry, at) => (at === index ? { ...entry, change } : entry)),
      };
    }
    default:
      return { ...changes, fields: { ...changes.fields, [field]: keptValue(field, value) } };
  }
}

/** Identifiers of attributes may hold points. */
function attributeOf(field: string): string {
  return field.slice('attributes.'.length);
}

function held(fields: object | undefined, name: string): TypedValue {
  const value = (fields as Readonly<Record<string, TypedValue | undefined>> | undefined)?.[name];
  return value ?? null;
}

function replaced<Entry extends { readonly fields: object }>(
  entries: readonly Entry[],
  index: number,
  part: string,
  value: TypedValue,
): Entry[] {
  return entries.map((entry, at) =>
    at === index ? { ...entry, fields: { ...entry.fields, [part]: keptValue(part, value) } } : entry,
  );
}

type Attributes = NonNullable<CustomerChanges['attributes']>;

function withAttribute(attributes: Attributes, attributeId: string, value: TypedValue): Attributes {
  const kept = value === '' ? null : value;
  const isThere = attributes.some((attribute) => attribute.attributeId === attributeId);
  if (!isThere) return [...attributes, { attributeId, value: kept }];
  return attributes.map((attribute) =>
    attribute.attributeId === attributeId ? { attributeId, value: kept } : attribute,
  );
}
