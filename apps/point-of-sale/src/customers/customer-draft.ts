import { ids } from '../browser-seams.ts';
import type { CustomerForm } from './customer-form.ts';

/** A new customer that somebody has begun. Its identifiers are made once, so that saving again changes nothing. */
export interface CustomerDraft {
  readonly form: CustomerForm;
  readonly operationId: string;
  readonly customerId: string;
}

interface LeftDraft {
  readonly draft: CustomerDraft;
  readonly workerId: string;
}

let left: LeftDraft | null = null;

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
