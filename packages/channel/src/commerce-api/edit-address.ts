import type { UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Channel } from '../channel.ts';
import type { OperationResult } from '../customers/deliver-operation.ts';
import { operationIdOf } from '../customers/requested-operation.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { outboxEntry } from '../exchange/outbox.ts';
import { updateCustomer } from '../customers/update-customer.ts';
import { addressField, withRequestFields } from './request-fields.ts';

/**
 * Changes or removes one address that the customer has; the repetition of a removal finds it gone and is answered as the
 * first time. Error beyond those of an edit: `address_unknown`.
 */
export async function editAddress(
  channel: Channel,
  place: { readonly identifier: string; readonly addressId: string },
  request: UpdateCustomerRequest,
  idempotencyKey: string | undefined,
): Promise<OperationResult> {
  const { document } = await findCustomer(channel, place.identifier);
  const operationId = request.operationId ?? operationIdOf(channel, request.channelId, idempotencyKey);
  const isThere = document.addresses.some((address) => address.addressId === place.addressId);
  if (!isThere && !(await outboxEntry(channel.database, operationId))) throw refuse('address_unknown', 'addressId');
  return withRequestFields(addressField, () =>
    updateCustomer(channel, document.customerId, { ...request, operationId }),
  );
}
