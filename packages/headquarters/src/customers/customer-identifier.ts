import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { customersSeenIn, isSeenCustomer, type ChannelScope, type SeenCustomers } from '../workspace/channel-scope.ts';
import { isPermanent, lookUpCustomers } from './find-customers.ts';

/* One that isn't in the master yet belongs to whoever is bound to the channel where it was made. */
const selectIsSeen = prepared(
  'select-is-customer-seen',
  `SELECT EXISTS (SELECT FROM customers WHERE customer_id = $1 AND ${isSeenCustomer('customers', '$2')})
     OR (NOT EXISTS (SELECT FROM customers WHERE customer_id = $1)
       AND EXISTS (
         SELECT FROM staged_operations
         WHERE customer_id = $1 AND operation #>> '{origin,channelId}' = ANY($3::text[]))) AS seen`,
);

async function isSeen(
  tx: Tx,
  customerId: string,
  { seen, scope }: { readonly seen: SeenCustomers; readonly scope: ChannelScope },
): Promise<boolean> {
  const [found] = await tx.query<{ seen: boolean }>(selectIsSeen, [customerId, seen, scope]);
  return found?.seen === true;
}

/** Who asks, and how they are refused. */
export interface IdentifierReader {
  /** None: customers of all channels are told of. */
  readonly scope?: ChannelScope;
  readonly unknown?: ErrorCode;
}

/**
 * The permanent identifier of a customer, by itself or by account number; also of one that never became a customer. A
 * number that nobody has, or customers of two legal entities, is refused with `unknown`, and so are the customers of
 * others to somebody who is bound to channels. To anybody else a permanent identifier is not looked up.
 */
export async function permanentIdOf(
  headquarters: Headquarters,
  identifier: string,
  { scope = null, unknown = 'customer_unknown' }: IdentifierReader = {},
): Promise<string> {
  const { database } = headquarters;
  const seen = await customersSeenIn(database, scope);
  if (isPermanent(identifier)) {
    const customerId = identifier.toLowerCase();
    if (scope !== null && !(await isSeen(database, customerId, { seen, scope }))) throw refuse(unknown);
    return customerId;
  }
  const { customers } = await lookUpCustomers(headquarters, [identifier], seen);
  const [customer] = customers;
  if (!customer || customers.length > 1) throw refuse(unknown);
  return customer.customerId;
}
