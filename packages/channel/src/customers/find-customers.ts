import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { localCustomers, localCustomersByAccount, type LocalCustomer } from './local-customers.ts';
import { withdrawnCustomers, withdrawnCustomersByAccount } from './withdrawn-customers.ts';

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

/**
 * The customer by permanent identifier or account number: the identifier resolves for ever, also after there is a
 * number (BX-01). Error: `customer_unknown`.
 */
export async function findCustomer(channel: Channel, identifier: string): Promise<LocalCustomer> {
  const found = uuidText.test(identifier)
    ? await localCustomers(channel.database, [identifier.toLowerCase()])
    : await localCustomersByAccount(channel.database, identifier);
  const [customer] = found;
  if (!customer || found.length > 1) throw refuse('customer_unknown');
  return customer;
}

/**
 * The same for a transaction: a customer that was here and was withdrawn is still whom the transaction is about, with
 * nothing known of it but the account number (BX-01, WD-12). Error: `customer_unknown`.
 */
export async function findCustomerOfTransaction(channel: Channel, identifier: string): Promise<LocalCustomer> {
  try {
    return await findCustomer(channel, identifier);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'customer_unknown') throw error;
    const [customer, ...more] = uuidText.test(identifier)
      ? await withdrawnCustomers(channel.database, [identifier.toLowerCase()])
      : await withdrawnCustomersByAccount(channel.database, identifier);
    if (!customer || more.length > 0) throw error;
    return customer;
  }
}

const selectIdsByAccounts = prepared(
  'select-local-customer-ids-by-accounts',
  'SELECT customer_id, account_number FROM customers WHERE account_number = ANY($1)',
);

/** The customers that many identifiers name, each once, and the identifiers that name none or more than one. */
export async function findCustomersByIdentifiers(
  channel: Channel,
  identifiers: readonly string[],
): Promise<{ customers: LocalCustomer[]; missing: string[] }> {
  const numbers = identifiers.filter((identifier) => !uuidText.test(identifier));
  const rows =
    numbers.length === 0
      ? []
      : await channel.database.query<FoundRow & { account_number: string }>(selectIdsByAccounts, [numbers]);
  const byNumber = Map.groupBy(rows, (row) => row.account_number);
  const idOf = (identifier: string): string | undefined => {
    if (uuidText.test(identifier)) return identifier.toLowerCase();
    const [row, ...more] = byNumber.get(identifier) ?? [];
    return more.length === 0 ? row?.customer_id : undefined;
  };
  const ids = [...new Set(identifiers.map(idOf).filter((id) => id !== undefined))];
  const customers = await localCustomers(channel.database, ids);
  const here = new Set(customers.map((local) => local.document.customerId));
  return { customers, missing: identifiers.filter((identifier) => !here.has(idOf(identifier) ?? '')) };
}

interface FoundRow {
  customer_id: string;
}
