import type { CustomerChanges, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { CustomerForm } from './customer-form.ts';
import type { RequestedEdit } from './customer-form-request.ts';

/** Place in the form → what is wrong there. The empty place stands for the whole. */
export type FormProblems = ReadonlyMap<string, Problem>;

const sentEntry = /^(addresses|contacts)\.(\d+)(?=\.|$)/u;

/** What the engine refused, under the places of the form: an edit sends some addresses and contacts only. */
export function byPlace(
  problems: readonly Problem[],
  edit?: Pick<RequestedEdit, 'addressPlaces' | 'contactPlaces'>,
): FormProblems {
  const places = new Map<string, Problem>();
  for (const problem of problems) {
    const place = edit ? formPlace(problem.field, edit) : problem.field;
    if (!places.has(place)) places.set(place, problem);
  }
  return places;
}

function formPlace(field: string, edit: Pick<RequestedEdit, 'addressPlaces' | 'contactPlaces'>): string {
  return field.replace(sentEntry, (whole, list: string, index: string) => {
    const place = (list === 'addresses' ? edit.addressPlaces : edit.contactPlaces)[Number(index)];
    return place === undefined ? whole : `${list}.${place}`;
  });
}

/** An edit names only what changes, so whether a name is left has to be asked of the form. */
export function nameProblems(form: CustomerForm): Problem[] {
  const isOrganization = form.customerType === 'organization';
  const names = isOrganization ? [form.organizationName] : [form.firstName, form.lastName];
  if (names.some((name) => name.trim() !== '')) return [];
  return [{ code: 'name_required', field: isOrganization ? 'organizationName' : 'firstName' }];
}

/** The operation that the shared rules are asked about: they look at what is changed, not at who did it. */
export function checkedOperation(kind: 'create' | 'update', changes: CustomerChanges): CustomerOperation {
  const origin = { legalEntity: '', channelId: '', node: '', terminalId: null, workerId: null };
  const identifiers = { operationId: '', customerId: '', recordedAt: '', baseVersion: 0, follows: null };
  return { ...identifiers, kind, origin, changes };
}

/** For children that a check makes: every child of a form has its identifier already. */
export function unusedId(): string {
  return '';
}
