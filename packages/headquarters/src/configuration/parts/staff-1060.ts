import type { ConfigurationPart } from '@counterfoil/contracts/channel-configuration';
import type { Tx } from '@counterfoil/database/database';
import { pinVerifiersOfWorkers } from '../../devices/worker-pins.ts';
import { workers } from '../../settings/setting-kinds.ts';
import { readSettings } from '../../settings/setting-store.ts';
import { byChannels, channelsOfDatabases } from './channels-of-databases.ts';

/** 1060: who works at its channels and what their PIN is compared with, without the channels of others where they work too. */
export async function buildStaffPart(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, ConfigurationPart<'1060'>>> {
  const staff = await readSettings(tx, workers);
  const verifiers = await pinVerifiersOfWorkers(tx);
  return byChannels(await channelsOfDatabases(tx, channelDatabaseIds), (channels) => {
    const own = new Set(channels.map((channel) => channel.channelId));
    return {
      workers: staff
        .map((worker) => ({
          ...worker,
          channelIds: worker.channelIds.filter((channelId) => own.has(channelId)),
          pinVerifier: verifiers.get(worker.workerId) ?? null,
        }))
        .filter((worker) => worker.channelIds.length > 0),
    };
  });
}
