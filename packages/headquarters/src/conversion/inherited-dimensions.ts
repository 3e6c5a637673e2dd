import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { ConversionSettings, FinancialDimensions } from './conversion-settings.ts';

const selectGroups = prepared(
  'select-default-customer-groups',
  `SELECT channels.channel_id, customers.document ->> 'customerGroup' AS customer_group
   FROM channels
   JOIN setting_documents AS setting
     ON setting.kind = 'default-customers' AND setting.key = channels.channel_id
   JOIN customers ON customers.legal_entity = channels.legal_entity
     AND customers.account_number = setting.document ->> 'customerAccountNumber'
   WHERE channels.channel_id = ANY($1)`,
);

/** The financial dimensions of the customer that an operation creates. */
export type DimensionsOf = (operation: CustomerOperation) => FinancialDimensions;

const none: FinancialDimensions = {};

/**
 * New customers get the financial dimensions of the customer group of their channel's default customer, not those of
 * the default customer itself (LK-17); where the channel has no default customer, those of their own group. Reads
 * nothing when no group of the legal entities has dimensions.
 */
export async function readDimensions(
  tx: Tx,
  { legalEntities }: ConversionSettings,
  operations: readonly CustomerOperation[],
): Promise<DimensionsOf> {
  const created = operations.filter(({ kind, origin }) => {
    const byGroup = legalEntities.get(origin.legalEntity)?.financialDimensions ?? {};
    return kind === 'create' && Object.keys(byGroup).length > 0;
  });
  if (created.length === 0) return () => none;
  const groups = await readDefaultGroups(tx, created);
  return ({ origin, changes }) => {
    const group = groups.get(origin.channelId) ?? changes.fields.customerGroup ?? '';
    return legalEntities.get(origin.legalEntity)?.financialDimensions[group] ?? none;
  };
}

async function readDefaultGroups(
  tx: Tx,
  operations: readonly CustomerOperation[],
): Promise<ReadonlyMap<string, string>> {
  const channelIds = [...new Set(operations.map(({ origin }) => origin.channelId))];
  const rows = await tx.query<{ channel_id: string; customer_group: string }>(selectGroups, [channelIds]);
  return new Map(rows.map((row) => [row.channel_id, row.customer_group]));
}
