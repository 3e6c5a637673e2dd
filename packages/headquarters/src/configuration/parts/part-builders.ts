import type { ConfigurationJob, ConfigurationPart } from '@counterfoil/contracts/channel-configuration';
import type { Tx } from '@counterfoil/database/database';
import { buildCustomersPart } from './customers-1010.ts';
import { buildProductsPart } from './products-1040.ts';
import { buildLoyaltyPart } from './loyalty-1050.ts';
import { buildStaffPart } from './staff-1060.ts';
import { buildChannelConfigurationPart } from './channel-configuration-1070.ts';
import { buildRegistersPart } from './registers-1090.ts';
import { buildGlobalConfigurationPart } from './global-configuration-1110.ts';

/** The part of one job for each of the channel databases, read from the settings as they are in the transaction. */
export type PartBuilder<Job extends ConfigurationJob> = (
  tx: Tx,
  channelDatabaseIds: readonly string[],
) => Promise<ReadonlyMap<string, ConfigurationPart<Job>>>;

/** What each job makes of the settings; every builder reads all channel databases in a few statements. */
export const partBuilders: { readonly [Job in ConfigurationJob]: PartBuilder<Job> } = {
  '1010': buildCustomersPart,
  '1040': buildProductsPart,
  '1050': buildLoyaltyPart,
  '1060': buildStaffPart,
  '1070': buildChannelConfigurationPart,
  '1090': buildRegistersPart,
  '1110': buildGlobalConfigurationPart,
};
