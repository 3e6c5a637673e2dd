import { decimalSchema, sumOfDecimals } from '@counterfoil/contracts/retail-transaction';
import { compareDecimals } from '@counterfoil/contracts/decimals';
import { refuse } from '@counterfoil/contracts/refusal';
import type { LocalTx } from '../local-database.ts';
import { refreshCounts } from '../service/counts.ts';
import { presentTill, presentWorker, type Engine } from '../service/engine.ts';
import type { ManagerOverride, ShiftView } from '../service/till-service.ts';
import { authorise } from '../sign-in/authorise.ts';
import { heldTransaction } from './open-transaction.ts';
import { takeNumber } from './printed-numbers.ts';

interface Row {
  shift_number: number;
  shift_id: string;
  opened_at: string;
  opened_by: string;
  starting_amount: string;
  closed_at: string | null;
  counted_amount: string | null;
  transaction_count: number;
  sales_total: string;
  cash_total: string;
}

const columns = `shift_number, shift_id, opened_at, opened_by, starting_amount, closed_at, counted_amount,
  transaction_count, sales_total, cash_total`;

function toShift(row: Row): ShiftView {
  return {
    shiftId: row.shift_id,
    shiftNumber: row.shift_number,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    startingAmount: row.starting_amount,
    closedAt: row.closed_at,
    countedAmount: row.counted_amount,
    transactionCount: row.transaction_count,
    salesTotal: row.sales_total,
    cashTotal: row.cash_total,
  };
}

/** The open shift; null: there is none. */
export async function presentShift(tx: Pick<LocalTx, 'all'>): Promise<ShiftView | null> {
  const [row] = await tx.all<Row>(`SELECT ${columns} FROM shifts WHERE closed_at IS NULL`);
  return row ? toShift(row) : null;
}

/** Error: `shift_not_open`. */
export async function requireOpenShift(tx: Pick<LocalTx, 'all'>): Promise<ShiftView> {
  const shift = await presentShift(tx);
  if (!shift) throw refuse('shift_not_open');
  return shift;
}

const insertShift = `INSERT INTO shifts (${columns}) VALUES (?, ?, ?, ?, ?, NULL, NULL, 0, '0.00', '0.00')`;

const selectShift = `SELECT ${columns} FROM shifts WHERE shift_id = ?`;

async function shiftById(tx: Pick<LocalTx, 'all'>, shiftId: string): Promise<ShiftView | null> {
  const [row] = await tx.all<Row>(selectShift, [shiftId]);
  return row ? toShift(row) : null;
}

/**
 * Opens a shift with the cash that is in the drawer; a repetition with the same `shiftId` answers that shift. Errors:
 * `shift_already_open`, `amount_invalid`.
 */
export async function openShift(
  engine: Engine,
  { shiftId, startingAmount }: { shiftId: string; startingAmount: string },
): Promise<ShiftView> {
  const { seams } = engine;
  const { database } = presentTill(engine);
  const { name } = presentWorker(engine);
  requireAmount(startingAmount, 'startingAmount');
  const opened = await database.transaction('open shift', async (tx) => {
    const repeated = await shiftById(tx, shiftId);
    if (repeated) return repeated;
    if (await presentShift(tx)) throw refuse('shift_already_open');
    const number = await takeNumber(tx, 'shift');
    await tx.run(insertShift, [number, shiftId, seams.clock.now().toISOString(), name, startingAmount]);
    return requireOpenShift(tx);
  });
  await refreshCounts(engine);
  return opened;
}

const closeStatement = `UPDATE shifts SET closed_at = ?, counted_amount = ? WHERE shift_id = ? AND closed_at IS NULL
  RETURNING ${columns}`;

/**
 * Closes a shift with the cash that was counted; a repetition with the same amount answers the closed shift. Errors: `shift_not_open`, `transaction_open`, `amount_invalid`, those of
 * who may do it.
 */
export async function closeShift(
  engine: Engine,
  { shiftId, countedAmount }: { shiftId: string; countedAmount: string },
  override: ManagerOverride | null,
): Promise<ShiftView> {
  const { seams } = engine;
  const { database } = presentTill(engine);
  await authorise(engine, 'closeShift', override);
  requireAmount(countedAmount, 'countedAmount');
  const closed = await database.transaction('close shift', async (tx) => {
    const known = await shiftById(tx, shiftId);
    if (known && known.closedAt !== null && known.countedAmount === countedAmount) return known;
    const held = await heldTransaction(tx);
    if (held && (held.lines.length > 0 || held.customerId !== null)) throw refuse('transaction_open');
    const [row] = await tx.all<Row>(closeStatement, [seams.clock.now().toISOString(), countedAmount, shiftId]);
    if (!row) throw refuse('shift_not_open');
    return toShift(row);
  });
  await refreshCounts(engine);
  return closed;
}

const countStatement = `UPDATE shifts SET transaction_count = transaction_count + 1, sales_total = ?, cash_total = ?
  WHERE closed_at IS NULL`;

/** Counts a sale in the open shift, in the transaction that records it. Error: `shift_not_open`. */
export async function countInShift(tx: LocalTx, amounts: { sales: string; cash: string }): Promise<void> {
  const { salesTotal, cashTotal } = await requireOpenShift(tx);
  await tx.run(countStatement, [sumOfDecimals([salesTotal, amounts.sales]), sumOfDecimals([cashTotal, amounts.cash])]);
}

function requireAmount(text: string, field: string): void {
  const isAmount = decimalSchema.safeParse(text).success && compareDecimals(text, '0') >= 0;
  if (!isAmount) throw refuse('amount_invalid', field);
}
