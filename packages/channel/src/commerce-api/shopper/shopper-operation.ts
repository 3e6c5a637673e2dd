import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import type { Channel } from '../../channel.ts';
import { operationIdOf } from '../../customers/requested-operation.ts';
import type { Shopper } from '../../shoppers/shopper-sessions.ts';
import { editingCodes } from '../refusals.ts';

/** Codes of every call of a shopper who has signed in. */
export const shopperCodes = ['shopper_session_ended', 'database_unreachable'] as const satisfies readonly ErrorCode[];

/** Codes of every edit of an account. */
export const shopperEditingCodes = [...editingCodes, 'shopper_session_ended'] as const satisfies readonly ErrorCode[];

/** Where an edit is recorded, and as which operation: a shopper's key is theirs alone. */
export function asOperation(
  channel: Channel,
  { customerId, channelId }: Shopper,
  headers: { readonly 'idempotency-key'?: string | undefined },
): { channelId: string; operationId: string } {
  return { channelId, operationId: operationIdOf(channel, `shopper ${customerId}`, headers['idempotency-key']) };
}

/** The identifier of the address or contact that an operation adds: the same whenever the request comes again. */
export function addedBy(operationId: string): string {
  return uuidFromName('added by a shopper', operationId);
}
