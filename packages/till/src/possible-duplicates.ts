import type { DuplicateReason, NewCustomer } from '@counterfoil/customer/duplicates/duplicate-reasons';
import { findPossibleDuplicates } from '@counterfoil/customer/duplicates/possible-duplicates';
import { countryOfLegalEntity } from '@counterfoil/customer/channel-problems';
import type { Customer } from '@counterfoil/contracts/customer';
import { searchedOffline } from './search-offline.ts';
import { ownChannel, type Till } from './till.ts';

/** A customer of this till who may be the new one already. */
export interface OfflineDuplicate {
  readonly customer: Customer;
  readonly because: readonly DuplicateReason[];
}

/**
 * The customers of the offline database who may be the one that somebody is about to create (BX-04), likeliest first, at
 * most three. What a person sees of them is to be masked (`maskedCustomer`). Error: `offline_database_not_ready`.
 */
export async function possibleDuplicatesOffline(till: Till, newCustomer: NewCustomer): Promise<OfflineDuplicate[]> {
  const { legalEntity, countryRegion } = ownChannel(till);
  const countries = [...new Set([countryRegion, countryOfLegalEntity(till.configuration, legalEntity)])];
  const searched = await searchedOffline(till);
  const duplicates = await findPossibleDuplicates(searched, newCustomer, { legalEntity, countries });
  return duplicates.map(({ found, because }) => ({ customer: found, because }));
}
