import { accountLabel, displayName } from '@counterfoil/customer/display';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import type { LocalCustomer } from './local-customers.ts';
import type { OutboxEntry } from '../exchange/outbox.ts';

/** What stands between a customer and being the same everywhere, from worst to best. */
export type SynchronizationState = 'needsAttention' | 'pending' | 'uploaded' | 'synchronized';

/** A customer as an API shows it: fields for machines, and texts for people without any identifier in them (R3). */
export interface ShownCustomer {
  readonly customerId: string;
  readonly customerAccountNumber: string | null;
  readonly customer: Customer;
  readonly display: {
    readonly name: string;
    /** The account number, or *Pending synchronization* (SD-07). */
    readonly account: string;
    readonly status: string;
    readonly reason: string | null;
  };
  readonly synchronization: {
    readonly state: SynchronizationState;
    readonly undecidedOperations: number;
    readonly lastKnownError: Problem | null;
    readonly accountNumberAt: string | null;
  };
}

const statusText: Record<SynchronizationState, Record<Language, string>> = {
  needsAttention: { en: 'Needs attention at headquarters', fr: 'À corriger au siège' },
  pending: { en: 'Waiting to be sent to headquarters', fr: "En attente d'envoi au siège" },
  uploaded: { en: 'At headquarters, waiting to be processed', fr: 'Au siège, en attente de traitement' },
  synchronized: { en: 'Synchronized', fr: 'Synchronisé' },
};

/** Shows a customer in `language`; `entries` are its entries in the outbox. */
export function showCustomer(local: LocalCustomer, entries: readonly OutboxEntry[], language: Language): ShownCustomer {
  const undecided = entries.filter(isUndecided);
  const failed = undecided.find((entry) => entry.status === 'failed');
  const state = synchronizationStateOf(undecided);
  const { document } = local;
  return {
    customerId: document.customerId,
    customerAccountNumber: document.customerAccountNumber,
    customer: document,
    display: {
      name: displayName(document),
      account: accountLabel(document.customerAccountNumber, language),
      status: statusText[state][language],
      reason: failed?.lastKnownError ? problemText(failed.lastKnownError, language) : null,
    },
    synchronization: {
      state,
      undecidedOperations: undecided.length,
      lastKnownError: failed?.lastKnownError ?? null,
      accountNumberAt: local.accountNumberAt,
    },
  };
}

/** Whether headquarters has still to decide an operation. */
export function isUndecided({ status }: Pick<OutboxEntry, 'status'>): boolean {
  return status !== 'completed' && status !== 'refused';
}

/** Where a customer with these undecided operations stands. */
export function synchronizationStateOf(undecided: readonly Pick<OutboxEntry, 'status'>[]): SynchronizationState {
  if (undecided.some((entry) => entry.status === 'failed')) return 'needsAttention';
  if (undecided.some((entry) => entry.status === 'pending')) return 'pending';
  return undecided.length > 0 ? 'uploaded' : 'synchronized';
}

/** The sentence of a problem; an identifier in the message of a database never gets through (R3). */
export function problemText(problem: Problem, language: Language): string {
  const text = isErrorCode(problem.code)
    ? messageOf(problem.code, language, problem.parameters)
    : messageOf('internal_error', language);
  return text.replace(uuidPattern, '…');
}
