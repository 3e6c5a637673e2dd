import type { Tx } from '@counterfoil/database/database';
import { channels } from '../../settings/setting-kinds.ts';
import { readSettings } from '../../settings/setting-store.ts';

/** A channel that has a channel database. */
export type PublishedChannel = typeof channels.example;

/** The channels of each of the channel databases, by identifier; an empty list for one without channels. */
export async function channelsOfDatabases(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PublishedChannel[]>> {
  const byDatabase = Map.groupBy(await readSettings(tx, channels), (channel) => channel.channelDatabaseId);
  return new Map(channelDatabaseIds.map((id) => [id, byDatabase.get(id) ?? []]));
}

/** The same part for every channel database. */
export function sameForAll<Part>(channelDatabaseIds: readonly string[], part: Part): ReadonlyMap<string, Part> {
  return new Map(channelDatabaseIds.map((id) => [id, part]));
}

/** A part for every channel database by its channels. */
export function byChannels<Part>(
  databases: ReadonlyMap<string, readonly PublishedChannel[]>,
  partOf: (channels: readonly PublishedChannel[], channelDatabaseId: string) => Part,
): ReadonlyMap<string, Part> {
  return new Map([...databases].map(([id, channelsOfIt]) => [id, partOf(channelsOfIt, id)]));
}
