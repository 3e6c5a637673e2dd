import type { CustomerRecord } from '@counterfoil/contracts/administration/customer-record';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import { applyOperation } from '@counterfoil/customer/apply-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import type { ChannelScope } from '../workspace/channel-scope.ts';
import { permanentIdOf } from './customer-identifier.ts';

/** Operations by which a customer that is no account yet is described, at most. */
const describingOperationCountMax = 50;

interface RecordRow {
  customer: Customer | null;
  waiting_count: number;
  failed_count: number;
  failed_operation_id: string | null;
  operation_count: number;
}

const selectRecord = prepared(
  'select-customer-record',
  `SELECT (SELECT document FROM customers WHERE customer_id = $1) AS customer,
     (count(*) FILTER (WHERE status = 'uploaded'))::integer AS waiting_count,
     (count(*) FILTER (WHERE status = 'failed'))::integer AS failed_count,
     (array_agg(operation_id ORDER BY n) FILTER (WHERE status = 'failed'))[1] AS failed_operation_id,
     count(*)::integer AS operation_count
   FROM staged_operations WHERE customer_id = $1`,
);

/**
 * What headquarters knows of a customer, by permanent identifier or account number; also of one whose creation arrived
 * and isn't an account yet. Error: `customer_unknown`.
 */
export async function customerRecord(
  headquarters: Headquarters,
  identifier: string,
  scope: ChannelScope,
): Promise<CustomerRecord> {
  const { database } = headquarters;
  const customerId = await permanentIdOf(headquarters, identifier, { scope });
  const [row] = await database.query<RecordRow>(selectRecord, [customerId]);
  if (!row || (!row.customer && row.operation_count === 0)) throw refuse('customer_unknown');
  const { waiting_count: waitingCount, failed_count: failedCount, failed_operation_id: failedOperationId } = row;
  const customer = row.customer ?? (await describedCustomer(database, customerId));
  return { customerId, state: stateOf(row), customer, waitingCount, failedCount, failedOperationId };
}

function stateOf({ customer, waiting_count: waitingCount, failed_count: failedCount }: RecordRow) {
  if (customer) return customer.deactivated ? 'deactivated' : 'account';
  if (failedCount > 0) return 'failed';
  return waitingCount > 0 ? 'pending' : 'refused';
}

const selectOperations = prepared(
  'select-describing-operations',
  `SELECT operation FROM staged_operations WHERE customer_id = $1 AND operation IS NOT NULL ORDER BY n LIMIT $2`,
);

/** The customer as its operations describe it, like the view that its channel has; null where none can be read. */
async function describedCustomer(tx: Tx, customerId: string): Promise<Customer | null> {
  const rows = await tx.query<{ operation: CustomerOperation }>(selectOperations, [
    customerId,
    describingOperationCountMax,
  ]);
  return rows.reduce<Customer | null>((customer, { operation }) => {
    const applied = applyOperation(customer, operation, { kind: 'origin' });
    return applied.result === 'applied' ? applied.customer : customer;
  }, null);
}
