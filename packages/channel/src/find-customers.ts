import { emailQueryKey, nameQueryKey, phoneQueryKey } from '@counterfoil/customer/search-keys';
import { searchResultCountMax, type CustomerSearch } from '@counterfoil/contracts/real-time-service';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import type { Channel } from './channel.ts';
import { localCustomers, localCustomersByAccount, type LocalCustomer } from './local-customers.ts';

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

/*
 * Every word of the name must occur; the longest one by itself, since the trigram index serves LIKE but not LIKE ALL.
 * The most similar name comes first, then the permanent identifier decides.
 */
const searchStatement = prepared(
  'search-local-customers',
  `SELECT customer_id
   FROM customers
   WHERE ($1::text IS NULL OR name_key LIKE $1)
     AND name_key LIKE ALL ($8::text[])
     AND ($2::text IS NULL OR email_key = $2)
     AND ($3::text IS NULL OR phone_key = $3)
     AND ($4::text IS NULL OR account_number = $4)
     AND ($5::text IS NULL OR legal_entity = $5)
   ORDER BY CASE WHEN $6::text IS NULL THEN 0 ELSE similarity(name_key, $6) END DESC, customer_id
   LIMIT $7`,
);

/** Searches this channel database with the same normalised keys everywhere: case, accents, phone as E.164 (WD-06). */
export async function searchCustomers(channel: Channel, search: CustomerSearch): Promise<LocalCustomer[]> {
  const country = channel.configuration.legalEntities[0]?.countryRegion ?? '';
  const nameKey = search.name?.trim() ? nameQueryKey(search.name) : null;
  if (nameKey === '') return [];
  const words = (nameKey?.split(' ') ?? []).toSorted((a, b) => b.length - a.length).map((word) => `%${word}%`);
  const rows = await channel.database.query<FoundRow>(searchStatement, [
    words[0] ?? null,
    search.email?.trim() ? (emailQueryKey(search.email) ?? '') : null,
    search.phone?.trim() ? (phoneQueryKey(search.phone, country) ?? '') : null,
    search.accountNumber?.trim() ?? null,
    search.legalEntity ?? null,
    nameKey,
    searchResultCountMax,
    words.slice(1),
  ]);
  const ids = rows.map((row) => row.customer_id);
  const found = new Map(
    (await localCustomers(channel.database, ids)).map((local) => [local.document.customerId, local]),
  );
  return ids.map((id) => found.get(id)).filter((local) => local !== undefined);
}
