import type { PostalAddress } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { markup, type Markup } from '@counterfoil/http/markup';
import { addressLines } from '@counterfoil/ui/customer-form/address-layout';
import { countryName } from '@counterfoil/ui/customer-form/country-names';

/** The lines of an address as they are written in its country, with the country at the end. */
export function writtenLines(address: PostalAddress, language: Language): string[] {
  return [...addressLines(address), countryName(address.countryRegion, language)];
}

/** An address as it is written. */
export function writtenAddress(address: PostalAddress, language: Language): Markup {
  const lines = writtenLines(address, language).map((line) => markup`<span>${line}</span>`);
  return markup`<address class="written">${lines}</address>`;
}
