import type { ConfigurationPart, CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { Tx } from '@counterfoil/database/database';
import { enabledFeatures } from '../../features/feature-states.ts';
import {
  addressBooks,
  addressFormats,
  affiliations,
  attributeGroups,
  commerceParameters,
  customerAttributes,
  personalTitles,
} from '../../settings/setting-kinds.ts';
import { findSetting, readOnlySetting, readSettings } from '../../settings/setting-store.ts';
import { sameForAll } from './channels-of-databases.ts';

/** 1110: what is the same for all channels, the features that are on among it. */
export async function buildGlobalConfigurationPart(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, ConfigurationPart<'1110'>>> {
  const parameters = await readOnlySetting(tx, commerceParameters);
  return sameForAll(channelDatabaseIds, {
    features: await enabledFeatures(tx),
    commerceParameters: parameters,
    personalTitles: await readSettings(tx, personalTitles),
    affiliations: await readSettings(tx, affiliations),
    addressBooks: await readSettings(tx, addressBooks),
    customerAttributes: await attributesOfGroup(tx, parameters.customerAttributeGroupId),
    addressFormats: await readSettings(tx, addressFormats),
  });
}

/** The attributes of the customer attribute group, in its order (LK-21); none without a group. */
async function attributesOfGroup(tx: Tx, attributeGroupId: string | null): Promise<CustomerAttribute[]> {
  const group = attributeGroupId === null ? null : await findSetting(tx, attributeGroups, [attributeGroupId]);
  if (!group) return [];
  const byId = new Map(
    (await readSettings(tx, customerAttributes)).map((attribute) => [attribute.attributeId, attribute]),
  );
  return group.attributes.flatMap((attributeId) => byId.get(attributeId) ?? []);
}
