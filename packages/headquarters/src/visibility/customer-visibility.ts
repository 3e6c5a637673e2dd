import { displayName } from '@counterfoil/customer/display';
import type { arrivalStates } from '@counterfoil/contracts/administration/customer-visibility';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import type { FeedPosition, Visibility } from '@counterfoil/contracts/exchange';
import type { AddressBooks } from '@counterfoil/data-exchange/visibility';
import { prepared, type Tx } from '@counterfoil/database/database';
import { findHeadquartersCustomer } from '../customers/find-customers.ts';
import type { Headquarters } from '../headquarters.ts';
import { channelTrace } from '../trace/trace-channels.ts';
import { tracedChannelDatabases, type TracedChannelDatabase } from '../trace/trace-facts.ts';
import { visibilityOf, type VisibilityOfCustomer } from '../trace/why-not-visible.ts';

/** One channel database, seen from one customer. */
export interface ChannelVisibility {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly channels: readonly { readonly channelId: string; readonly name: string }[];
  readonly visible: boolean;
  readonly ground: VisibilityOfCustomer['ground'];
  /** The address books of the customer by which it is visible. */
  readonly addressBooks: readonly string[];
  /** Those that the channels show; null: all customers. */
  readonly shownAddressBooks: AddressBooks;
  /** Whether the customer as it is now has arrived there. */
  readonly arrived: boolean;
  readonly arrival: (typeof arrivalStates)[number];
  /** Why it is visible or not, what to do, and where it is. */
  readonly text: string;
}

/** The answer to "why is this customer not visible in that channel?". */
export interface CustomerVisibility {
  readonly name: string;
  readonly customerAccountNumber: string | null;
  readonly addressBooks: readonly string[];
  readonly channelDatabases: readonly ChannelVisibility[];
}

const selectLastChange = prepared(
  'select-last-change-of-customer',
  `SELECT jsonb_build_object('epochNumber', epoch_number, 'xid', xid::text, 'n', changes.n::text, 'changeId', change_id)
       AS position, coalesce(decided_at, received_at) AS at
   FROM customer_changes AS changes LEFT JOIN staged_operations USING (operation_id)
   WHERE changes.customer_id = $1 AND decision = 'completed'
   ORDER BY epoch_number DESC, xid DESC, changes.n DESC LIMIT 1`,
);

interface LastChange {
  readonly position: FeedPosition;
  readonly at: string;
}

/**
 * Tells for every channel database whether a customer is visible there, by which address book, and whether it has
 * arrived; otherwise why not, and what to do (pain of address books that don't match). Error: `customer_unknown`.
 */
export async function customerVisibility(
  headquarters: Headquarters,
  identifier: string,
  language: Language,
): Promise<CustomerVisibility> {
  const { database } = headquarters;
  const customer = await findHeadquartersCustomer(headquarters, identifier);
  const change = await lastChange(database, customer.customerId);
  const known = change ? await tracedChannelDatabases(database, change.position, change.at) : [];
  const judged = await visibilityOf(
    database,
    customer,
    known.map(({ channelDatabaseId }) => channelDatabaseId),
  );
  return {
    name: displayName(customer),
    customerAccountNumber: customer.customerAccountNumber,
    addressBooks: customer.addressBooks,
    channelDatabases: known.flatMap((found) => {
      const judgement = judged.get(found.channelDatabaseId);
      return judgement && change ? [seenFrom(found, { customer, change, judgement }, language)] : [];
    }),
  };
}

async function lastChange(tx: Tx, customerId: string): Promise<LastChange | null> {
  return (await tx.query<LastChange>(selectLastChange, [customerId]))[0] ?? null;
}

interface Seen {
  readonly customer: Customer;
  readonly change: LastChange;
  readonly judgement: VisibilityOfCustomer;
}

function seenFrom(
  database: TracedChannelDatabase,
  { customer, change, judgement }: Seen,
  language: Language,
): ChannelVisibility {
  const { ground, addressBooks, shown, text } = judgement;
  const reason = ground === null ? text : undefined;
  const traced = channelTrace(database, { position: change.position, reason, registers: [] }, language);
  const isBehind = traced.state === 'applied' && !holds(database.appliedPosition?.visibility, customer, judgement);
  const arrival = isBehind ? 'addressBooksChanged' : traced.state;
  const where = isBehind ? addressBooksChanged[language] : traced.text;
  const why = sentence[language].replace('{database}', database.name).replace('{reason}', text[language]);
  return {
    channelDatabaseId: database.channelDatabaseId,
    name: database.name,
    channels: database.channels,
    visible: ground !== null,
    ground,
    addressBooks,
    shownAddressBooks: shown,
    arrived: arrival === 'applied',
    arrival,
    text: ground === null ? traced.text : `${why} ${where}`,
  };
}

/** Whether a database that stands there holds the customer: not before the pass of its address books has come by. */
function holds(
  visibility: Visibility | undefined,
  { customerId, addressBooks }: Customer,
  { ground }: VisibilityOfCustomer,
): boolean {
  if (!visibility || ground === 'createdThere') return true;
  const isIn = (books: AddressBooks): boolean => !books || addressBooks.some((book) => books.includes(book));
  const { pass } = visibility;
  return isIn(visibility.addressBooks) || (pass !== null && customerId <= pass.after && isIn(pass.towards));
}

const sentence: Readonly<Record<Language, string>> = {
  en: 'Visible in {database}: {reason}.',
  fr: 'Visible dans {database} : {reason}.',
};

const addressBooksChanged: Readonly<Record<Language, string>> = {
  en: 'The address books of its channels have changed: run 1010, which brings the customer.',
  fr: "Les carnets d'adresses de ses canaux ont changé : exécutez 1010, qui apporte le client.",
};
