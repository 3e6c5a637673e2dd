import type { Customer } from '@counterfoil/contracts/customer';
import { refuse } from '@counterfoil/contracts/refusal';
import type { NewCustomer } from '@counterfoil/customer/duplicates/duplicate-reasons';
import { findPossibleDuplicates, type PossibleDuplicate } from '@counterfoil/customer/duplicates/possible-duplicates';
import { searchedTables } from '@counterfoil/customer-search/search';
import type { Headquarters } from '../headquarters.ts';
import type { SeenCustomers } from '../workspace/channel-scope.ts';
import { countriesByLegalEntity, searchedMaster } from './search-customers.ts';

/**
 * The customers of the master, among those that may be seen, who may be the one that somebody is about to create (BX-04),
 * by the rules of every channel and till. Error: `legal_entity_unknown`.
 */
export async function possibleDuplicatesAtHeadquarters(
  { database }: Headquarters,
  { legalEntity, customer }: { readonly legalEntity: string; readonly customer: NewCustomer },
  seen: SeenCustomers,
): Promise<PossibleDuplicate<Customer>[]> {
  const countries = await countriesByLegalEntity(database);
  const country = countries.get(legalEntity);
  if (country === undefined) throw refuse('legal_entity_unknown', 'legalEntity', { value: legalEntity });
  const tables = searchedTables(searchedMaster(database, countries, seen));
  return findPossibleDuplicates(tables, customer, { legalEntity, countries: [country] });
}
