import type { Product } from '@counterfoil/contracts/products';
import {
  decimalSchema,
  sumOfDecimals,
  transactionLineCountMax,
  type RetailTransaction,
} from '@counterfoil/contracts/retail-transaction';
import type { Language } from '@counterfoil/contracts/error-register';
import { amountOf, compareDecimals } from '@counterfoil/contracts/decimals';
import { refuse } from '@counterfoil/contracts/refusal';
import type { LocalTx } from '../local-database.ts';
import { tellConnection } from '../service/connection.ts';
import { presentTill, presentWorker, type Engine } from '../service/engine.ts';
import { customerAnywhere, customerKnownOnline, knownCustomer } from '../service/known-customer.ts';
import { stateChanged } from '../service/tell-state.ts';
import type { OpenLine, OpenTransaction } from '../service/till-service.ts';
import { ownChannelOrNull } from '../own-register.ts';
import { ownChannel, type Till } from '../till.ts';
import { takePrintedId } from './printed-numbers.ts';
import { requireOpenShift } from './shifts.ts';
import type { ReceiptPart } from './transactions-outbox.ts';

/** A checkout as it was sent to the scale unit: whether it was recorded there is not known. */
export interface CheckoutAttempt {
  readonly transaction: RetailTransaction;
  readonly receipt: ReceiptPart;
}

/** The transaction on the screen as the database has it. */
export interface HeldTransaction {
  readonly transactionId: string;
  /** Null until a checkout has asked for it. */
  readonly receiptNumber: string | null;
  readonly customerId: string | null;
  readonly lines: readonly OpenLine[];
  /** Null: nothing is under way, so that the transaction may change. */
  readonly attempt: CheckoutAttempt | null;
}

interface Row {
  transaction_id: string;
  receipt_number: string | null;
  customer_id: string | null;
  lines: string;
  attempt: string | null;
}

const selectHeld = 'SELECT transaction_id, receipt_number, customer_id, lines, attempt FROM open_transaction';

/** The open transaction; null: there is none. */
export async function heldTransaction(tx: Pick<LocalTx, 'all'>): Promise<HeldTransaction | null> {
  const [row] = await tx.all<Row>(selectHeld);
  if (!row) return null;
  return {
    transactionId: row.transaction_id,
    receiptNumber: row.receipt_number,
    customerId: row.customer_id,
    lines: JSON.parse(row.lines) as OpenLine[],
    attempt: row.attempt === null ? null : (JSON.parse(row.attempt) as CheckoutAttempt),
  };
}

const upsertHeld = `INSERT INTO open_transaction (only_row, transaction_id, receipt_number, customer_id, lines, attempt)
  VALUES (1, ?, ?, ?, ?, ?)
  ON CONFLICT (only_row) DO UPDATE SET transaction_id = excluded.transaction_id,
    receipt_number = excluded.receipt_number, customer_id = excluded.customer_id, lines = excluded.lines,
    attempt = excluded.attempt`;

/** Writes the open transaction. */
export async function holdTransaction(tx: LocalTx, held: HeldTransaction): Promise<void> {
  const { transactionId, receiptNumber, customerId, lines, attempt } = held;
  const values = [transactionId, receiptNumber, customerId, JSON.stringify(lines), attempt && JSON.stringify(attempt)];
  await tx.run(upsertHeld, values);
}

/**
 * The open transaction, where it is still what was shown and priced: another tab or a scanner may have changed it since.
 * Error: `transaction_changed`.
 */
export async function requireUnchanged(tx: Pick<LocalTx, 'all'>, shown: HeldTransaction): Promise<void> {
  const present = await heldTransaction(tx);
  if (present === null || contentOf(present) !== contentOf(shown)) throw refuse('transaction_changed');
}

function contentOf({ transactionId, receiptNumber, customerId, lines }: HeldTransaction): string {
  return JSON.stringify([transactionId, receiptNumber, customerId, lines]);
}

/** There is no open transaction any more. */
export async function endHeldTransaction(tx: LocalTx): Promise<void> {
  await tx.run('DELETE FROM open_transaction');
}

/** The open transaction as it is shown; null: there is none. */
export async function openTransactionView(engine: Engine, till: Till): Promise<OpenTransaction | null> {
  const held = await heldTransaction(till.database);
  const channel = ownChannelOrNull(till);
  if (!held || !channel) return null;
  const { transactionId, lines, customerId } = held;
  const { currency } = channel;
  /* A locked till names nobody. */
  const isShown = customerId !== null && engine.worker.worker !== null;
  return {
    transactionId,
    lines,
    totalAmount: totalOf(lines, currency),
    currency,
    customer: isShown ? await shownCustomer(engine, till, customerId) : null,
  };
}

async function shownCustomer(engine: Engine, till: Till, customerId: string): Promise<OpenTransaction['customer']> {
  const { language } = engine;
  const known = await knownCustomer(engine, till, customerId, language);
  return known ?? customerKnownOnline(till, customerId, language);
}

/** The exact sum of the lines. */
export function totalOf(lines: readonly Pick<OpenLine, 'amount'>[], currency: string): string {
  const sum = sumOfDecimals(lines.map(({ amount }) => amount));
  return amountOf(sum, '1', currency);
}

/**
 * Adds a line; a repetition with the same `lineId` changes nothing. Errors: `shift_not_open`, `product_unknown`; of every
 * change `checkout_outcome_unknown`.
 */
export async function addLine(
  engine: Engine,
  line: { lineId: string; itemId: string; quantity: string },
): Promise<OpenTransaction> {
  const till = presentTill(engine);
  const opened = lineOf(till, line);
  return changed(engine, till, async (tx, held) => {
    await requireOpenShift(tx);
    if (held.lines.some(({ lineId }) => lineId === line.lineId)) return held;
    if (held.lines.length >= transactionLineCountMax)
      throw refuse('transaction_lines_too_many', 'lines', { max: transactionLineCountMax });
    return { ...held, lines: [...held.lines, opened] };
  });
}

/** Changes how many pieces; a quantity of zero is refused. Errors: `request_invalid`. */
export async function changeQuantity(engine: Engine, lineId: string, quantity: string): Promise<OpenTransaction> {
  const till = presentTill(engine);
  return changed(engine, till, async (_tx, held) => {
    const { currency } = ownChannel(till);
    const priced = (line: OpenLine): OpenLine =>
      line.lineId === lineId ? { ...line, quantity, amount: checkedAmount(line.price, quantity, currency) } : line;
    return { ...held, lines: held.lines.map(priced) };
  });
}

/** Takes a line off; one that isn't there changes nothing. */
export async function removeLine(engine: Engine, lineId: string): Promise<OpenTransaction> {
  return changed(engine, presentTill(engine), async (_tx, held) => ({
    ...held,
    lines: held.lines.filter((line) => line.lineId !== lineId),
  }));
}

/** Puts a customer on the transaction, by permanent identifier, or takes it off. Errors: those of looking it up. */
export async function setCustomer(
  engine: Engine,
  customerId: string | null,
  language: Language,
): Promise<OpenTransaction> {
  const till = presentTill(engine);
  if (customerId !== null) await customerAnywhere(engine, till, customerId, language);
  return changed(engine, till, async (_tx, held) => ({ ...held, customerId }));
}

async function changed(
  engine: Engine,
  till: Till,
  change: (tx: LocalTx, held: HeldTransaction) => Promise<HeldTransaction>,
): Promise<OpenTransaction> {
  presentWorker(engine);
  const began = await till.database.transaction('change open transaction', async (tx) => {
    const held = await heldTransaction(tx);
    if (held?.attempt) throw refuse('checkout_outcome_unknown');
    const before = held ?? (await newTransaction(tx));
    await holdTransaction(tx, await change(tx, before));
    return held === null;
  });
  if (began) tellConnection(engine, 'transactionBegan');
  stateChanged(engine);
  const view = await openTransactionView(engine, till);
  if (!view) throw new Error('the open transaction is gone');
  return view;
}

async function newTransaction(tx: LocalTx): Promise<HeldTransaction> {
  const transactionId = await takePrintedId(tx, 'transaction');
  return { transactionId, receiptNumber: null, customerId: null, lines: [], attempt: null };
}

function lineOf(
  till: Till,
  { lineId, itemId, quantity }: { lineId: string; itemId: string; quantity: string },
): OpenLine {
  const { currency } = ownChannel(till);
  const product = productOf(till, itemId);
  const price = product.prices[currency] ?? '';
  return { lineId, product, quantity, price, amount: checkedAmount(price, quantity, currency) };
}

/** The products that have a price in the currency of the store. */
export function productsHere(till: Till): Product[] {
  const { currency } = ownChannel(till);
  return till.configuration.products.filter(({ prices }) => prices[currency] !== undefined);
}

function productOf(till: Till, itemId: string): Product {
  const product = productsHere(till).find((candidate) => candidate.itemId === itemId || candidate.barcode === itemId);
  if (!product) throw refuse('product_unknown', 'itemId', { value: itemId });
  return product;
}

function checkedAmount(price: string, quantity: string, currency: string): string {
  if (!decimalSchema.safeParse(quantity).success || compareDecimals(quantity, '0') === 0) throw quantityInvalid();
  const amount = amountOf(price, quantity, currency);
  if (!decimalSchema.safeParse(amount).success) throw quantityInvalid();
  return amount;
}

function quantityInvalid(): Error {
  return refuse('quantity_invalid', 'quantity');
}
