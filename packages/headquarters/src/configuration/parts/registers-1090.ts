import type { ConfigurationPart } from '@counterfoil/contracts/channel-configuration';
import type { Tx } from '@counterfoil/database/database';
import { publishedDevices } from '../../devices/devices.ts';
import { registers } from '../../settings/setting-kinds.ts';
import { readSettings } from '../../settings/setting-store.ts';
import { byChannels, channelsOfDatabases } from './channels-of-databases.ts';

/** 1090: the registers of its channels, with the tills that were activated for them and those that are revoked. */
export async function buildRegistersPart(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, ConfigurationPart<'1090'>>> {
  const byChannel = Map.groupBy(await readSettings(tx, registers), (register) => register.channelId);
  const byRegister = Map.groupBy(await publishedDevices(tx), (device) => device.registerId);
  return byChannels(await channelsOfDatabases(tx, channelDatabaseIds), (channels) => {
    const own = channels.flatMap((channel) => byChannel.get(channel.channelId) ?? []);
    return { registers: own, devices: own.flatMap(({ registerId }) => byRegister.get(registerId) ?? []) };
  });
}
