import { channelMigrations } from '@counterfoil/channel/channel';
import { headquartersMigrations } from '@counterfoil/headquarters/headquarters';
import { sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import type { SimulatedServer } from './simulated-server.ts';
import type { Storages } from './world.ts';

/** The databases of the sample retailer on one server. */
export async function createStorages(server: SimulatedServer): Promise<Storages> {
  const headquarters = await server.storage('headquarters', headquartersMigrations);
  const channels = [];
  for (const name of sampleSettings.channelDatabases) channels.push(await server.storage(name, channelMigrations));
  return { headquarters, channels };
}
