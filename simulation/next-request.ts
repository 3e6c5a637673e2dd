import { hasAddressBooks } from './address-books.ts';
import { weighted } from './chance.ts';
import {
  askAgain,
  askForAddress,
  askForAddressBooks,
  askForCreation,
  askForEdit,
  askForListEdit,
  askForTwin,
} from './workload.ts';
import { askForMeetingEdits } from './workload-meetings.ts';
import type { ChannelSite, World } from './world.ts';

/** What a cashier does next. */
export function nextRequest(world: World, site: ChannelSite): { name: string; run: () => Promise<string> } {
  return weighted(world.random, [
    [10, { name: 'create', run: () => askForCreation(world, site) }],
    [3, { name: 'ask again', run: () => askAgain(world, site) }],
    [12, { name: 'edit', run: () => askForEdit(world, site) }],
    [5, { name: 'address', run: () => askForAddress(world, site) }],
    [9, { name: 'contacts and lists', run: () => askForListEdit(world, site) }],
    [6, { name: 'edits that meet', run: () => askForMeetingEdits(world, site) }],
    [1, { name: 'create in an unknown group', run: () => askForCreation(world, site, { flaw: 'group' }) }],
    [1, { name: 'create with a refused value', run: () => askForCreation(world, site, { flaw: 'value' }) }],
    [1.5, { name: 'edit to an unknown group', run: () => askForEdit(world, site, 'group') }],
    [0.7, { name: 'edit to a refused value', run: () => askForEdit(world, site, 'value') }],
    [1.5, { name: 'twin', run: () => askForTwin(world, site) }],
    [hasAddressBooks(world.seed) ? 9 : 0, { name: 'address books', run: () => askForAddressBooks(world, site) }],
  ]);
}
