import type { ConfigurationPart } from '@counterfoil/contracts/channel-configuration';
import type { Tx } from '@counterfoil/database/database';
import { products } from '../../settings/setting-kinds.ts';
import { readSettings } from '../../settings/setting-store.ts';
import { byChannels, channelsOfDatabases } from './channels-of-databases.ts';

/** 1040: what can be sold at its channels, in the currencies in which they sell. */
export async function buildProductsPart(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, ConfigurationPart<'1040'>>> {
  const catalogue = await readSettings(tx, products);
  return byChannels(await channelsOfDatabases(tx, channelDatabaseIds), (channels) => {
    const currencies = new Set(channels.map((channel) => channel.currency));
    return {
      products: catalogue
        .map((product) => ({ ...product, prices: pricesIn(product.prices, currencies) }))
        .filter(({ prices }) => Object.keys(prices).length > 0),
    };
  });
}

function pricesIn(prices: Readonly<Record<string, string>>, currencies: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(prices).filter(([currency]) => currencies.has(currency)));
}
