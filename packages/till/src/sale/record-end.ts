import type { Till } from '../till.ts';
import {
  endHeldTransaction,
  requireUnchanged,
  type CheckoutAttempt,
  type HeldTransaction,
} from './open-transaction.ts';
import type { DecidedOnline } from './order-online.ts';
import { countInShift } from './shifts.ts';
import { insertTransaction } from './transactions-outbox.ts';

/** How the open transaction has ended. */
export interface Ended extends CheckoutAttempt {
  /** As it was priced. */
  readonly held: HeldTransaction;
  /** Null: the scale unit decides it later. */
  readonly decided: DecidedOnline | null;
}

const undecided = { status: 'pending', salesOrderNumber: null, problem: null } as const;

/**
 * One durable step: the transaction is in the outbox, counted in the shift, and no longer open.
 * Errors: `transaction_changed`, `shift_not_open`.
 */
export async function recordEnd(till: Till, { held, transaction, receipt, decided }: Ended): Promise<void> {
  await till.database.transaction('record transaction', async (tx) => {
    await requireUnchanged(tx, held);
    await insertTransaction(tx, { transaction, receipt, ...(decided ?? undecided) });
    const { totalAmount, transactionType } = transaction;
    const sales = transactionType === 'cashAndCarry' ? totalAmount : '0.00';
    await countInShift(tx, { sales, cash: receipt.paidWith === 'cash' ? sales : '0.00' });
    await endHeldTransaction(tx);
  });
}
