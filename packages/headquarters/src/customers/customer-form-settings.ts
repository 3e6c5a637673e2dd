import type {
  CreationPlaceSettings,
  CustomerFormSettings,
} from '@counterfoil/contracts/administration/customer-form-settings';
import { readConversionReferences } from '../conversion/conversion-references.ts';
import type { Headquarters } from '../headquarters.ts';
import {
  addressBooks,
  addressFormats,
  affiliations,
  channels,
  customerGroups,
  legalEntities,
  loyaltyPrograms,
  personalTitles,
} from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { isInScope, type ChannelScope } from '../workspace/channel-scope.ts';
import { readCreationPlaces, type NamedPlace } from './creation-settings.ts';

/**
 * Everything that the form of a customer offers and checks, read in a few statements. Who is bound to channels creates
 * customers in their name only.
 */
export async function customerFormSettings(
  { database }: Headquarters,
  scope: ChannelScope,
): Promise<CustomerFormSettings> {
  const [entities, allChannels, groups, books, references] = await Promise.all([
    readSettings(database, legalEntities),
    readSettings(database, channels),
    readSettings(database, customerGroups),
    readSettings(database, addressBooks),
    readConversionReferences(database),
  ]);
  const [titles, affiliated, programs, formats] = await Promise.all([
    readSettings(database, personalTitles),
    readSettings(database, affiliations),
    readSettings(database, loyaltyPrograms),
    readSettings(database, addressFormats),
  ]);
  const open = allChannels.filter(({ channelId }) => isInScope(scope, channelId));
  const named = [
    ...(scope === null ? entities.map(({ legalEntity, name }) => ({ legalEntity, name })) : []),
    ...open.map(({ channelId, legalEntity, name }) => ({ channelId, legalEntity, name })),
  ];
  return {
    legalEntities: entities.map(({ legalEntity, name, countryRegion }) => ({ legalEntity, name, countryRegion })),
    places: await placesOf(database, named),
    customerGroups: groups.map(({ legalEntity, customerGroup, name }) => ({ legalEntity, customerGroup, name })),
    personalTitles: titles,
    affiliations: affiliated,
    addressBooks: books.map(({ addressBookId, name }) => ({ addressBookId, name })),
    loyaltyPrograms: programs,
    customerAttributes: references.customerAttributes,
    addressFormats: formats,
  };
}

interface PlaceOfName extends NamedPlace {
  readonly name: string;
}

async function placesOf(
  database: Headquarters['database'],
  named: readonly PlaceOfName[],
): Promise<CreationPlaceSettings[]> {
  const places = await readCreationPlaces(database, named);
  return named.flatMap((one) => {
    const place = places.placeOf(one);
    if ('code' in place) return [];
    const { legalEntity, defaults } = place;
    return [{ legalEntity, channelId: one.channelId ?? null, name: one.name, defaults }];
  });
}
