import type { ConfigurationPart, DefaultCustomer } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import { prepared, type Tx } from '@counterfoil/database/database';
import { customerGroups, defaultCustomers } from '../../settings/setting-kinds.ts';
import { readSettings } from '../../settings/setting-store.ts';
import { byChannels, channelsOfDatabases, type PublishedChannel } from './channels-of-databases.ts';

/** 1010: the customer groups of the legal entities of its channels, and the default customer of each of its channels. */
export async function buildCustomersPart(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, ConfigurationPart<'1010'>>> {
  const databases = await channelsOfDatabases(tx, channelDatabaseIds);
  const groups = await readSettings(tx, customerGroups);
  const defaults = await defaultCustomersOf(tx, [...databases.values()].flat());
  return byChannels(databases, (channels) => {
    const legalEntities = new Set(channels.map((channel) => channel.legalEntity));
    return {
      customerGroups: groups.filter((group) => legalEntities.has(group.legalEntity)),
      defaultCustomers: Object.fromEntries(
        channels.flatMap(({ channelId }) => {
          const customer = defaults.get(channelId);
          return customer ? [[channelId, customer]] : [];
        }),
      ),
    };
  });
}

/* What new customers take; the receipt e-mail address is never among it (LK-17). */
const selectDocuments = prepared(
  'select-default-customer-documents',
  `SELECT customers.legal_entity, customers.account_number, customers.document
   FROM unnest($1::text[], $2::text[]) AS wanted (legal_entity, account_number)
   JOIN customers USING (legal_entity, account_number)`,
);

interface DocumentRow {
  legal_entity: string;
  account_number: string;
  document: Customer;
}

/** By channel; nothing for a channel without a default customer, or whose account there is no longer. */
async function defaultCustomersOf(
  tx: Tx,
  channels: readonly PublishedChannel[],
): Promise<ReadonlyMap<string, DefaultCustomer>> {
  const accounts = new Map(
    (await readSettings(tx, defaultCustomers)).map((setting) => [setting.channelId, setting.customerAccountNumber]),
  );
  const wanted = channels.flatMap(({ channelId, legalEntity }) => {
    const accountNumber = accounts.get(channelId);
    return accountNumber === undefined ? [] : [{ channelId, legalEntity, accountNumber }];
  });
  if (wanted.length === 0) return new Map();
  const rows = await tx.query<DocumentRow>(selectDocuments, [
    wanted.map((account) => account.legalEntity),
    wanted.map((account) => account.accountNumber),
  ]);
  return new Map(
    wanted.flatMap(({ channelId, legalEntity, accountNumber }) => {
      const row = rows.find((found) => found.legal_entity === legalEntity && found.account_number === accountNumber);
      return row ? [[channelId, toDefaultCustomer(accountNumber, row.document)] as const] : [];
    }),
  );
}

const selectAnyDefault = prepared(
  'select-has-default-customers',
  'SELECT EXISTS (SELECT FROM setting_documents WHERE kind = $1) AS any_default',
);

/** Whether any channel has a default customer, whose own changes this part follows. */
export async function hasDefaultCustomers(tx: Tx): Promise<boolean> {
  const rows = await tx.query<{ any_default: boolean }>(selectAnyDefault, [defaultCustomers.name]);
  return rows[0]?.any_default === true;
}

function toDefaultCustomer(customerAccountNumber: string, customer: Customer): DefaultCustomer {
  const { customerType, customerGroup, receiptOption, currency, languageId, affiliations, addressBooks } = customer;
  return {
    customerAccountNumber,
    customerType,
    customerGroup,
    receiptOption,
    currency,
    languageId,
    affiliations,
    addressBooks,
  };
}
