import { presentTill, type Engine } from '../service/engine.ts';
import { stateChanged } from '../service/tell-state.ts';
import type { ManagerOverride } from '../service/till-service.ts';
import { authorise } from '../sign-in/authorise.ts';
import { endHeldTransaction, heldTransaction } from './open-transaction.ts';

const insertVoided = 'INSERT INTO voided_transactions (transaction_id, voided_at, worker_id) VALUES (?, ?, ?)';

/** Ends the open transaction without a sale; its number is used up. Errors: those of who may do it. */
export async function voidTransaction(engine: Engine, override: ManagerOverride | null): Promise<void> {
  const { database } = presentTill(engine);
  const workerId = await authorise(engine, 'voidTransaction', override);
  await database.transaction('void transaction', async (tx) => {
    const held = await heldTransaction(tx);
    if (!held) return;
    await tx.run(insertVoided, [held.transactionId, engine.seams.clock.now().toISOString(), workerId]);
    await endHeldTransaction(tx);
  });
  stateChanged(engine);
}
