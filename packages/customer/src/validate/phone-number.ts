import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import type { Customer } from '@counterfoil/contracts/customer';
import { isCountry } from './field-formats.ts';

/** A phone number that was understood. */
export interface PhoneNumber {
  readonly e164: string;
  /** Whether the number can exist by the numbering plan of its country. */
  readonly isValid: boolean;
}

/**
 * The last number that was parsed: an operation is validated and indexed right after each other, and parsing is the
 * slowest part of both. Only speed depends on it.
 */
let lastParsed: { text: string; country: string; number: PhoneNumber | null } = { text: '', country: '', number: null };

/** Reads `text` as a number of `country` (ISO 3166-1 alpha-2), unless it starts with + and a country code. */
export function parsePhone(text: string, country: string): PhoneNumber | null {
  if (lastParsed.text === text && lastParsed.country === country) return lastParsed.number;
  const parsed = parsePhoneNumberFromString(text, { ...defaultCountryOf(country), extract: false });
  const number = parsed ? { e164: parsed.number, isValid: parsed.isValid() } : null;
  lastParsed = { text, country, number };
  return number;
}

/** The first reading of `text` that can exist, tried with each country in turn; null when none can. */
export function validPhone(text: string, countries: readonly string[]): PhoneNumber | null {
  for (const country of countries) {
    const number = parsePhone(text, country);
    if (number?.isValid) return number;
  }
  return null;
}

/** What of an address decides how a phone number is read. */
export interface PlacedAddress {
  readonly isPrimary?: boolean | undefined;
  readonly countryRegion?: string | undefined;
}

/** The countries in which a customer's number without a country code is looked for: the primary address, then the default. */
export function phoneCountries(addresses: readonly PlacedAddress[], defaultCountry: string): string[] {
  const primary = addresses.find((address) => address.isPrimary === true)?.countryRegion;
  return primary && primary !== defaultCountry && isCountry(primary) ? [primary, defaultCountry] : [defaultCountry];
}

/** The E.164 form of a customer's phone, or null when it has none or it cannot be read. */
export function phoneE164(customer: Pick<Customer, 'phone' | 'addresses'>, defaultCountry: string): string | null {
  if (!customer.phone) return null;
  const countries = phoneCountries(customer.addresses, defaultCountry);
  const number = validPhone(customer.phone, countries) ?? parsePhone(customer.phone, countries[0] ?? defaultCountry);
  return number?.e164 ?? null;
}

function defaultCountryOf(country: string): { defaultCountry?: CountryCode } {
  return isSupportedCountry(country) ? { defaultCountry: country } : {};
}
