import { describe, expect, it } from 'vitest';
import type { SettingEffect } from '@counterfoil/contracts/administration/settings';
import { channelCounts, spread } from './effect-figures.ts';

type Database = SettingEffect['channelDatabases'][number];

function database(name: string, difference: Partial<Database>): Database {
  const versions = { settingsVersion: 3, publishedVersion: 3, actingVersion: 3 };
  const times = { actingSince: null, lastContactAt: null };
  return { channelDatabaseId: name, name, served: true, onItsWay: 'none', ...versions, ...times, ...difference };
}

describe('the effect of a setting', () => {
  it('counts the channels that it concerns by their type', () => {
    const channel = (channelType: 'store' | 'online'): SettingEffect['channels'][number] => ({
      channelId: '',
      name: '',
      channelType,
    });
    const channels = [channel('store'), channel('store'), channel('online')];
    expect(channelCounts(channels)).toEqual({ store: 2, online: 1, callCenter: 0 });
  });

  it('tells those that act on it from those that wait, and what these wait for', () => {
    const databases = [
      database('houston', {}),
      database('paris', { onItsWay: 'notPublished' }),
      database('london', { onItsWay: 'notPublished', served: false }),
      database('berlin', { onItsWay: 'notFetched', actingVersion: 2 }),
      database('new', { publishedVersion: 0, actingVersion: 0 }),
    ];
    const { actingCount, waiting } = spread(databases);
    expect(actingCount).toBe(1);
    expect(waiting.map(({ name, place }) => [name, place])).toEqual([
      ['paris', 'notPublished'],
      ['london', 'notServed'],
      ['berlin', 'notFetched'],
      ['new', 'neverFetched'],
    ]);
  });
});
