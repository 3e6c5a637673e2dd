import type { Customer } from '@counterfoil/contracts/customer';
import { applyPublished } from '../exchange/apply-published.ts';
import type { Channel } from '../channel.ts';
import { readLink } from '../exchange/headquarters-link.ts';

/**
 * Keeps a customer that headquarters told of in a search, as if 1010 had brought it: whoever works with it needs it
 * here. What headquarters publishes later, or has published by now, goes before it.
 */
export async function keepFoundCustomer(channel: Channel, customer: Customer): Promise<void> {
  await channel.database.transaction('keep found customer', async (tx) => {
    const { headquartersEpoch } = await readLink(tx);
    await applyPublished(channel, tx, {
      customers: [customer],
      outcomes: [],
      headquartersEpochNumber: headquartersEpoch?.number ?? 0,
    });
  });
}
