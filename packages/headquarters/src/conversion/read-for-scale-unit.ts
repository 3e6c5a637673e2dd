import type { CustomerReading, CustomerReadingAnswer } from '@counterfoil/contracts/customer-reading';
import { lookUpCustomers } from '../customers/find-customers.ts';
import type { Headquarters } from '../headquarters.ts';

/**
 * A customer that somebody opens in a channel that doesn't hold it (WD-08), of whichever legal entity: the scale unit
 * asks before it does anything with it.
 */
export async function readForScaleUnit(
  headquarters: Headquarters,
  { identifier, legalEntity }: CustomerReading,
): Promise<CustomerReadingAnswer> {
  const { customers } = await lookUpCustomers(headquarters, [identifier]);
  const [customer, ...more] = customers.filter(
    (candidate) => legalEntity === undefined || candidate.legalEntity === legalEntity,
  );
  return { customer: customer && more.length === 0 ? customer : null };
}
