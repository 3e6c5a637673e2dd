import type { Customer } from '@counterfoil/contracts/customer';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { isSeenCustomer, type SeenCustomers } from '../workspace/channel-scope.ts';

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

interface FoundRow {
  document: Customer;
}

/* Account numbers are unique in a legal entity: through the few legal entities the index is used on every server. */
const lookupStatement = prepared(
  'look-up-customers',
  `SELECT document FROM customers WHERE customer_id = ANY($1::uuid[]) AND ${isSeenCustomer('customers', '$3')}
   UNION ALL
   SELECT customers.document
   FROM legal_entities JOIN customers USING (legal_entity)
   WHERE customers.account_number = ANY($2::text[]) AND NOT customers.customer_id = ANY($1::uuid[])
     AND ${isSeenCustomer('customers', '$3')}`,
);

/** The customers by permanent identifier or account number, among those that may be seen, and the identifiers that nobody has. */
export async function lookUpCustomers(
  headquarters: Headquarters,
  identifiers: readonly string[],
  seen: SeenCustomers = null,
): Promise<{ customers: Customer[]; missing: string[] }> {
  const [permanent, numbers] = [identifiers.filter(isPermanent), identifiers.filter((text) => !isPermanent(text))];
  const rows = await headquarters.database.query<FoundRow>(lookupStatement, [
    permanent.map((text) => text.toLowerCase()),
    numbers,
    seen,
  ]);
  const customers = rows.map((row) => row.document);
  const known = new Set(customers.flatMap((customer) => [customer.customerId, customer.customerAccountNumber]));
  const missing = identifiers.filter((text) => !known.has(isPermanent(text) ? text.toLowerCase() : text));
  return { customers, missing };
}

/** Whether it is a permanent identifier, in capitals or not, rather than an account number. */
export function isPermanent(identifier: string): boolean {
  return uuidText.test(identifier);
}

/**
 * The customer by permanent identifier or account number (BX-01). A number that customers of two legal entities have
 * names nobody. Error: `customer_unknown`.
 */
export async function findHeadquartersCustomer(
  headquarters: Headquarters,
  identifier: string,
  seen: SeenCustomers = null,
): Promise<Customer> {
  const { customers } = await lookUpCustomers(headquarters, [identifier], seen);
  const [customer] = customers;
  if (!customer || customers.length > 1) throw refuse('customer_unknown');
  return customer;
}
