import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import { externalIdentityKey } from '@counterfoil/customer/merge/field-paths';
import {
  addressFieldLabels,
  contactFieldLabels,
  customerFieldLabels,
  listLabels,
  loyaltyCardFieldLabels,
} from './field-labels.ts';

type Label = Readonly<Record<Language, string>>;

/** A value as an audit shows it. */
export type ShownValue = string | number | boolean | null;

/** One line of *old value, new value* (LK-11). */
export interface ChangedValue {
  /** Its place in the operation's changes, as a correction names it: `email`, `addresses.0.city`. */
  readonly field: string;
  readonly label: Label;
  /** What the customer held; null: nothing. */
  readonly oldValue: ShownValue;
  /** What the operation brought; null: nothing. */
  readonly newValue: ShownValue;
}

/**
 * What an operation changes, value by value, beside what `before` held: the customer in the moment before the operation,
 * none for a creation. Of a creation only what it fills in.
 */
export function changedValues(before: Customer | null, changes: CustomerChanges): ChangedValue[] {
  const values = [
    ...fieldValues('', customerFieldLabels, changes.fields, before),
    ...childValues('addresses', listLabels.address, addressFieldLabels, {
      changes: changes.addresses,
      keyOf: ({ addressId }) => addressId,
      held: before?.addresses ?? [],
    }),
    ...childValues('contacts', listLabels.contact, contactFieldLabels, {
      changes: changes.contacts ?? [],
      keyOf: ({ contactId }) => contactId,
      held: before?.contacts ?? [],
    }),
    ...membershipValues('affiliations', listLabels.affiliation, changes.affiliations ?? [], before?.affiliations ?? []),
    ...membershipValues('addressBooks', listLabels.addressBook, changes.addressBooks ?? [], before?.addressBooks ?? []),
    ...attributeValues(changes.attributes ?? [], before),
    ...childValues('loyaltyCards', listLabels.loyaltyCard, loyaltyCardFieldLabels, {
      changes: (changes.loyaltyCards ?? []).map((card) => ({ ...card, change: 'put' as const })),
      keyOf: ({ loyaltyCardId }) => loyaltyCardId,
      held: before?.loyaltyCards ?? [],
    }),
    ...identityValues(changes.externalIdentities ?? [], before),
  ];
  return before ? values : values.filter(({ newValue }) => newValue !== null);
}

type Fields = Readonly<Record<string, ShownValue | undefined>>;

function fieldValues(
  prefix: string,
  labels: Readonly<Record<string, Label>>,
  offered: Fields,
  held: object | null,
): ChangedValue[] {
  const heldFields = (held ?? {}) as Fields;
  return Object.entries(labels).flatMap(([name, label]) => {
    const newValue = offered[name];
    if (newValue === undefined) return [];
    return [{ field: `${prefix}${name}`, label, oldValue: heldFields[name] ?? null, newValue }];
  });
}

interface ChildChange {
  readonly change: 'put' | 'remove';
  readonly fields: Fields;
}

interface Children<Change, Held> {
  readonly changes: readonly Change[];
  readonly keyOf: (child: Pick<Change & Held, keyof Change & keyof Held>) => string;
  readonly held: readonly Held[];
}

/** Every child is one of `keyOf` in both the changes and the customer. */
function childValues<Change extends ChildChange, Held extends object>(
  list: string,
  label: Label,
  labels: Readonly<Record<string, Label>>,
  { changes, keyOf, held }: Children<Change, Held>,
): ChangedValue[] {
  const keyed = keyOf as (child: object) => string;
  const heldByKey = new Map(held.map((child) => [keyed(child), child]));
  return changes.flatMap((change, index) => {
    const before = heldByKey.get(keyed(change)) ?? null;
    const name = numbered(label, changes.length, index);
    if (change.change === 'remove') {
      return [{ field: `${list}.${index}`, label: name, oldValue: summaryOf(before), newValue: null }];
    }
    return fieldValues(`${list}.${index}.`, labels, change.fields, before).map((value) => ({
      ...value,
      label: { en: `${value.label.en} (${name.en})`, fr: `${value.label.fr} (${name.fr})` },
    }));
  });
}

function numbered(label: Label, count: number, index: number): Label {
  return count === 1 ? label : { en: `${label.en} ${index + 1}`, fr: `${label.fr} ${index + 1}` };
}

/** A child in one line, without its identifier. */
function summaryOf(child: object | null): string | null {
  if (!child) return null;
  const texts = Object.entries(child).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' && !name.endsWith('Id') ? [value] : [],
  );
  return texts.join(', ');
}

function membershipValues(
  list: string,
  label: Label,
  changes: readonly { readonly id: string; readonly change: 'put' | 'remove' }[],
  held: readonly string[],
): ChangedValue[] {
  return changes.map(({ id, change }, index) => ({
    field: `${list}.${index}`,
    label,
    oldValue: held.includes(id) ? id : null,
    newValue: change === 'put' ? id : null,
  }));
}

function attributeValues(changes: NonNullable<CustomerChanges['attributes']>, before: Customer | null): ChangedValue[] {
  return changes.map(({ attributeId, value }) => ({
    field: `attributes.${attributeId}`,
    label: { en: `${listLabels.attribute.en} ${attributeId}`, fr: `${listLabels.attribute.fr} ${attributeId}` },
    oldValue: before?.attributes[attributeId] ?? null,
    newValue: value,
  }));
}

function identityValues(
  changes: NonNullable<CustomerChanges['externalIdentities']>,
  before: Customer | null,
): ChangedValue[] {
  const held = new Set(before?.externalIdentities.map(externalIdentityKey));
  return changes.map((identity, index) => {
    const shown = `${identity.providerId}: ${identity.externalIdentityId}`;
    return {
      field: `externalIdentities.${index}`,
      label: listLabels.externalIdentity,
      oldValue: held.has(externalIdentityKey(identity)) ? shown : null,
      newValue: identity.change === 'put' ? shown : null,
    };
  });
}
