import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { customersSeenIn, isSeenCustomer, type ChannelScope } from '../workspace/channel-scope.ts';
import { lookUpCustomers } from './find-customers.ts';

const permanentIdentifier = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/**
 * The permanent identifier of a customer, by itself or by account number. A number that nobody has, or customers of two
 * legal entities, is refused with `unknown`. Whether somebody has a permanent identifier is not looked up.
 */
export async function permanentIdOf(
  headquarters: Headquarters,
  identifier: string,
  unknown: ErrorCode = 'customer_unknown',
): Promise<string> {
  if (permanentIdentifier.test(identifier.toLowerCase())) return identifier.toLowerCase();
  const { customers } = await lookUpCustomers(headquarters, [identifier]);
  const [customer] = customers;
  if (!customer || customers.length > 1) throw refuse(unknown);
  return customer.customerId;
}

/* One that isn't in the master yet belongs to whoever is bound to the channel where it was made. */
const selectIsSeen = prepared(
  'select-is-customer-seen',
  `SELECT EXISTS (SELECT FROM customers WHERE customer_id = $1 AND ${isSeenCustomer('customers', '$2')})
     OR (NOT EXISTS (SELECT FROM customers WHERE customer_id = $1)
       AND EXISTS (
         SELECT FROM staged_operations
         WHERE customer_id = $1 AND operation #>> '{origin,channelId}' = ANY($3::text[]))) AS seen`,
);

/** Throws `customer_unknown` when somebody who is bound to channels asks for a customer of others. */
export async function expectSeen(tx: Tx, customerId: string, scope: ChannelScope): Promise<void> {
  if (scope === null) return;
  const seenCustomers = await customersSeenIn(tx, scope);
  const [found] = await tx.query<{ seen: boolean }>(selectIsSeen, [customerId, seenCustomers, scope]);
  if (found?.seen !== true) throw refuse('customer_unknown');
}
