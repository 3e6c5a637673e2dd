import type { ConfigurationPart } from '@counterfoil/contracts/channel-configuration';
import type { Tx } from '@counterfoil/database/database';
import { registers } from '../../settings/setting-kinds.ts';
import { readSettings } from '../../settings/setting-store.ts';
import { byChannels, channelsOfDatabases } from './channels-of-databases.ts';

/** 1090: the tills of its channels. */
export async function buildRegistersPart(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, ConfigurationPart<'1090'>>> {
  const byChannel = Map.groupBy(await readSettings(tx, registers), (register) => register.channelId);
  return byChannels(await channelsOfDatabases(tx, channelDatabaseIds), (channels) => ({
    registers: channels.flatMap((channel) => byChannel.get(channel.channelId) ?? []),
  }));
}
