import { listedCountMax, textLengthMax } from '@counterfoil/contracts/customer';
import type { Contact } from '@counterfoil/contracts/customer';
import type { ContactChange, OperationKind, Problem } from '@counterfoil/contracts/customer-operation';
import { isEmail, isWebAddress } from './field-formats.ts';
import { validPhone } from './phone-number.ts';
import { textProblem } from './text-problem.ts';

/** What decides how contacts are read. */
export interface ContactContext {
  readonly kind: OperationKind;
  /** In which phone numbers without a country code are looked for, in this order. */
  readonly countries: readonly string[];
  /** Those that the customer has, if they are known. */
  readonly heldContacts?: readonly Contact[] | undefined;
}

type ContactType = Contact['contactType'];

const locatorLengthMax: Record<ContactType, number> = {
  email: textLengthMax.email,
  phone: textLengthMax.phone,
  url: textLengthMax.street,
};

/**
 * What is wrong with the secondary contacts of an operation. A contact is named by its place in the list, never by its
 * identifier, so no identifier reaches a message (R3).
 */
export function contactProblems(contacts: readonly ContactChange[], context: ContactContext): Problem[] {
  if (contacts.length > listedCountMax) {
    return [{ code: 'too_many_entries', field: 'contacts', parameters: { max: listedCountMax } }];
  }
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, change] of contacts.entries()) {
    const path = `contacts.${index}`;
    if (seen.has(change.contactId)) problems.push({ code: 'entry_duplicate', field: `${path}.contactId` });
    seen.add(change.contactId);
    if (change.change === 'put') problems.push(...putProblems(change, path, context));
  }
  return problems;
}

function putProblems({ contactId, fields }: ContactChange, path: string, context: ContactContext): Problem[] {
  const { kind, heldContacts } = context;
  const held = heldContacts?.find((contact) => contact.contactId === contactId);
  /* Whether an edit adds the contact is for the merge to say: somebody else may have taken it away meanwhile (R6). */
  const isAdded = kind === 'create';
  const problems: Problem[] = [];
  if (isAdded && fields.contactType === undefined) problems.push(required(`${path}.contactType`));
  const locator = fields.locator ?? (fields.contactType === undefined ? undefined : held?.locator);
  if (locator === '' || (isAdded && locator === undefined)) problems.push(required(`${path}.locator`));
  else if (locator !== undefined) {
    const type = fields.contactType ?? held?.contactType ?? likelyType(locator);
    const found = locatorProblem(locator, type, { field: `${path}.locator`, countries: context.countries });
    if (found) problems.push(found);
  }
  const labelFound = fields.label ? textProblem(fields.label, `${path}.label`, textLengthMax.short) : null;
  return labelFound ? [...problems, labelFound] : problems;
}

function required(field: string): Problem {
  return { code: 'field_required', field };
}

/** What a locator can only be, where nobody says: every valid one has just one reading. */
function likelyType(locator: string): ContactType {
  if (locator.includes('://')) return 'url';
  return locator.includes('@') ? 'email' : 'phone';
}

function locatorProblem(
  locator: string,
  type: ContactType,
  { field, countries }: { readonly field: string; readonly countries: readonly string[] },
): Problem | null {
  const found = textProblem(locator, field, locatorLengthMax[type]);
  if (found) return found;
  switch (type) {
    case 'email':
      return isEmail(locator) ? null : { code: 'email_invalid', field };
    case 'url':
      return isWebAddress(locator) ? null : { code: 'url_invalid', field };
    case 'phone': {
      const country = countries[0] ?? '';
      return validPhone(locator, countries) ? null : { code: 'phone_invalid', field, parameters: { country } };
    }
  }
}
