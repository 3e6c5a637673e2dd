import type { AddressFormat } from '@counterfoil/contracts/channel-configuration';
import type { PostalAddress } from '@counterfoil/contracts/customer';
import type { AddressChange, CustomerChanges, OperationKind, Problem } from '@counterfoil/contracts/customer-operation';

/** Between the formats of a country in a sentence. */
const formatSeparator = ', ';

/**
 * What is wrong with the postcodes of an operation by the address formats of the settings: one in another form than its
 * country's, a missing one where it is required. An address whose postcode and country stay as they are is left alone,
 * however old it is; so is one whose country nobody knows: of an edit, `held` is the customer's addresses before it.
 */
export function addressFormatProblems(
  { addresses }: Pick<CustomerChanges, 'addresses'>,
  formats: readonly AddressFormat[],
  kind: OperationKind,
  held: readonly PostalAddress[] = [],
): Problem[] {
  if (formats.length === 0 || kind === 'deactivate') return [];
  return addresses.flatMap((change, index) => {
    const before = held.find(({ addressId }) => addressId === change.addressId);
    if (change.change === 'remove' || !touchesPostcode(change, before)) return [];
    const country = change.fields.countryRegion ?? before?.countryRegion;
    const format = formats.find(({ countryRegion }) => countryRegion === country);
    if (!format) return [];
    /* Of an address that nobody has seen, what an edit leaves out may be there. */
    const isUnseen = kind === 'update' && before === undefined && change.fields.zipCode === undefined;
    const zipCode = change.fields.zipCode === undefined ? before?.zipCode : change.fields.zipCode;
    return isUnseen ? [] : zipCodeProblems(zipCode?.trim() ?? '', format, `addresses.${index}.zipCode`);
  });
}

/** Whether the change is about the postcode, or about the country that says what one looks like. */
function touchesPostcode({ fields }: AddressChange, before: PostalAddress | undefined): boolean {
  return before === undefined || fields.zipCode !== undefined || fields.countryRegion !== undefined;
}

function zipCodeProblems(zipCode: string, format: AddressFormat, field: string): Problem[] {
  const { countryRegion, zipCodeFormats, zipCodeRequired } = format;
  const country = { country: countryRegion };
  if (zipCode === '') return zipCodeRequired ? [{ code: 'zip_code_required', field, parameters: country }] : [];
  if (zipCodeFormats.length === 0 || zipCodeFormats.some((one) => fitsFormat(zipCode, one))) return [];
  return [
    { code: 'zip_code_invalid', field, parameters: { ...country, formats: zipCodeFormats.join(formatSeparator) } },
  ];
}

/** Whether a postcode has the form: `#` stands for a digit, `&` for a letter of the Latin alphabet, the rest for itself. */
function fitsFormat(zipCode: string, format: string): boolean {
  if (zipCode.length !== format.length) return false;
  for (let place = 0; place < format.length; place++) {
    const [sign = '', wanted = ''] = [zipCode[place], format[place]];
    if (wanted === '#' ? !digit.test(sign) : wanted === '&' ? !letter.test(sign) : sign !== wanted) return false;
  }
  return true;
}

const digit = /^[0-9]$/;
const letter = /^[A-Za-z]$/;
