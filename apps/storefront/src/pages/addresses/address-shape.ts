import type { AddressFormat } from '@counterfoil/contracts/channel-configuration';
import type { Language } from '@counterfoil/contracts/error-register';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { addressLayout, type AddressLabel } from '@counterfoil/ui/customer-form/address-layout';
import { countryName } from '@counterfoil/ui/customer-form/country-names';
import { addressTextNames, type AddressTextName } from '@counterfoil/ui/customer-form/customer-form';
import { customerFormTexts } from '@counterfoil/ui/customer-form/customer-form-texts';
import { addressTexts } from '../../texts/addresses.ts';
import type { FieldProblem } from '../form-parts.ts';
import type { TypedAddress } from './typed-address.ts';

/** One field of the form of an address. */
export interface ShapedField {
  readonly name: AddressTextName;
  readonly label: string;
  readonly isRequired: boolean;
  readonly hint?: string;
  /** By which browsers fill it in. */
  readonly autocomplete?: string;
}

type Formats = Pick<StorefrontSettings, 'addressFormats'>;

/* A sign of a postcode format as people read it: `#` is any digit, `&` any letter. */
const formatSigns: Readonly<Record<string, string>> = { '#': '9', '&': 'A' };

/** Nothing can be brought to an address without them, where its country writes them. */
const alwaysNeeded: ReadonlySet<AddressTextName> = new Set(['street', 'city']);

/* The county has no place of its own in HTML beside the state. */
const autocompletes: Readonly<Partial<Record<AddressTextName, string>>> = {
  street: 'address-line1',
  buildingComplement: 'address-line2',
  district: 'address-level3',
  city: 'address-level2',
  state: 'address-level1',
  zipCode: 'postal-code',
};

/** The fields of an address line by line, as its country writes them, by the address formats of the settings. */
export function addressShape(typed: TypedAddress, settings: Formats, language: Language): ShapedField[][] {
  const format = formatOf(typed, settings);
  const shown = new Set<AddressTextName>(addressTextNames.filter((name) => typed[name].trim() !== ''));
  if (format && (format.zipCodeRequired || format.zipCodeFormats.length > 0)) shown.add('zipCode');
  return layoutOf(typed.countryRegion, shown).map((line) =>
    line.map(({ name, label }) => shapedField(name, label, format, language)),
  );
}

/** What is missing that every address in its country needs; the rest is the scale unit's to check. */
export function missingParts(typed: TypedAddress, settings: Formats, language: Language): FieldProblem[] {
  const fields = addressShape(typed, settings, language).flat();
  return fields
    .filter(({ name, isRequired }) => isRequired && typed[name].trim() === '')
    .map(({ name, label }) => ({ field: name, message: missingMessage(name, label, typed, language) }));
}

/** What a shopper is told about an address that was refused, where the register's own sentence is written for staff. */
export function addressRefusals(typed: TypedAddress, settings: Formats, language: Language) {
  const say = addressTexts[language];
  const format = formatOf(typed, settings);
  return (code: string): string | undefined => {
    if (code === 'country_invalid') return say.countryUnknown;
    if (!format) return undefined;
    const country = countryName(format.countryRegion, language);
    if (code === 'zip_code_invalid') return say.postcodeWrong(country, examplesOf(format));
    return code === 'zip_code_required' ? say.postcodeMissing(country) : undefined;
  };
}

/* Of no country at all the layout asks for nothing; then everything common is asked for. */
function layoutOf(country: string, shown: ReadonlySet<AddressTextName>) {
  return addressLayout(/^[A-Z]{2}$/u.test(country) ? country : 'ZZ', shown);
}

function formatOf({ countryRegion }: TypedAddress, { addressFormats }: Formats): AddressFormat | undefined {
  return addressFormats.find((format) => format.countryRegion === countryRegion);
}

function examplesOf(format: AddressFormat | undefined): string {
  const examples = (format?.zipCodeFormats ?? []).map((one) =>
    one.replace(/[#&]/gu, (sign) => formatSigns[sign] ?? sign),
  );
  return examples.join(', ');
}

function shapedField(
  name: AddressTextName,
  label: AddressLabel,
  format: AddressFormat | undefined,
  language: Language,
): ShapedField {
  const examples = name === 'zipCode' ? examplesOf(format) : '';
  const autocomplete = autocompletes[name];
  return {
    name,
    label: customerFormTexts[language].addressLabel[label],
    isRequired: alwaysNeeded.has(name) || (name === 'zipCode' && format?.zipCodeRequired === true),
    ...(examples !== '' && { hint: addressTexts[language].postcodeLooksLike(examples) }),
    ...(autocomplete !== undefined && { autocomplete }),
  };
}

function missingMessage(name: AddressTextName, label: string, typed: TypedAddress, language: Language): string {
  const say = addressTexts[language];
  return name === 'zipCode' ? say.postcodeMissing(countryName(typed.countryRegion, language)) : say.needed(label);
}
