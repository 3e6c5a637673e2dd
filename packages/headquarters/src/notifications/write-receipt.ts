import type { Language } from '@counterfoil/contracts/error-register';
import type { TransactionLine } from '@counterfoil/contracts/retail-transaction';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { escapeHtml } from '@counterfoil/http/markup';
import type { ReceiptNotification } from './notifications.ts';

/** What a receipt says beside the transaction. */
export interface ReceiptSurroundings {
  readonly storeName: string;
  readonly companyName: string;
  /** The customer's account number, or that it is pending, in the receipt's language; null: no customer. */
  readonly account: string | null;
}

/** Subject and body of an e-mail. */
export interface WrittenReceipt {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const words = {
  en: {
    subject: 'Your receipt',
    from: 'from',
    order: 'Order confirmation',
    sale: 'Receipt',
    number: 'Receipt number',
    date: 'Date',
    account: 'Customer account',
    item: 'Item',
    quantity: 'Quantity',
    price: 'Price',
    amount: 'Amount',
    total: 'Total',
    thanks: 'Thank you for your visit.',
  },
  fr: {
    subject: 'Votre reçu',
    from: 'de',
    order: 'Confirmation de commande',
    sale: 'Reçu',
    number: 'Numéro du reçu',
    date: 'Date',
    account: 'Compte client',
    item: 'Article',
    quantity: 'Quantité',
    price: 'Prix',
    amount: 'Montant',
    total: 'Total',
    thanks: 'Merci de votre visite.',
  },
} as const satisfies Record<Language, Record<string, string>>;

type Words = (typeof words)[Language];

/** The receipt as an e-mail in its language; no identifier is ever on it (R3), and no text of the sale is markup. */
export function writeReceipt(receipt: ReceiptNotification, surroundings: ReceiptSurroundings): WrittenReceipt {
  const said = words[receipt.language];
  const { storeName } = surroundings;
  return {
    subject: shown(`${said.subject} ${said.from} ${storeName}`),
    text: textOf(receipt, surroundings, said),
    html: htmlOf(receipt, surroundings, said),
  };
}

/** Somebody may have put an identifier into any text; it is not shown as one. */
function shown(value: string): string {
  return value.replaceAll(uuidPattern, '').replaceAll(/\s+/gu, ' ').trim();
}

function headOf(
  { transaction, language }: ReceiptNotification,
  { account }: ReceiptSurroundings,
  said: Words,
): readonly (readonly [string, string])[] {
  const date = dateText(transaction.recordedAt, language);
  return [
    [said.number, transaction.receiptNumber],
    ...(date === null ? [] : [[said.date, date] as const]),
    ...(account === null ? [] : [[said.account, account] as const]),
  ];
}

/* Channels have no time zone: the time is told as that of the zone it is told in. */
function dateText(recordedAt: string, language: Language): string | null {
  const at = new Date(recordedAt);
  if (Number.isNaN(at.getTime())) return null;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(at)} UTC`;
}

function itemText({ itemId }: TransactionLine, { descriptions, language }: ReceiptNotification): string {
  const description = Object.hasOwn(descriptions, itemId) ? descriptions[itemId] : undefined;
  return description ? `${itemId} ${description[language]}` : itemId;
}

function moneyText(amount: string, { transaction, language }: ReceiptNotification): string {
  const point = language === 'fr' ? ',' : '.';
  return `${amount.replace('.', point)} ${transaction.currency}`;
}

function textOf(receipt: ReceiptNotification, surroundings: ReceiptSurroundings, said: Words): string {
  const { transaction } = receipt;
  const lines = transaction.lines.map(
    (line) =>
      `${line.quantity} x ${itemText(line, receipt)} (${moneyText(line.price, receipt)}): ${moneyText(line.amount, receipt)}`,
  );
  return [
    titleOf(receipt, surroundings, said),
    '',
    ...headOf(receipt, surroundings, said).map(([name, value]) => `${name}: ${value}`),
    '',
    ...lines,
    '',
    `${said.total}: ${moneyText(transaction.totalAmount, receipt)}`,
    '',
    said.thanks,
    surroundings.companyName,
  ]
    .map(shown)
    .join('\n');
}

function titleOf({ transaction }: ReceiptNotification, { storeName }: ReceiptSurroundings, said: Words): string {
  return `${transaction.transactionType === 'customerOrder' ? said.order : said.sale} – ${storeName}`;
}

function htmlOf(receipt: ReceiptNotification, surroundings: ReceiptSurroundings, said: Words): string {
  const { transaction, language } = receipt;
  const head = headOf(receipt, surroundings, said).map(([name, value]) => `${cell(name)}: <b>${cell(value)}</b>`);
  const rows = transaction.lines.map((line) =>
    row([itemText(line, receipt), line.quantity, moneyText(line.price, receipt), moneyText(line.amount, receipt)]),
  );
  return [
    `<html lang="${language}"><body>`,
    `<h1>${cell(titleOf(receipt, surroundings, said))}</h1>`,
    `<p>${head.join('<br>')}</p>`,
    '<table cellpadding="4">',
    `<tr>${[said.item, said.quantity, said.price, said.amount].map((name) => `<th align="left">${name}</th>`).join('')}</tr>`,
    ...rows,
    `<tr><th align="left" colspan="3">${said.total}</th><th align="left">${cell(moneyText(transaction.totalAmount, receipt))}</th></tr>`,
    '</table>',
    `<p>${said.thanks}<br>${cell(surroundings.companyName)}</p>`,
    '</body></html>',
  ].join('\n');
}

function row(values: readonly string[]): string {
  return `<tr>${values.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`;
}

function cell(value: string): string {
  return escapeHtml(shown(value));
}
