import { CodedError } from '@counterfoil/contracts/refusal';
import { customerFieldNames } from '@counterfoil/customer/field-paths';

/** Names a field of a customer as a request names it. */
export type FieldNaming = (field: string) => string;

const customerFields: ReadonlySet<string> = new Set(customerFieldNames);
const addressPlace = /^addresses\.(\d+)(.*)$/u;

/** Fields of the customer stand under `prefix` in the request's body: `email` becomes `customer.email`. */
export function fieldsUnder(prefix: string): FieldNaming {
  return (field) => (customerFields.has(field) || field.startsWith('addresses') ? `${prefix}.${field}` : field);
}

/** The one address of a request stands under `address`: `addresses.0.city` becomes `address.city`. */
export const addressField: FieldNaming = (field) => {
  const place = addressPlace.exec(field);
  return place ? `address${place[2] ?? ''}` : field;
};

/**
 * Names of an edit's fields under `changes`; the operation lists the removed addresses behind the `addressCount` changed
 * ones.
 */
export function changedFields(addressCount: number): FieldNaming {
  const underChanges = fieldsUnder('changes');
  return (field) => {
    const place = Number(addressPlace.exec(field)?.[1] ?? -1);
    return place < addressCount ? underChanges(field) : `changes.removedAddressIds.${place - addressCount}`;
  };
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
