import { accountLabel, displayName } from '@counterfoil/customer/display';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Product } from '@counterfoil/contracts/products';
import { refuse } from '@counterfoil/contracts/refusal';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import type { LocalValue } from '../local-database.ts';
import type { Engine } from '../service/engine.ts';
import { customerIfReachable, knownCustomer } from '../service/known-customer.ts';
import type { OpenLine, Receipt, TransactionSummary } from '../service/till-service.ts';
import { ownChannel, type Till } from '../till.ts';
import { totalOf } from './open-transaction.ts';
import type { ReceiptPart, TransactionStatus } from './transactions-outbox.ts';

interface Row {
  document: string;
  receipt: string;
  status: TransactionStatus;
  sales_order_number: string | null;
}

const columns = 'document, receipt, status, sales_order_number';
const listedCountMax = 200;

/** The last transactions of this till, or of one customer here, newest first. */
export async function transactionsOf(
  engine: Engine,
  till: Till,
  { customerId }: { customerId: string | null },
  language: Language,
): Promise<TransactionSummary[]> {
  const where = customerId === null ? '' : 'WHERE customer_id = ?';
  const values: LocalValue[] = customerId === null ? [listedCountMax] : [customerId, listedCountMax];
  const rows = await till.database.all<Row>(
    `SELECT ${columns} FROM transactions ${where} ORDER BY n DESC LIMIT ?`,
    values,
  );
  const names = new Map<string, string | null>();
  const summaries: TransactionSummary[] = [];
  for (const row of rows) {
    const transaction = JSON.parse(row.document) as RetailTransaction;
    const id = transaction.customerId;
    if (id !== null && !names.has(id)) {
      const known = await knownCustomer(engine, till, id, language);
      names.set(id, known && displayName(known.customer));
    }
    summaries.push(summaryOf(transaction, row, id === null ? null : (names.get(id) ?? null)));
  }
  return summaries;
}

const shownState: Record<TransactionStatus, TransactionSummary['state']> = {
  pending: 'waiting',
  delivered: 'delivered',
  completed: 'completed',
  refused: 'needsAttention',
  failed: 'needsAttention',
  rejected: 'needsAttention',
};

function summaryOf(
  transaction: RetailTransaction,
  { status, sales_order_number: salesOrderNumber }: Row,
  customerName: string | null,
): TransactionSummary {
  const { transactionId, transactionType, receiptNumber, recordedAt, currency, lines } = transaction;
  return {
    transactionId,
    transactionType,
    receiptNumber,
    recordedAt,
    totalAmount: totalOf(lines, currency),
    currency,
    customerName,
    state: shownState[status],
    salesOrderNumber,
  };
}

/** A receipt with the customer's account as known now. Error: `transaction_unknown`. */
export async function showReceipt(
  engine: Engine,
  till: Till,
  transactionId: string,
  language: Language,
): Promise<Receipt> {
  const [row] = await till.database.all<Row>(`SELECT ${columns} FROM transactions WHERE transaction_id = ?`, [
    transactionId,
  ]);
  if (!row) throw refuse('transaction_unknown');
  const transaction = JSON.parse(row.document) as RetailTransaction;
  const { workerName, paidWith, tenderedAmount, changeAmount, lines } = JSON.parse(row.receipt) as ReceiptPart;
  const { customerId } = transaction;
  const shown = customerId === null ? null : await customerIfReachable(engine, till, customerId, language);
  return {
    ...summaryOf(transaction, row, shown && displayName(shown.customer)),
    storeName: ownChannel(till).name,
    registerId: till.registerId,
    workerName,
    lines: transaction.lines.map((line, index) => openLine(line, lines[index])),
    paidWith,
    tenderedAmount,
    changeAmount,
    customerAccount: customerId === null ? null : accountLabel(shown?.customer.customerAccountNumber ?? null, language),
    receiptEmail: transaction.receiptEmail,
    language,
  };
}

function openLine(line: RetailTransaction['lines'][number], part: ReceiptPart['lines'][number] | undefined): OpenLine {
  const { itemId, quantity, price, amount } = line;
  const unknown: Product = { itemId, description: { en: itemId, fr: itemId }, barcode: null, prices: {} };
  return { lineId: part?.lineId ?? itemId, product: part?.product ?? unknown, quantity, price, amount };
}
