import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { applyOperation } from './apply-operation.ts';

/**
 * The optimistic view of a channel: what headquarters published last, with the channel's own pending operations on
 * top in the order in which they were recorded. A download therefore never reverts an edit that is still under way
 * (R6). Operations that the base refuses add nothing. `null` when there is no customer yet.
 *
 * Operations of one customer are decided in their order, so all up to the last one that the base contains are decided,
 * even those that the base, which remembers only so many, has forgotten again.
 */
export function rebuildView(base: Customer | null, pending: readonly CustomerOperation[]): Customer | null {
  const contained = new Set(base?.recentOperations);
  const lastContained = pending.findLastIndex(({ operationId }) => contained.has(operationId));
  let view = base;
  for (const operation of pending.slice(lastContained + 1)) {
    const outcome = applyOperation(view, operation, { kind: 'origin' });
    if (outcome.result === 'applied') view = outcome.customer;
  }
  return view;
}
