import type { SettingEffect } from '@counterfoil/contracts/administration/settings';

type Database = SettingEffect['channelDatabases'][number];

/** How many channels of each type a setting concerns. */
export function channelCounts(
  channels: SettingEffect['channels'],
): Readonly<Record<'store' | 'online' | 'callCenter', number>> {
  const counts = { store: 0, online: 0, callCenter: 0 };
  for (const { channelType } of channels) counts[channelType]++;
  return counts;
}

/** A channel database that doesn't act on the settings as they are saved, and where they are on their way. */
export interface WaitingDatabase {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly place: 'notServed' | 'notPublished' | 'neverFetched' | 'notFetched';
}

/** How many channel databases act on what is saved, and what the others wait for. */
export function spread(databases: readonly Database[]): {
  readonly actingCount: number;
  readonly waiting: readonly WaitingDatabase[];
} {
  const waiting = databases.flatMap((database) => {
    const place = placeOf(database);
    return place === null ? [] : [{ channelDatabaseId: database.channelDatabaseId, name: database.name, place }];
  });
  return { actingCount: databases.length - waiting.length, waiting };
}

function placeOf({ onItsWay, served, actingVersion, publishedVersion }: Database): WaitingDatabase['place'] | null {
  if (onItsWay === 'notPublished') return served ? 'notPublished' : 'notServed';
  if (onItsWay === 'notFetched') return 'notFetched';
  return actingVersion === 0 && publishedVersion === 0 ? 'neverFetched' : null;
}
