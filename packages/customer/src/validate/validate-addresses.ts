import { addressCountMax, textLengthMax } from '@counterfoil/contracts/customer';
import type { PostalAddressFields } from '@counterfoil/contracts/customer';
import type { AddressChange, OperationKind, Problem } from '@counterfoil/contracts/customer-operation';
import { isCountry } from './field-formats.ts';
import { textProblem } from './text-problem.ts';

/** The text fields of an address with the longest text of each, in UTF-16 code units. */
const addressTextFields = [
  ['name', textLengthMax.name],
  ['street', textLengthMax.street],
  ['streetNumber', textLengthMax.short],
  ['buildingComplement', textLengthMax.short],
  ['district', textLengthMax.short],
  ['city', textLengthMax.short],
  ['county', textLengthMax.short],
  ['state', textLengthMax.short],
  ['zipCode', textLengthMax.short],
] as const satisfies readonly (readonly [keyof PostalAddressFields, number])[];

/**
 * What is wrong with the addresses of an operation. An address is named by its place in the list, never by its
 * identifier, so no identifier reaches a message (R3).
 */
export function addressProblems(addresses: readonly AddressChange[], kind: OperationKind): Problem[] {
  if (addresses.length > addressCountMax) {
    return [{ code: 'too_many_addresses', field: 'addresses', parameters: { max: addressCountMax } }];
  }
  const problems = duplicates(addresses);
  for (const [index, change] of addresses.entries()) {
    if (change.change === 'put') collectAddressProblems(problems, change, `addresses.${index}`, kind);
  }
  return problems;
}

function duplicates(addresses: readonly AddressChange[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, { addressId }] of addresses.entries()) {
    if (seen.has(addressId)) problems.push({ code: 'address_duplicate', field: `addresses.${index}.addressId` });
    seen.add(addressId);
  }
  return problems;
}

function collectAddressProblems(problems: Problem[], change: AddressChange, path: string, kind: OperationKind): void {
  const country = countryProblem(change.fields.countryRegion, `${path}.countryRegion`, kind);
  if (country) problems.push(country);
  for (const [name, max] of addressTextFields) {
    const text = change.fields[name];
    if (typeof text !== 'string') continue;
    const found = textProblem(text, `${path}.${name}`, max);
    if (found) problems.push(found);
  }
}

/** An update may leave the country of an address as it is; nothing may empty it. */
function countryProblem(country: string | undefined, field: string, kind: OperationKind): Problem | null {
  if (country === undefined) return kind === 'create' ? { code: 'field_required', field } : null;
  if (country === '') return { code: 'field_required', field };
  const found = textProblem(country, field, textLengthMax.short);
  if (found) return found;
  return isCountry(country) ? null : { code: 'country_invalid', field, parameters: { value: country } };
}
