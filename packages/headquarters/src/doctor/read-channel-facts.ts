import { prepared, type Tx } from '@counterfoil/database/database';
import {
  addressBooks,
  channelDatabaseGroups,
  channelSchemas,
  defaultCustomers,
  schedulerJobs,
  schedulerSubjobs,
} from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { allChannelsFilter, type AddressBookFacts } from './check-address-books.ts';
import type { ChannelFacts } from './check-channels.ts';
import type { OfflineExclusionFacts } from './check-offline-creation.ts';

const selectChannels = prepared(
  'select-channels-for-doctor',
  `SELECT channels.channel_id, channels.name, channels.legal_entity, channels.functionality_profile_id,
     coalesce(profiles.create_customer_in_async_mode, false) AS creates_asynchronously, channels.address_books,
     defaults.document ->> 'customerAccountNumber' AS account_number,
     customers.customer_id IS NOT NULL AS known,
     coalesce((customers.document ->> 'deactivated')::boolean, false) AS deactivated,
     coalesce(customers.document ->> 'receiptEmail', '') <> '' AS has_receipt_email,
     coalesce(customers.document -> 'addressBooks', '[]') AS default_address_books
   FROM channels
   LEFT JOIN functionality_profiles AS profiles USING (functionality_profile_id)
   LEFT JOIN setting_documents AS defaults ON defaults.kind = $1 AND defaults.key = channels.channel_id
   LEFT JOIN customers ON customers.legal_entity = channels.legal_entity
     AND customers.account_number = defaults.document ->> 'customerAccountNumber'
   WHERE channels.channel_type <> 'callCenter'
   ORDER BY channels.channel_id`,
);

interface ChannelRow {
  channel_id: string;
  name: string;
  legal_entity: string;
  functionality_profile_id: string | null;
  creates_asynchronously: boolean;
  address_books: string[];
  account_number: string | null;
  known: boolean;
  deactivated: boolean;
  has_receipt_email: boolean;
  default_address_books: string[];
}

/** Every store and online store with its profile and default customer. */
export async function readChannelFacts(tx: Tx): Promise<ChannelFacts[]> {
  return (await tx.query<ChannelRow>(selectChannels, [defaultCustomers.name])).map((row) => ({
    channelId: row.channel_id,
    name: row.name,
    legalEntity: row.legal_entity,
    functionalityProfileId: row.functionality_profile_id,
    createsAsynchronously: row.creates_asynchronously,
    addressBooks: row.address_books,
    defaultCustomer:
      row.account_number === null
        ? null
        : {
            customerAccountNumber: row.account_number,
            known: row.known,
            deactivated: row.deactivated,
            hasReceiptEmail: row.has_receipt_email,
            addressBooks: row.default_address_books,
          },
  }));
}

/* The latest by their identifiers, which begin with their time; the master may hold millions. */
const countHidden = prepared(
  'count-customers-hidden-by-address-books',
  `SELECT count(*)::integer AS examined,
     count(*) FILTER (WHERE jsonb_array_length(books) = 0)::integer AS without_book,
     count(*) FILTER (WHERE jsonb_array_length(books) > 0 AND NOT books ?| $1::text[])::integer AS shown_nowhere
   FROM (
     SELECT coalesce(document -> 'addressBooks', '[]') AS books FROM customers
     ORDER BY customer_id DESC LIMIT $2
   ) AS latest`,
);

/** Customers that are looked at for their address books. */
export const examinedCustomerCountMax = 5_000;

/** The address books, and how many of the latest customers no channel shows. */
export async function readAddressBookFacts(tx: Tx, channels: readonly ChannelFacts[]): Promise<AddressBookFacts> {
  const books = await readSettings(tx, addressBooks);
  const none = { addressBooks: books, examinedCount: 0, withoutBookCount: 0, shownNowhereCount: 0 };
  if (!allChannelsFilter(channels)) return none;
  const shown = [...new Set(channels.flatMap((channel) => channel.addressBooks))];
  const [row] = await tx.query<{ examined: number; without_book: number; shown_nowhere: number }>(countHidden, [
    shown,
    examinedCustomerCountMax,
  ]);
  if (!row) return none;
  return {
    addressBooks: books,
    examinedCount: row.examined,
    withoutBookCount: row.without_book,
    shownNowhereCount: row.shown_nowhere,
  };
}

/** What keeps customers out of offline databases. */
export async function readOfflineExclusions(tx: Tx): Promise<OfflineExclusionFacts> {
  const schemas = await readSettings(tx, channelSchemas);
  const filtering = new Set(
    schemas.filter((schema) => schema.filterSharedCustomerDataTables).map((schema) => schema.channelSchemaId),
  );
  const groups = await readSettings(tx, channelDatabaseGroups);
  const jobs = await readSettings(tx, schedulerJobs);
  const subjobs = await readSettings(tx, schedulerSubjobs);
  return {
    filteringGroups: groups.filter((group) => filtering.has(group.channelSchemaId)).map(({ name }) => name),
    excludedJobs: jobs.filter((job) => job.excludeFromOfflineDatabases).map((job) => job.schedulerJobId),
    excludedSubjobs: subjobs
      .filter((subjob) => subjob.excludeFromOfflineDatabases)
      .map((subjob) => subjob.schedulerSubjobId),
  };
}
