import type { Customer } from '@counterfoil/contracts/customer';
import { InvariantViolated } from '../violations.ts';
import { checkLists } from './r04-children.ts';
import type { World } from '../world.ts';

interface StateRow {
  customers: number;
  decided: number;
  orphans: number;
  undone: number;
  unannounced: number;
  shared_numbers: number;
  twice: number;
  shoppers_twice: number;
  staged_twice: number;
  overtaken: number;
}

const stateStatement = `
  SELECT
    (SELECT count(*) FROM customers)::integer AS customers,
    (SELECT count(*) FROM staged_operations WHERE status IN ('completed', 'refused'))::integer AS decided,
    (SELECT count(*) FROM customers WHERE NOT EXISTS (
       SELECT FROM staged_operations AS made
       WHERE made.customer_id = customers.customer_id AND made.kind = 'create' AND made.status = 'completed')
    )::integer AS orphans,
    (SELECT count(*) FROM staged_operations AS staged WHERE status = 'completed' AND NOT EXISTS (
       SELECT FROM customers WHERE customers.customer_id = staged.customer_id))::integer AS undone,
    (SELECT count(*) FROM staged_operations AS staged WHERE status = 'completed' AND NOT EXISTS (
       SELECT FROM customer_changes AS change
       WHERE change.operation_id = staged.operation_id AND change.decision = 'completed'))::integer AS unannounced,
    (SELECT count(*) FROM (SELECT FROM customers GROUP BY legal_entity, account_number HAVING count(*) > 1) AS shared
    )::integer AS shared_numbers,
    (SELECT count(*) FROM (SELECT FROM customers GROUP BY customer_id HAVING count(*) > 1) AS twice)::integer AS twice,
    (SELECT count(*) FROM (
       SELECT FROM customers GROUP BY document ->> 'identificationNumber' HAVING count(*) > 1) AS shoppers
    )::integer AS shoppers_twice,
    (SELECT count(*) FROM (SELECT FROM staged_operations GROUP BY operation_id HAVING count(*) > 1) AS twice
    )::integer AS staged_twice,
    (SELECT count(*) FROM staged_operations AS staged
     WHERE status = 'completed' AND follows IS NOT NULL AND NOT EXISTS (
       SELECT FROM staged_operations AS earlier
       WHERE earlier.operation_id = staged.follows AND earlier.status IN ('completed', 'refused')))::integer AS overtaken`;

/**
 * Looks at headquarters after every step. R2: one customer, one number, decided exactly when the customer is there; R4:
 * nothing without its customer, the operations of a customer in their order, and its lists as they can be.
 */
export async function checkHeadquarters(world: World): Promise<void> {
  const row = (await world.headquartersNode.storage.look.query<StateRow>(stateStatement))[0];
  if (!row) throw new Error('the state could not be read');
  const expectNone = (invariant: 'R2' | 'R4', count: number, what: string): void => {
    if (count > 0) throw new InvariantViolated(invariant, `headquarters: ${count} ${what}`);
  };
  expectNone('R2', row.twice, 'customers stored twice');
  expectNone('R2', row.shared_numbers, 'account numbers shared by several customers');
  expectNone('R2', row.shoppers_twice, 'shoppers with several customers');
  expectNone('R2', row.staged_twice, 'operations staged twice');
  expectNone('R2', row.undone, 'operations decided without their customer');
  expectNone('R2', row.unannounced, 'operations decided without a row in the change feed');
  expectNone('R4', row.orphans, 'customers without their creation');
  expectNone('R4', row.overtaken, 'operations applied before the one they follow');
  const documents = await world.headquartersNode.storage.look.query<{ document: Customer }>(
    'SELECT document FROM customers',
  );
  for (const { document } of documents) checkLists('headquarters', document);
  world.sightings.R2 += row.customers;
  world.sightings.R4 += row.decided;
}
