import { refuse } from '@counterfoil/contracts/refusal';
import type { Device } from './device.ts';
import type { Till } from './till.ts';

/**
 * Whether customer data is kept off this till (SD-25): by the settings it has, or by what the scale unit told it last.
 * Both are asked, since the settings may be older than the last word.
 */
export function isCustomerDataFiltered({ configuration }: Pick<Till, 'configuration'>, device: Device): boolean {
  return configuration.filterSharedCustomerDataTables || device.customerData === 'filtered';
}

/** Error: `customer_creation_offline_excluded`, with what the cashier can do instead (T3). */
export function requireCreationAllowed(till: Pick<Till, 'configuration'>, device: Device): void {
  if (isCustomerDataFiltered(till, device)) throw refuse('customer_creation_offline_excluded');
}
