import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { InvariantViolated } from '../violations.ts';
import type { World } from '../world.ts';

/** R4, at any moment on any node: what in a customer's lists can't be, for example a consent without its contact. */
export function checkLists(node: string, customer: Customer): void {
  const contactIds = customer.contacts.map(({ contactId }) => contactId);
  const lists: readonly (readonly [what: string, keys: readonly string[]])[] = [
    ['address', customer.addresses.map(({ addressId }) => addressId)],
    ['contact', contactIds],
    ['affiliation', customer.affiliations],
    ['address book', customer.addressBooks],
  ];
  for (const [what, keys] of lists) {
    if (new Set(keys).size < keys.length)
      throw new InvariantViolated('R4', `${node}: a customer has one ${what} twice`);
  }
  const recorded = new Set(Object.keys(customer.consentRecords));
  for (const { contactId, marketingConsent } of customer.contacts) {
    if (marketingConsent !== 'unknown' && !recorded.has(`contact:${contactId}`)) {
      throw new InvariantViolated('R4', `${node}: nobody gave the consent of a contact`);
    }
  }
  if (customer.emailMarketingConsent !== 'unknown' && !recorded.has('email')) {
    throw new InvariantViolated('R4', `${node}: nobody gave the consent of an e-mail address`);
  }
  const held = new Set(contactIds.map((contactId) => `contact:${contactId}`));
  const orphan = [...recorded].find((key) => key.startsWith('contact:') && !held.has(key));
  if (orphan !== undefined) throw new InvariantViolated('R4', `${node}: a consent outlives its contact`);
}

interface DecidedRow {
  operation: CustomerOperation;
  document: Customer;
}

/** Each customer's completed operations in the order of their decisions, which the customer itself remembers. */
const decidedStatement = `
  SELECT staged.operation, customers.document
  FROM customers
  CROSS JOIN LATERAL jsonb_array_elements_text(document -> 'recentOperations') WITH ORDINALITY AS decided (id, place)
  JOIN staged_operations AS staged ON staged.operation_id = decided.id::uuid AND staged.status = 'completed'
  ORDER BY customers.customer_id, decided.place`;

/**
 * R4 at headquarters, without the product's merge: the addresses and contacts of a customer are those that its
 * operations added and none of them removed. No run adds one again that was removed.
 */
export async function checkChildrenKept(world: World): Promise<void> {
  const rows = await world.headquartersNode.storage.look.query<DecidedRow>(decidedStatement);
  for (const [, decided] of Map.groupBy(rows, ({ operation }) => operation.customerId)) {
    const document = decided.at(-1)?.document;
    if (!document) continue;
    const changes = decided.map(({ operation }) => operation.changes);
    const addresses = changes.flatMap((change) =>
      change.addresses.map(({ addressId, change: what }) => ({ id: addressId, what })),
    );
    const contacts = changes.flatMap(({ contacts: list = [] }) =>
      list.map(({ contactId, change: what }) => ({ id: contactId, what })),
    );
    expectChildren(
      world,
      'address',
      addresses,
      document.addresses.map(({ addressId }) => addressId),
    );
    expectChildren(
      world,
      'contact',
      contacts,
      document.contacts.map(({ contactId }) => contactId),
    );
  }
}

function expectChildren(
  world: World,
  what: string,
  changes: readonly { id: string; what: 'put' | 'remove' }[],
  held: readonly string[],
): void {
  const expected = new Set(changes.filter((change) => change.what === 'put').map(({ id }) => id));
  for (const { id, what: change } of changes) if (change === 'remove') expected.delete(id);
  const kept = new Set(held);
  for (const id of expected) {
    if (!kept.has(id)) throw new InvariantViolated('R4', `headquarters lost the ${what} of a customer`);
  }
  for (const id of kept) {
    if (!expected.has(id)) throw new InvariantViolated('R4', `headquarters has an ${what} that nobody added`);
  }
  world.sightings.R4 += kept.size;
}
