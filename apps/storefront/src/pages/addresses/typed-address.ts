import { addressPurposes, type PostalAddress } from '@counterfoil/contracts/customer';
import type { ShopperAddressRequest } from '@counterfoil/contracts/shopper';
import type { FormFields } from '@counterfoil/http/call';
import { addressTextNames, type AddressTextName } from '@counterfoil/ui/customer-form/customer-form';
import { z } from 'zod';
import { parsedJson } from '../../visit/parsed-json.ts';

/** An address as it stands in a form: every text as it was typed, '' where there is none. */
export interface TypedAddress extends Record<AddressTextName, string> {
  readonly countryRegion: string;
  readonly purpose: PostalAddress['purpose'];
  readonly isPrimary: boolean;
}

type AddressFields = NonNullable<ShopperAddressRequest['address']>;

/** The form field that holds what the form began with: only what differs is sent, so that no other edit is undone. */
export const openedField = 'opened';

const openedSchema = z.partialRecord(
  z.enum([...addressTextNames, 'countryRegion', 'purpose', 'isPrimary']),
  z.string(),
);

/** What a form for a new address begins with. */
export function emptyAddress(countryRegion: string, purpose: PostalAddress['purpose'] = 'home'): TypedAddress {
  const texts = Object.fromEntries(addressTextNames.map((name) => [name, '']));
  return { ...(texts as Record<AddressTextName, string>), countryRegion, purpose, isPrimary: false };
}

/** What a form for an address that is there begins with. */
export function typedOf(address: PostalAddress): TypedAddress {
  const { countryRegion, purpose, isPrimary } = address;
  const texts = Object.fromEntries(addressTextNames.map((name) => [name, address[name] ?? '']));
  return { ...(texts as Record<AddressTextName, string>), countryRegion, purpose, isPrimary };
}

/** What was typed; a part that the form doesn't show for its country stays as it is in `before`. */
export function typedAddress(fields: FormFields, before: TypedAddress): TypedAddress {
  const texts = Object.fromEntries(addressTextNames.map((name) => [name, fields[name] ?? before[name]]));
  return {
    ...(texts as Record<AddressTextName, string>),
    countryRegion: fields['countryRegion'] ?? before.countryRegion,
    purpose: addressPurposes.find((purpose) => purpose === fields['purpose']) ?? before.purpose,
    isPrimary: before.isPrimary || fields['isPrimary'] === 'yes',
  };
}

/** What the hidden field of the form holds. */
export function openedText(opened: TypedAddress): string {
  return JSON.stringify(asTexts(opened));
}

/** What the form began with; `otherwise` when its hidden field says nothing that can be read. */
export function openedAddress(fields: FormFields, otherwise: TypedAddress): TypedAddress {
  const parsed = openedSchema.safeParse(parsedJson(fields[openedField] ?? ''));
  if (!parsed.success) return otherwise;
  const { isPrimary = '', ...texts } = parsed.data;
  return typedAddress({ ...texts, isPrimary }, { ...otherwise, isPrimary: false });
}

/** The whole address as a new one; parts without a text are left out. */
export function newAddressOf(typed: TypedAddress): AddressFields {
  const { countryRegion, purpose, isPrimary } = typed;
  const texts = addressTextNames.flatMap((name) => (typed[name].trim() === '' ? [] : [[name, typed[name]] as const]));
  return { ...Object.fromEntries(texts), countryRegion, purpose, ...(isPrimary && { isPrimary }) };
}

/** Only what differs from what the form began with; null when nothing does. */
export function changesOf(opened: TypedAddress, typed: TypedAddress): AddressFields | null {
  const texts = addressTextNames.flatMap((name) =>
    typed[name] === opened[name] ? [] : [[name, typed[name].trim() === '' ? null : typed[name]] as const],
  );
  const changes: AddressFields = {
    ...Object.fromEntries(texts),
    ...(typed.countryRegion !== opened.countryRegion && { countryRegion: typed.countryRegion }),
    ...(typed.purpose !== opened.purpose && { purpose: typed.purpose }),
    ...(typed.isPrimary && !opened.isPrimary && { isPrimary: true }),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

function asTexts(typed: TypedAddress): Record<string, string> {
  return { ...typed, isPrimary: typed.isPrimary ? 'yes' : '' };
}
