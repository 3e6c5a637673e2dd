import { accountLabel, displayName } from '@counterfoil/customer/display';
import type { Customer } from '@counterfoil/contracts/customer';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import type { LocalTx } from './local-database.ts';
import { offlineCustomer } from './offline-customers.ts';
import { entriesOnTop, type OfflineOutboxEntry } from './offline-outbox.ts';

/** What stands between a customer of this till and being the same everywhere, from worst to best. */
export type OfflineState = 'needsAttention' | 'onThisTill' | 'delivered' | 'synchronized';

/** A customer as a till shows it: fields for the program, and texts for people without any identifier (R3). */
export interface ShownOfflineCustomer {
  readonly customerId: string;
  readonly customer: Customer;
  readonly state: OfflineState;
  readonly display: {
    readonly name: string;
    /** The account number, or *Pending synchronization* (SD-07). */
    readonly account: string;
    readonly status: string;
    /** What could not be done; null when nothing needs attention. */
    readonly reason: string | null;
  };
}

const statusText: Record<OfflineState, Record<Language, string>> = {
  needsAttention: { en: 'Needs attention', fr: 'À corriger' },
  onThisTill: { en: 'On this till, waiting for the network', fr: 'Sur cette caisse, en attente du réseau' },
  delivered: { en: 'Delivered, waiting for headquarters', fr: 'Transmis, en attente du siège' },
  synchronized: { en: 'Synchronized', fr: 'Synchronisé' },
};

/** Shows a customer of the offline database; null when it isn't there. */
export async function showOfflineCustomer(
  tx: Pick<LocalTx, 'all'>,
  customerId: string,
  language: Language,
): Promise<ShownOfflineCustomer | null> {
  const local = await offlineCustomer(tx, customerId);
  if (!local) return null;
  const entries = await entriesOnTop(tx, customerId);
  const { document } = local;
  const state = stateOf(document, entries);
  return {
    customerId,
    customer: document,
    state,
    display: {
      name: displayName(document),
      account: accountLabel(document.customerAccountNumber, language),
      status: statusText[state][language],
      reason: reasonOf(entries, language),
    },
  };
}

function stateOf(document: Customer, entries: readonly OfflineOutboxEntry[]): OfflineState {
  if (entries.some(({ status }) => status === 'failed' || status === 'rejected')) return 'needsAttention';
  if (entries.some(({ status }) => status === 'pending')) return 'onThisTill';
  return entries.length > 0 || document.customerAccountNumber === null ? 'delivered' : 'synchronized';
}

/* A sentence of the register or nothing: parameters may quote what is not for people. */
function reasonOf(entries: readonly OfflineOutboxEntry[], language: Language): string | null {
  const problem = entries.find(({ lastKnownError }) => lastKnownError !== null)?.lastKnownError;
  if (!problem) return null;
  return isErrorCode(problem.code)
    ? messageOf(problem.code, language, problem.parameters)
    : messageOf('internal_error', language);
}
