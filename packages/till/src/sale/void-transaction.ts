import { refuse } from '@counterfoil/contracts/refusal';
import { refreshCounts } from '../service/counts.ts';
import { presentTill, type Engine } from '../service/engine.ts';
import { stateChanged } from '../service/tell-state.ts';
import type { ManagerOverride } from '../service/till-service.ts';
import { authorise } from '../sign-in/authorise.ts';
import type { Till } from '../till.ts';
import { oneCheckoutAtATime } from './one-checkout-at-a-time.ts';
import { endHeldTransaction, heldTransaction } from './open-transaction.ts';
import { settleAttempt } from './order-online.ts';

const insertVoided = 'INSERT INTO voided_transactions (transaction_id, voided_at, worker_id) VALUES (?, ?, ?)';

/**
 * Ends the open transaction without a sale; its number is used up. Errors: those of who may do it; of one whose checkout
 * was sent `checkout_outcome_unknown`, and `checkout_recorded` where it turns out to be a sale.
 */
export async function voidTransaction(engine: Engine, override: ManagerOverride | null): Promise<void> {
  const till = presentTill(engine);
  const workerId = await authorise(engine, 'voidTransaction', override);
  await oneCheckoutAtATime(engine, async () => {
    await requireNoSale(engine, till);
    await till.database.transaction('void transaction', async (tx) => {
      const held = await heldTransaction(tx);
      if (!held) return;
      await tx.run(insertVoided, [held.transactionId, engine.seams.clock.now().toISOString(), workerId]);
      await endHeldTransaction(tx);
    });
  });
  stateChanged(engine);
}

async function requireNoSale(engine: Engine, till: Till): Promise<void> {
  const held = await heldTransaction(till.database);
  if (!held?.attempt) return;
  const { attempt } = held;
  const settled = await settleAttempt(engine, till, { held, attempt, language: engine.language });
  if (settled === 'free') return;
  await refreshCounts(engine);
  engine.emit({ kind: 'transactions' });
  throw refuse('checkout_recorded');
}
