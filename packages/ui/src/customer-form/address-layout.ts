import { formatAddress } from 'localized-address-format';
import type { AddressTextName } from './customer-form.ts';

/** Parts of an address that a country writes, in its order, with the name that it gives each. */
export interface AddressPart {
  readonly name: AddressTextName;
  readonly label: AddressLabel;
}

/** Names of the parts of an address; each has its text. */
export type AddressLabel =
  | 'addressName'
  | 'street'
  | 'streetNumber'
  | 'buildingComplement'
  | 'district'
  | 'suburb'
  | 'city'
  | 'townOrCity'
  | 'county'
  | 'state'
  | 'province'
  | 'prefecture'
  | 'emirate'
  | 'area'
  | 'canton'
  | 'region'
  | 'zipCode'
  | 'postcode'
  | 'postalCode'
  | 'pinCode'
  | 'eircode';

/*
 * The address library only writes addresses. It is asked to write one of signs that stand for the parts: where a sign
 * comes back is where the country puts that part.
 */
const signs = {
  addressLines: '\uE001',
  dependentLocality: '\uE002',
  locality: '\uE003',
  administrativeArea: '\uE004',
  postalCode: '\uE005',
} as const;

const partsOfSign: Readonly<Record<string, readonly AddressTextName[]>> = {
  [signs.addressLines]: ['street', 'buildingComplement'],
  [signs.dependentLocality]: ['district'],
  [signs.locality]: ['city'],
  [signs.administrativeArea]: ['state'],
  [signs.postalCode]: ['zipCode'],
};

/** Countries whose forms ask for the house number by itself. */
const separateNumber: ReadonlySet<string> = new Set(['BR']);

/**
 * The parts of an address in `country` (ISO 3166-1 alpha-2), line by line as it is written there. `shown` are parts that
 * are to be there whatever the country writes: those that hold something, and a postcode that the settings ask for.
 */
export function addressLayout(country: string, shown: ReadonlySet<AddressTextName> = new Set()): AddressPart[][] {
  const lines = writtenLines(country).map((line) => line.flatMap((sign) => partsOfSign[sign] ?? []));
  const written = lines.filter((names) => names.length > 0).flatMap(splitStreet(country));
  const held = new Set(written.flat());
  const missing = [...shown].filter((name) => !held.has(name) && name !== 'name').map((name) => [name]);
  return [...written, ...missing].map((line) => line.map((name) => ({ name, label: labelOf(name, country) })));
}

/** The address as it is written in its country, without the country. */
export function addressLines(
  address: { readonly countryRegion: string } & Readonly<Partial<Record<AddressTextName, string | null>>>,
): string[] {
  const street = [address.streetNumber && `${address.street ?? ''}, ${address.streetNumber}`, address.street].find(
    Boolean,
  );
  const lines = [street, address.buildingComplement].filter((line): line is string => Boolean(line));
  const written = formatAddress(
    {
      postalCountry: address.countryRegion,
      administrativeArea: address.state ?? '',
      locality: address.city ?? '',
      dependentLocality: address.district ?? '',
      postalCode: address.zipCode ?? '',
      name: address.name ?? '',
      addressLines: lines,
    },
    'latin',
  );
  const all = written.join(' ');
  /* What the country doesn't write but somebody typed is not to be hidden. */
  const unwritten = [address.district, address.city, address.county, address.state, address.zipCode];
  return [...written, ...unwritten.filter((text): text is string => Boolean(text) && !all.includes(text ?? ''))];
}

function writtenLines(postalCountry: string): string[][] {
  const { addressLines: street, ...others } = signs;
  const lines = formatAddress({ postalCountry, addressLines: [street], ...others }, 'latin');
  return lines.map((line) => Array.from(line).filter((sign) => sign in partsOfSign));
}

/** Street and complement are lines of their own; the number stands beside its street. */
function splitStreet(country: string): (line: readonly AddressTextName[]) => AddressTextName[][] {
  return (line) =>
    line.includes('street')
      ? [separateNumber.has(country) ? ['street', 'streetNumber'] : ['street'], ['buildingComplement']]
      : [[...line]];
}

const stateLabels: Readonly<Record<string, AddressLabel>> = {
  ...named('state', ['US', 'AU', 'BR', 'IN', 'MX', 'MY', 'NG', 'VE', 'PW', 'FM']),
  ...named('county', ['IE', 'GB']),
  ...named('prefecture', ['JP']),
  ...named('emirate', ['AE']),
  ...named('area', ['HK']),
  ...named('canton', ['CH']),
  ...named('region', ['CL', 'RU', 'UA', 'NZ']),
};
const cityLabels: Readonly<Record<string, AddressLabel>> = {
  ...named('suburb', ['AU']),
  ...named('townOrCity', ['GB', 'IE', 'NZ']),
};
const codeLabels: Readonly<Record<string, AddressLabel>> = {
  ...named('zipCode', ['US', 'PR', 'GU', 'VI', 'AS', 'MP', 'PH']),
  ...named('postcode', ['GB', 'AU', 'NZ', 'NL', 'ZA', 'MY']),
  ...named('pinCode', ['IN']),
  ...named('eircode', ['IE']),
};

function named(label: AddressLabel, countries: readonly string[]): Record<string, AddressLabel> {
  return Object.fromEntries(countries.map((country) => [country, label]));
}

function labelOf(name: AddressTextName, country: string): AddressLabel {
  switch (name) {
    case 'name':
      return 'addressName';
    case 'state':
      return stateLabels[country] ?? 'province';
    case 'city':
      return cityLabels[country] ?? 'city';
    case 'zipCode':
      return codeLabels[country] ?? 'postalCode';
    case 'district':
    case 'street':
    case 'streetNumber':
    case 'buildingComplement':
    case 'county':
      return name;
  }
}
