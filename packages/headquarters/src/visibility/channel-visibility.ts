import type { AddressBooks } from '@counterfoil/data-exchange/visibility';
import { prepared, type Tx } from '@counterfoil/database/database';

/* As published by 1070 (LK-07); as set where nothing was published yet. */
const selectAddressBooks = prepared(
  'select-visible-address-books',
  `SELECT known.channel_database_id,
     CASE WHEN bool_and(cardinality(channel.address_books) > 0) THEN array_agg(DISTINCT book ORDER BY book) END
       AS address_books
   FROM unnest($1::text[]) AS known (channel_database_id)
   LEFT JOIN published_configurations AS published
     ON published.channel_database_id = known.channel_database_id AND published.job = '1070'
   LEFT JOIN LATERAL (
     SELECT coalesce(
       (SELECT array_agg(book) FROM jsonb_array_elements_text(one -> 'addressBooks') AS book), '{}') AS address_books
     FROM jsonb_array_elements(published.part -> 'channels') AS one
     UNION ALL
     SELECT channels.address_books FROM channels
     WHERE published.part IS NULL AND channels.channel_database_id = known.channel_database_id
   ) AS channel ON true
   LEFT JOIN LATERAL unnest(channel.address_books) AS book ON true
   GROUP BY known.channel_database_id`,
);

/**
 * The address books of which each channel database shows the customers: those of all its channels. Null, all customers,
 * where one of its channels has no address book, or where there is no channel yet (WD-12).
 */
export async function visibleAddressBooks(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, AddressBooks>> {
  const rows = await tx.query<{ channel_database_id: string; address_books: string[] | null }>(selectAddressBooks, [
    channelDatabaseIds,
  ]);
  return new Map(rows.map((row) => [row.channel_database_id, row.address_books]));
}

/** The same of one channel database. */
export async function addressBooksOf(tx: Tx, channelDatabaseId: string): Promise<AddressBooks> {
  return (await visibleAddressBooks(tx, [channelDatabaseId])).get(channelDatabaseId) ?? null;
}

/** What one channel shows of the customers. */
export interface ShownCustomers {
  readonly legalEntity: string;
  /** Null: those of any address book. */
  readonly addressBooks: AddressBooks;
  /** Customers that were created there are shown as well; null for a call center, which has none. */
  readonly channelDatabaseId: string | null;
}

/* As published by 1070; as set where the channel is not published yet. */
const selectShownCustomers = prepared(
  'select-customers-shown-by-channels',
  `SELECT channels.legal_entity AS "legalEntity", channels.channel_database_id AS "channelDatabaseId",
     CASE WHEN cardinality(shown.address_books) > 0 THEN shown.address_books END AS "addressBooks"
   FROM channels
   LEFT JOIN published_configurations AS published
     ON published.channel_database_id = channels.channel_database_id AND published.job = '1070'
   LEFT JOIN LATERAL (
     SELECT channel FROM jsonb_array_elements(published.part -> 'channels') AS channel
     WHERE channel ->> 'channelId' = channels.channel_id
   ) AS one ON true
   CROSS JOIN LATERAL (
     SELECT CASE WHEN one.channel IS NULL THEN channels.address_books ELSE coalesce(
       (SELECT array_agg(book) FROM jsonb_array_elements_text(one.channel -> 'addressBooks') AS book), '{}')
     END AS address_books
   ) AS shown
   WHERE channels.channel_id = ANY($1)`,
);

/** What each of the channels shows of the customers; nothing of one that doesn't exist. */
export async function customersShownBy(tx: Tx, channelIds: readonly string[]): Promise<ShownCustomers[]> {
  return tx.query<ShownCustomers>(selectShownCustomers, [channelIds]);
}
