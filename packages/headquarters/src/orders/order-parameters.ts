import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';

const selectHoldCode = prepared(
  'select-order-parameters',
  'SELECT hold_code_for_repaired_orders AS hold_code FROM order_parameters',
);

/** What an order that was repaired is held with when it is made; null: it is not held (WD-24). */
export async function holdCodeForRepairedOrders(tx: Tx): Promise<string | null> {
  return (await tx.query<{ hold_code: string | null }>(selectHoldCode))[0]?.hold_code ?? null;
}

const updateHoldCode = prepared(
  'update-order-parameters',
  'UPDATE order_parameters SET hold_code_for_repaired_orders = $1',
);

/** Sets the hold code, with its audit. */
export async function saveHoldCode(
  headquarters: Headquarters,
  holdCode: string | null,
  changedBy: string,
): Promise<void> {
  await headquarters.database.transaction('save order parameters', async (tx) => {
    const oldValue = await holdCodeForRepairedOrders(tx);
    await tx.query(updateHoldCode, [holdCode]);
    const change = { changedBy, setting: 'hold code for repaired orders', oldValue, newValue: holdCode };
    await recordSettingChange(tx, change, headquarters.seams.clock.now());
  });
}
