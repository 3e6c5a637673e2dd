import { emailQueryKey, nameQueryKey, phoneQueryKey } from '@counterfoil/customer/search-keys';
import type { Customer } from '@counterfoil/contracts/customer';
import { searchResultCountMax, type CustomerSearch } from '@counterfoil/contracts/real-time-service';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import type { Headquarters } from './headquarters.ts';

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

interface FoundRow {
  document: Customer;
}

/* Account numbers are unique in a legal entity: through the few legal entities the index is used on every server. */
const lookupStatement = prepared(
  'look-up-customers',
  `SELECT document FROM customers WHERE customer_id = ANY($1::uuid[])
   UNION ALL
   SELECT customers.document
   FROM legal_entities JOIN customers USING (legal_entity)
   WHERE customers.account_number = ANY($2::text[]) AND NOT customers.customer_id = ANY($1::uuid[])`,
);

/** The customers by permanent identifier or account number, and the identifiers that nobody has. */
export async function lookUpCustomers(
  headquarters: Headquarters,
  identifiers: readonly string[],
): Promise<{ customers: Customer[]; missing: string[] }> {
  const [permanent, numbers] = [identifiers.filter(isPermanent), identifiers.filter((text) => !isPermanent(text))];
  const rows = await headquarters.database.query<FoundRow>(lookupStatement, [
    permanent.map((text) => text.toLowerCase()),
    numbers,
  ]);
  const customers = rows.map((row) => row.document);
  const known = new Set(customers.flatMap((customer) => [customer.customerId, customer.customerAccountNumber]));
  const missing = identifiers.filter((text) => !known.has(isPermanent(text) ? text.toLowerCase() : text));
  return { customers, missing };
}

function isPermanent(identifier: string): boolean {
  return uuidText.test(identifier);
}

/**
 * The customer by permanent identifier or account number (BX-01). A number that customers of two legal entities have
 * names nobody. Error: `customer_unknown`.
 */
export async function findHeadquartersCustomer(headquarters: Headquarters, identifier: string): Promise<Customer> {
  const { customers } = await lookUpCustomers(headquarters, [identifier]);
  const [customer] = customers;
  if (!customer || customers.length > 1) throw refuse('customer_unknown');
  return customer;
}

const selectCountries = prepared(
  'select-legal-entity-countries',
  'SELECT legal_entity, country_region FROM legal_entities ORDER BY legal_entity',
);

/*
 * Every word of the name must occur. The longest one stands alone, since PostgreSQL uses a trigram index for LIKE but
 * not for LIKE ALL. The most similar name comes first, then the permanent identifier decides.
 */
const searchStatement = prepared(
  'search-customers',
  `SELECT document
   FROM customers
   WHERE ($1::text IS NULL OR name_key LIKE $1)
     AND name_key LIKE ALL ($2::text[])
     AND ($3::text IS NULL OR email_key = $3)
     AND ($4::text[] IS NULL OR phone_key = ANY ($4))
     AND ($5::text IS NULL OR account_number = $5)
     AND legal_entity = ANY ($6::text[])
   ORDER BY CASE WHEN $7::text IS NULL THEN 0 ELSE similarity(name_key, $7) END DESC, customer_id
   LIMIT $8`,
);

/**
 * Searches the whole customer master by the same normalised keys as every channel: case, accents, phone as E.164
 * (WD-06). A phone number without a country code is read as one of any legal entity's country. A criterion that holds
 * nothing to search for finds nobody. At most `searchResultCountMax` customers, the most similar name first.
 */
export async function searchHeadquarters(headquarters: Headquarters, search: CustomerSearch): Promise<Customer[]> {
  const { name, email, phone } = search;
  const nameKey = name?.trim() ? nameQueryKey(name) : null;
  const emailKey = email?.trim() ? emailQueryKey(email) : null;
  if (nameKey === '' || (nameKey === null && onlyNameGiven(search))) return [];
  const { legalEntities, countries } = await searchedLegalEntities(headquarters, search.legalEntity);
  const [first = null, ...others] = namePatterns(nameKey);
  const rows = await headquarters.database.query<FoundRow>(searchStatement, [
    first,
    others,
    emailKey,
    phone?.trim() ? countries.map((country) => phoneQueryKey(phone, country)).filter((key) => key !== null) : null,
    search.accountNumber?.trim() || null,
    legalEntities,
    nameKey,
    searchResultCountMax,
  ]);
  return rows.map((row) => row.document);
}

function onlyNameGiven({ email, phone, accountNumber }: CustomerSearch): boolean {
  return !email?.trim() && !phone?.trim() && !accountNumber?.trim();
}

/** A pattern for each word, the longest first: it is the one that the index narrows by. */
function namePatterns(nameKey: string | null): string[] {
  const words = nameKey?.split(' ') ?? [];
  return words.toSorted((a, b) => b.length - a.length).map((word) => `%${word}%`);
}

async function searchedLegalEntities(
  headquarters: Headquarters,
  only: string | undefined,
): Promise<{ legalEntities: string[]; countries: string[] }> {
  const all = await headquarters.database.query<{ legal_entity: string; country_region: string }>(selectCountries);
  const searched = only === undefined ? all : all.filter((row) => row.legal_entity === only);
  return {
    legalEntities: searched.map((row) => row.legal_entity),
    countries: [...new Set(searched.map((row) => row.country_region))],
  };
}
