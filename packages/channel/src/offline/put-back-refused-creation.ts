import { rebuildView } from '@counterfoil/customer/rebuild-view';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import { legalEntityCountry, type Channel } from '../channel.ts';
import { keepPublished, lockLocalCustomers } from '../customers/local-customers.ts';

/* Only what was refused in real time, which headquarters takes anew by P-job. What went that way was parked there. */
const putBack = prepared(
  'put-back-refused-creation',
  `UPDATE customer_operations AS refused
   SET status = 'pending', way = 'fallback', delivered = false, last_known_error = NULL, decided_at = NULL
   WHERE operation_id = (
     SELECT operation_id FROM customer_operations AS latest
     WHERE latest.customer_id = $1 AND kind = 'create' AND way = 'sync' AND status = 'refused'
     ORDER BY epoch_number DESC, n DESC LIMIT 1)
   AND NOT EXISTS (
     SELECT FROM customer_operations AS other
     WHERE other.customer_id = refused.customer_id AND other.status <> 'refused')
   RETURNING operation`,
);

/**
 * Before a transaction is recorded whose customer's creation was refused in real time and taken back: the creation is in
 * the outbox again, with its identifiers, and on top of the channel's customers. It goes by P-job and is parked at
 * headquarters, where somebody corrects it and the transaction follows; otherwise that would wait for a customer who
 * never comes. Any other customer is left alone.
 */
export async function putBackRefusedCreation(channel: Channel, tx: Tx, customerId: string): Promise<void> {
  /* A decision that is under way has the customer locked, and sees the transaction or has taken the customer back. */
  if ((await lockLocalCustomers(tx, [customerId])).size > 0) return;
  const rows = await tx.query<{ operation: CustomerOperation }>(putBack, [customerId]);
  const view = rebuildView(
    null,
    rows.map(({ operation }) => operation),
  );
  if (!view) return;
  const countryRegion = legalEntityCountry(channel, view.legalEntity);
  await keepPublished(tx, [{ published: view, view, countryRegion }], 0, channel.seams.clock.now());
}
