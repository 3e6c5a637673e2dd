import type { WorkerRole } from './worker-sessions.ts';

/** Whether an operation works without the scale unit: always, never, or by the settings that the till acts on (WD-05). */
export type OfflineAvailability = 'yes' | 'no' | 'bySettings';

/** What a worker does at a till, with the number that the reference product gives it, where it has one. */
export interface PosOperation {
  readonly number: number | null;
  readonly role: WorkerRole;
  readonly offline: OfflineAvailability;
}

/**
 * The operations of a till: who may do them, and whether they work offline. A cashier does those of a store manager
 * after a manager's override.
 */
export const posOperations = {
  customerAdd: { number: 612, role: 'cashier', offline: 'bySettings' },
  customerSearch: { number: 602, role: 'cashier', offline: 'bySettings' },
  customerToTransaction: { number: 600, role: 'cashier', offline: 'yes' },
  customerClear: { number: 603, role: 'cashier', offline: 'yes' },
  customerEdit: { number: 623, role: 'cashier', offline: 'bySettings' },
  issueLoyaltyCard: { number: 625, role: 'cashier', offline: 'bySettings' },
  customerOrder: { number: 620, role: 'cashier', offline: 'bySettings' },
  cashAndCarry: { number: null, role: 'cashier', offline: 'yes' },
  showTransactions: { number: 515, role: 'cashier', offline: 'yes' },
  voidTransaction: { number: 211, role: 'storeManager', offline: 'yes' },
  openShift: { number: 1053, role: 'cashier', offline: 'yes' },
  closeShift: { number: 1055, role: 'storeManager', offline: 'yes' },
  databaseConnectionStatus: { number: 917, role: 'storeManager', offline: 'yes' },
} as const satisfies Readonly<Record<string, PosOperation>>;

export type PosOperationId = keyof typeof posOperations;

/** Whether somebody of `role` may do an operation without an override. */
export function mayDo(role: WorkerRole, operation: PosOperationId): boolean {
  return role === 'storeManager' || posOperations[operation].role === 'cashier';
}
