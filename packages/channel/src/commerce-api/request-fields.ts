import type { UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import { CodedError } from '@counterfoil/contracts/refusal';
import { customerFieldNames } from '@counterfoil/customer/merge/field-paths';

/** Names a field of a customer as a request names it. */
export type FieldNaming = (field: string) => string;

const customerFields: ReadonlySet<string> = new Set(customerFieldNames);
const listPlace = /^(addresses|contacts|affiliations|addressBooks|attributes|externalIdentities)(?:\.|$)/u;
const entryPlace = /^(\w+)\.(\d+)(.*)$/u;

/** Fields of the customer stand under `prefix` in the request's body: `email` becomes `customer.email`. */
export function fieldsUnder(prefix: string): FieldNaming {
  return (field) => (customerFields.has(field) || listPlace.test(field) ? `${prefix}.${field}` : field);
}

/** The one address of a request stands under `address`: `addresses.0.city` becomes `address.city`. */
export const addressField: FieldNaming = onlyEntry('addresses', 'address');

/** The one contact of a request stands under `contact`. */
export const contactField: FieldNaming = onlyEntry('contacts', 'contact');

/** The one loyalty card of a request is the request: `loyaltyCards.0.cardNumber` becomes `cardNumber`. */
export const loyaltyCardField: FieldNaming = (field) => field.replace(/^loyaltyCards\.\d+\.?/u, '');

function onlyEntry(list: string, name: string): FieldNaming {
  return (field) => {
    const place = entryPlace.exec(field);
    return place?.[1] === list ? `${name}${place[3] ?? ''}` : field;
  };
}

type Edited = UpdateCustomerRequest['changes'];

/** The two lists by which an edit names what it adds or changes, and what it removes. */
const editedLists: Readonly<Record<string, readonly [added: keyof Edited, removed: keyof Edited]>> = {
  addresses: ['addresses', 'removedAddressIds'],
  contacts: ['contacts', 'removedContactIds'],
  affiliations: ['addedAffiliations', 'removedAffiliations'],
  addressBooks: ['addedAddressBooks', 'removedAddressBooks'],
  externalIdentities: ['addedExternalIdentities', 'removedExternalIdentities'],
};

/** Names of an edit's fields under `changes`; the operation lists what is removed behind what is added. */
export function changedFields(changes: Edited): FieldNaming {
  const underChanges = fieldsUnder('changes');
  return (field) => {
    const [, list = field, index, rest = ''] = entryPlace.exec(field) ?? [];
    const lists = Object.hasOwn(editedLists, list) ? editedLists[list] : undefined;
    if (!lists) return underChanges(field);
    const [added, removed] = lists;
    if (index === undefined) return `changes.${added}`;
    const addedCount = countOf(changes[added]);
    const place = Number(index);
    if (place < addedCount) return `changes.${added}.${index}${rest}`;
    const isIdentifier = removed.endsWith('Ids');
    return `changes.${removed}.${place - addedCount}${isIdentifier ? '' : rest}`;
  };
}

function countOf(list: Edited[keyof Edited]): number {
  return Array.isArray(list) ? list.length : 0;
}

/** Runs `work`; what it refuses names the fields as the request does. */
export async function withRequestFields<Result>(naming: FieldNaming, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const problems = error.problems.map((problem) => ({ ...problem, field: naming(problem.field) }));
    throw new CodedError(error.code, problems, { cause: error });
  }
}
