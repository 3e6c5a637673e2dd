import type { Customer } from '@counterfoil/contracts/customer';
import { ids } from '../browser-seams.ts';
import type { CustomerForm } from '@counterfoil/ui/customer-form/customer-form';

/** A new customer that somebody has begun. Its identifiers are made once, so that saving again changes nothing. */
export interface CustomerDraft {
  readonly form: CustomerForm;
  readonly operationId: string;
  readonly customerId: string;
}

/** What somebody began to edit: the customer as it was then, and the form. */
export interface CustomerEditDraft {
  readonly customer: Customer;
  readonly opened: CustomerForm;
  readonly form: CustomerForm;
  /** Made once for what is typed, so that saving it again changes nothing; a change after a refusal is another edit. */
  readonly operationId: string;
}

interface LeftBy<Draft> {
  readonly draft: Draft;
  readonly workerId: string;
}

/* In memory only: nothing that was typed reaches the disk before it is saved. */
let left: LeftBy<CustomerDraft> | null = null;
let leftEdit: LeftBy<CustomerEditDraft> | null = null;

/** A new customer to be begun. */
export function beginDraft(form: CustomerForm): CustomerDraft {
  return { form, operationId: ids.uuid(), customerId: ids.uuid() };
}

/** Keeps what was typed when the till locks itself; only the worker who typed it gets it back. */
export function leaveDraft(draft: CustomerDraft, workerId: string): void {
  left = { draft, workerId };
}

/** What this worker had begun before the till locked; null: nothing. Handed out once. */
export function takeLeftDraft(workerId: string): CustomerDraft | null {
  const taken = left?.workerId === workerId ? left.draft : null;
  left = null;
  return taken;
}

/** The same of an edit in which something was changed. */
export function leaveEdit(draft: CustomerEditDraft, workerId: string): void {
  leftEdit = { draft, workerId };
}

/** Whether this worker had begun to edit this customer before the till locked. */
export function hasLeftEdit(customerId: string, workerId: string): boolean {
  return leftEdit?.workerId === workerId && leftEdit.draft.customer.customerId === customerId;
}

/** That edit; null: there is none. Handed out once; one of another worker is forgotten. */
export function takeLeftEdit(customerId: string, workerId: string): CustomerEditDraft | null {
  const taken = hasLeftEdit(customerId, workerId) ? (leftEdit?.draft ?? null) : null;
  if (taken || leftEdit?.workerId !== workerId) leftEdit = null;
  return taken;
}
