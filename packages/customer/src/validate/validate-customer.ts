import { textLengthMax } from '@counterfoil/contracts/customer';
import type { Contact, CustomerFields } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { isAmount, isCalendarDate, isCurrency, isEmail, isImage, isLanguage } from './field-formats.ts';
import { customerFieldNames } from '../merge/field-paths.ts';
import { phoneCountries, validPhone } from './phone-number.ts';
import { textProblem } from './text-problem.ts';
import { isBlank } from './text-rules.ts';
import { addressProblems } from './validate-addresses.ts';
import { contactProblems } from './validate-contacts.ts';
import { listProblems } from './validate-lists.ts';

type Fields = CustomerChanges['fields'];

/**
 * The rules that every tier applies to an operation before it records it: a creation is checked whole, an update only
 * in what it changes, a deactivation not at all. Changes are to be normalised first (`normalizeChanges`).
 *
 * `today` is `YYYY-MM-DD`; `defaultCountry` (ISO 3166-1 alpha-2) reads phones that carry no country code. Whoever has
 * the customer passes its present contacts, so that an edit of one is checked by its type. What settings decide, such as
 * known affiliations and attributes, is checked beside this (`validate-settings.ts`). Answers every problem found, at
 * most one for a field, in the order of the fields; none when the operation may be recorded.
 */
export function validateOperation(
  operation: CustomerOperation,
  today: string,
  defaultCountry: string,
  heldContacts?: readonly Contact[],
): Problem[] {
  if (operation.kind === 'deactivate') return [];
  const { fields, addresses } = operation.changes;
  if (operation.kind === 'update' && isEmpty(operation.changes)) return [problem('nothing_changed', '')];
  const problems = operation.kind === 'create' ? missingFields(fields) : [];
  const nameProblem = operation.kind === 'create' ? createdNameProblem(fields) : changedNameProblem(fields);
  if (nameProblem) problems.push(nameProblem);
  collectFieldProblems(problems, fields, today);
  problems.push(...addressProblems(addresses, operation.kind));
  const phoneIsText = typeof fields.phone === 'string' && problems.every(({ field }) => field !== 'phone');
  const countries = phoneCountries(
    addresses.map((address) => address.fields),
    defaultCountry,
  );
  if (phoneIsText) collectPhoneProblem(problems, fields.phone, countries);
  const { contacts } = operation.changes;
  if (contacts) problems.push(...contactProblems(contacts, { kind: operation.kind, countries, heldContacts }));
  problems.push(...listProblems(operation.changes));
  return problems;
}

function problem(code: ErrorCode, field: string, parameters?: Problem['parameters']): Problem {
  return parameters ? { code, field, parameters } : { code, field };
}

function isEmpty({ fields, ...lists }: CustomerChanges): boolean {
  return (
    Object.values(lists).every((list) => list === undefined || list.length === 0) &&
    customerFieldNames.every((name) => fields[name] === undefined)
  );
}

const requiredOnCreate = ['customerType', 'languageId', 'currency', 'customerGroup'] as const;

function missingFields(fields: Fields): Problem[] {
  return requiredOnCreate.filter((name) => fields[name] === undefined).map((name) => problem('field_required', name));
}

function createdNameProblem(fields: Fields): Problem | null {
  if (fields.customerType === 'organization') {
    return isBlank(fields.organizationName) ? problem('name_required', 'organizationName') : null;
  }
  return isBlank(fields.firstName) && isBlank(fields.lastName) ? problem('name_required', 'firstName') : null;
}

/** Only what the change itself shows: a name that it does not mention may be there. */
function changedNameProblem(fields: Fields): Problem | null {
  const emptiesOrganization = fields.organizationName !== undefined && isBlank(fields.organizationName);
  const emptiesPerson =
    fields.firstName !== undefined &&
    fields.lastName !== undefined &&
    isBlank(fields.firstName) &&
    isBlank(fields.lastName);
  if (fields.customerType === 'organization')
    return emptiesOrganization ? problem('name_required', 'organizationName') : null;
  const isForOrganization = fields.customerType === undefined && !isBlank(fields.organizationName);
  return emptiesPerson && !isForOrganization ? problem('name_required', 'firstName') : null;
}

/** The text fields with the longest text of each, in UTF-16 code units. */
const textFields = [
  ['personalTitle', textLengthMax.short],
  ['firstName', textLengthMax.name],
  ['middleName', textLengthMax.name],
  ['lastName', textLengthMax.name],
  ['organizationName', textLengthMax.organizationName],
  ['languageId', textLengthMax.short],
  ['currency', textLengthMax.short],
  ['customerGroup', textLengthMax.short],
  ['email', textLengthMax.email],
  ['phone', textLengthMax.phone],
  ['dateOfBirth', textLengthMax.short],
  ['identificationNumber', textLengthMax.short],
  ['receiptEmail', textLengthMax.email],
  ['notes', textLengthMax.notes],
  ['image', textLengthMax.image],
] as const satisfies readonly (readonly [keyof CustomerFields, number])[];

function collectFieldProblems(problems: Problem[], fields: Fields, today: string): void {
  for (const [name, max] of textFields) {
    const text = fields[name];
    if (typeof text !== 'string') continue;
    /* Notes have lines. */
    const checked = name === 'notes' ? text.replaceAll('\n', ' ') : text;
    const found = textProblem(checked, name, max) ?? formatRules[name]?.(text, today);
    if (found) problems.push(found);
  }
  const { creditLimit } = fields;
  if (typeof creditLimit === 'number' && !isAmount(creditLimit))
    problems.push(problem('amount_invalid', 'creditLimit'));
}

/** What is wrong with the meaning of a text, for the fields whose text has a form; the others take any. */
const formatRules: Partial<Record<keyof CustomerFields, (text: string, today: string) => Problem | null>> = {
  email: (text) => (text === '' || isEmail(text) ? null : problem('email_invalid', 'email')),
  currency: (text) => (isCurrency(text) ? null : problem('currency_invalid', 'currency', { value: text })),
  languageId: (text) => (isLanguage(text) ? null : problem('language_invalid', 'languageId', { value: text })),
  customerGroup: (text) => (isBlank(text) ? problem('field_required', 'customerGroup') : null),
  dateOfBirth: dateOfBirthProblem,
  receiptEmail: (text) => (text === '' || isEmail(text) ? null : problem('email_invalid', 'receiptEmail')),
  image: (text) => (text === '' || isImage(text) ? null : problem('image_invalid', 'image')),
};

function dateOfBirthProblem(text: string, today: string): Problem | null {
  if (text === '') return null;
  if (!isCalendarDate(text)) return problem('date_invalid', 'dateOfBirth');
  return text > today ? problem('date_in_future', 'dateOfBirth') : null;
}

function collectPhoneProblem(
  problems: Problem[],
  phone: string | null | undefined,
  countries: readonly string[],
): void {
  if (!phone || validPhone(phone, countries)) return;
  problems.push(problem('phone_invalid', 'phone', { country: countries[0] ?? '' }));
}
