import { isCalendarDate } from '@counterfoil/customer/validate/field-formats';
import { isBlank } from '@counterfoil/customer/validate/text-rules';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';

/** The fields of a person that a column of a file can fill, with the header that does when none is named. */
export const defaultHeaders = {
  firstName: 'given_name',
  middleName: 'middle_name',
  lastName: 'surname',
  dateOfBirth: 'date_of_birth',
  identificationNumber: 'soc_sec_id',
  email: 'email',
  phone: 'phone',
  street: 'address_1',
  streetNumber: 'street_number',
  buildingComplement: 'address_2',
  district: 'district',
  city: 'suburb',
  county: 'county',
  state: 'state',
  zipCode: 'postcode',
} as const;

/** A field that a column can fill. */
export type PersonField = keyof typeof defaultHeaders;

/** Which header fills which field. */
export type PersonMapping = Readonly<Record<PersonField, string>>;

const personFields = Object.keys(defaultHeaders) as PersonField[];
const addressFields = [
  'street',
  'streetNumber',
  'buildingComplement',
  'district',
  'city',
  'county',
  'state',
  'zipCode',
] as const satisfies readonly PersonField[];
const ownFields = [
  'firstName',
  'middleName',
  'lastName',
  'identificationNumber',
  'email',
  'phone',
] as const satisfies readonly PersonField[];

/** One line of the file as header → text. */
export type Row = Readonly<Record<string, string>>;

/** The `customer` of a `POST /customers`. */
export type RequestedCustomer = CreateCustomerRequest['customer'];

/** What a row became: a person to create, perhaps with something left out; or nothing, with the reason. */
export type MappedRow =
  | { readonly customer: RequestedCustomer; readonly leftOut: RowReason | null }
  | { readonly customer: null; readonly reason: RowReason };

/** Why a row can't be used, or what of it was left out. */
export type RowReason = 'noName' | 'columnCount' | 'encoding' | 'dateUnreadable' | 'dateInFuture';

/** `lastName=Nachname,city=Ort` over the default headers. Throws a `RangeError` whose message is the part it can't use. */
export function readMapping(text: string | undefined): PersonMapping {
  const mapping: Record<PersonField, string> = { ...defaultHeaders };
  for (const part of text?.split(',') ?? []) {
    const [field = '', header = ''] = part.split('=', 2).map((piece) => piece.trim());
    if (!isPersonField(field) || header === '') throw new RangeError(part.trim());
    mapping[field] = header;
  }
  return mapping;
}

function isPersonField(field: string): field is PersonField {
  return personFields.some((known) => known === field);
}

/** The person of a row. `today` is `YYYY-MM-DD`; `countryRegion` goes into the address, which a row without any address text lacks. */
export function personOf(
  row: Row,
  mapping: PersonMapping,
  { countryRegion, today }: { readonly countryRegion: string; readonly today: string },
): MappedRow {
  const textOf = (field: PersonField): string | null => row[mapping[field]]?.trim() || null;
  if (isBlank(textOf('firstName')) && isBlank(textOf('lastName'))) return { customer: null, reason: 'noName' };
  const birth = readDate(textOf('dateOfBirth'), today);
  const fields = Object.fromEntries(ownFields.map((field) => [field, textOf(field)]));
  const address = Object.fromEntries(addressFields.map((field) => [field, textOf(field)]));
  const hasAddress = addressFields.some((field) => address[field] !== null);
  return {
    customer: {
      customerType: 'person',
      ...fields,
      dateOfBirth: birth.date,
      addresses: hasAddress ? [{ purpose: 'home', isPrimary: true, countryRegion, ...address }] : [],
    },
    leftOut: birth.problem,
  };
}

/** Reads `YYYYMMDD` and `YYYY-MM-DD`. */
function readDate(text: string | null, today: string): { date: string | null; problem: RowReason | null } {
  if (text === null) return { date: null, problem: null };
  const date = /^\d{8}$/u.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
  if (!isCalendarDate(date)) return { date: null, problem: 'dateUnreadable' };
  return date > today ? { date: null, problem: 'dateInFuture' } : { date, problem: null };
}
