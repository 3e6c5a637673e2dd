import { refreshConfiguration } from '@counterfoil/channel/exchange/configuration';
import type { UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { visibleAddressBooks } from '@counterfoil/headquarters/visibility/channel-visibility';
import { publishConfiguration } from '@counterfoil/headquarters/configuration/publish-configuration';
import { saveSetting } from '@counterfoil/headquarters/settings/save-setting';
import { channels } from '@counterfoil/headquarters/settings/setting-kinds';
import { findSetting } from '@counterfoil/headquarters/settings/setting-store';
import type { Random } from '@counterfoil/platform/random';
import { oneOf } from './chance.ts';
import type { NodeStorage } from './simulated-server.ts';
import type { ChannelSite, World } from './world.ts';

/** Of the sample settings, and one for each store. */
const shared = 'SHARED';
const books = [shared, 'ONLINE', 'HOUSTON', 'PARIS'] as const;

/** Which seeds play with channels that show the customers of their address books only: none of the regressions. */
const seedStep = 5;

/** Whether the channels of this seed have different address books. */
export function hasAddressBooks(seed: number): boolean {
  return seed % seedStep === 0;
}

/** The stores share customers and have some of their own; the online store has only its own. */
export async function setUpAddressBooks({ look }: NodeStorage): Promise<void> {
  await look.query(
    `INSERT INTO setting_documents (kind, key, document)
     SELECT 'address-books', book, jsonb_build_object('addressBookId', book, 'name', book)
     FROM unnest($1::text[]) AS book ON CONFLICT DO NOTHING`,
    [books],
  );
  await look.query(
    `UPDATE channels SET address_books = CASE channel_id WHEN 'ONLINE' THEN ARRAY['ONLINE'] ELSE ARRAY[channel_id, $1] END
     WHERE channel_type <> 'callCenter'`,
    [shared],
  );
}

/** A cashier puts a customer into an address book, or takes it out of one. */
export function someAddressBookChange(random: Random, held: readonly string[]): UpdateCustomerRequest['changes'] {
  const book = oneOf(random, books);
  return held.includes(book) ? { removedAddressBooks: [book] } : { addedAddressBooks: [book] };
}

/** Somebody at headquarters gives a channel other address books, or none, and runs 1070. */
export async function changeAddressBooksOfChannel(world: World, site: ChannelSite): Promise<string> {
  const { headquarters, random } = world;
  const channel = await findSetting(headquarters.database, channels, [site.channelId]);
  if (!channel) return 'no such channel';
  const addressBooks = oneOf(random, [[], [shared], [site.channelId], [site.channelId, shared], ['ONLINE', 'PARIS']]);
  const author = { changedBy: 'simulation', language: 'en' } as const;
  await saveSetting(headquarters, channels, { ...channel, addressBooks }, author);
  await publishConfiguration(headquarters, '1070');
  await refreshConfiguration(site.channel);
  return addressBooks.join(', ');
}

/** Which customers belong into the database of a site, told without the product's reading of the feed. */
export async function expectedAt(
  world: World,
  site: ChannelSite,
): Promise<(customer: Pick<Customer, 'addressBooks' | 'createdBy'>) => boolean> {
  const { name } = site.node;
  const shown = (await visibleAddressBooks(world.headquartersNode.storage.look, [name])).get(name) ?? null;
  return ({ addressBooks, createdBy }) =>
    shown === null || createdBy === name || addressBooks.some((book) => shown.includes(book));
}
