import type { ConfigurationPart } from '@counterfoil/contracts/channel-configuration';
import type { Tx } from '@counterfoil/database/database';
import { loyaltyPrograms } from '../../settings/setting-kinds.ts';
import { readSettings } from '../../settings/setting-store.ts';
import { sameForAll } from './channels-of-databases.ts';

/** 1050: the loyalty programs of which cards are issued. */
export async function buildLoyaltyPart(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, ConfigurationPart<'1050'>>> {
  return sameForAll(channelDatabaseIds, { loyaltyPrograms: await readSettings(tx, loyaltyPrograms) });
}
