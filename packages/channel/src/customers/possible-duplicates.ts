import type { NewCustomer } from '@counterfoil/customer/duplicates/duplicate-reasons';
import { findPossibleDuplicates, type PossibleDuplicate } from '@counterfoil/customer/duplicates/possible-duplicates';
import { searchedTables } from '@counterfoil/customer-search/search';
import { channelSettings, legalEntityCountry, type Channel } from '../channel.ts';
import type { LocalCustomer } from './local-customers.ts';
import { searchedHere } from './search-customers.ts';

/**
 * The customers of this channel database who may be the one that somebody is about to create (BX-04), by the rules of
 * every till. Error: `channel_unknown`.
 */
export async function possibleDuplicates(
  channel: Channel,
  { channelId, customer }: { readonly channelId: string; readonly customer: NewCustomer },
): Promise<PossibleDuplicate<LocalCustomer>[]> {
  const { legalEntity, countryRegion } = channelSettings(channel, channelId);
  const countries = [...new Set([countryRegion, legalEntityCountry(channel, legalEntity)])];
  return findPossibleDuplicates(searchedTables(searchedHere(channel)), customer, { legalEntity, countries });
}
