import { isDeepStrictEqual } from 'node:util';
import { applyDownload } from '@counterfoil/channel/exchange/apply-1010';
import { applyOperation } from '@counterfoil/customer/apply-operation';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { CodedError } from '@counterfoil/contracts/refusal';
import { receiveUpload } from '@counterfoil/headquarters/exchange/receive-upload';
import { noPlantedBugs } from '@counterfoil/platform/planted-bugs';
import { shuffled } from '../chance.ts';
import { synchronize } from '../jobs.ts';
import type { SimulatedNode } from '../simulated-node.ts';
import { InvariantViolated } from '../violations.ts';
import type { World } from '../world.ts';

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
 * R5: whatever the faults did, each customer is what its operations, applied once in the order of their decisions and
 * without any fault, make of it.
 */
export async function checkFaultlessRunIsEqual(world: World): Promise<void> {
  const rows = await world.headquartersNode.storage.look.query<DecidedRow>(decidedStatement);
  const byCustomer = Map.groupBy(rows, (row) => row.operation.customerId);
  for (const [, decided] of byCustomer) {
    let customer: Customer | null = null;
    const document = decided[0]?.document;
    for (const { operation } of decided) {
      const applied = applyOperation(customer, operation, {
        kind: 'headquarters',
        customerAccountNumber: document?.customerAccountNumber ?? null,
        plantedBugs: noPlantedBugs,
        isDecided: () => true,
      });
      if (applied.result === 'applied') customer = applied.customer;
      /* Like the number, the dimensions come from the settings of headquarters, once and for all at the creation. */
      if (customer && operation.kind === 'create') customer.financialDimensions = document?.financialDimensions ?? {};
    }
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(customer)), document)) {
      throw new InvariantViolated('R5', 'a customer differs from what a run without faults makes of it');
    }
    world.sightings.R5++;
  }
}

const replayCount = 2;

/** R5: all packages of the run once more, in any order, change not one byte anywhere. */
export async function checkReplaysChangeNothing(world: World): Promise<void> {
  const before = await everything(world);
  for (let time = 0; time < replayCount; time++) {
    for (const { from, bytes } of shuffled(world.random, world.network.uploads)) {
      await acceptingRefusals(() => receiveUpload(world.headquarters, from, bytes));
    }
    for (const { to, bytes } of shuffled(world.random, world.network.downloads)) {
      const site = world.sites.find(({ node }) => node.name === to);
      if (site) await acceptingRefusals(() => applyDownload(site.channel, bytes));
    }
    await synchronize(world);
    world.sightings.R5++;
  }
  const after = await everything(world);
  for (const [name, text] of before) {
    if (after.get(name) !== text) throw new InvariantViolated('R5', `replayed packages change ${name}`);
  }
}

async function acceptingRefusals(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // A package out of its order is refused, which is one way of changing nothing.
    if (!(error instanceof CodedError)) throw error;
  }
}

/** All that counts, as the databases write it. */
async function everything(world: World): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const read = async ({ name, storage }: SimulatedNode, what: string, statement: string): Promise<void> => {
    const rows = await storage.look.query<{ text: string }>(statement);
    texts.set(`${what} of ${name}`, rows.map((row) => row.text).join('\n'));
  };
  const customers = 'SELECT customers::text AS text FROM customers ORDER BY customer_id';
  const fates = (table: string): string =>
    `SELECT concat_ws(' ', operation_id, customer_id, status) AS text FROM ${table} ORDER BY 1`;
  await read(world.headquartersNode, 'the customers', customers);
  await read(world.headquartersNode, 'the staged operations', fates('staged_operations'));
  for (const { node } of world.sites) {
    await read(node, 'the customers', customers);
    await read(node, 'the outbox', fates('customer_operations'));
  }
  return texts;
}
