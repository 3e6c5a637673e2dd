import { ask } from '../ask.ts';
import type { CreatedCustomer } from './create-people.ts';
import type { JourneyProduct } from './journey-product.ts';
import type { CustomerTrace, ShownTexts } from './shown-texts.ts';

const tracesReadMax = 100;

/** Reads the traces of some of the customers, spread over all, at their own stores, for the sake of their texts. */
export async function readTraces(
  product: JourneyProduct,
  created: readonly CreatedCustomer[],
  texts: ShownTexts,
): Promise<void> {
  const step = Math.max(1, Math.ceil(created.length / tracesReadMax));
  for (let index = 0; index < created.length; index += step) {
    const customer = created[index] as CreatedCustomer;
    const unit = product.scaleUnits.find((candidate) => candidate.channelDatabaseId === customer.channelDatabaseId);
    if (!unit) throw new Error('a customer of no known store');
    texts.trace(await ask<CustomerTrace>(unit.application, 'GET', `/customers/${customer.customerId}/trace`));
  }
}
