import type { visibilityGrounds } from '@counterfoil/contracts/administration/customer-visibility';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { isNodeOf } from '@counterfoil/contracts/offline-exchange';
import type { AddressBooks } from '@counterfoil/data-exchange/visibility';
import type { Tx } from '@counterfoil/database/database';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { visibleAddressBooks } from '../visibility/channel-visibility.ts';
import { addressBooks as addressBookSettings } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';

/** Why a channel database doesn't get a customer, as people read it. */
export type InvisibilityReason = Readonly<Record<Language, string>>;

/** Whether a channel database gets a customer, and why. */
export interface VisibilityOfCustomer {
  /** Null: it doesn't. */
  readonly ground: (typeof visibilityGrounds)[number] | null;
  /** The address books by which it does. */
  readonly addressBooks: readonly string[];
  /** Those that the channels show; null: they show all customers. */
  readonly shown: AddressBooks;
  readonly text: InvisibilityReason;
}

/** Judges one customer for channel databases by the address books that 1070 published to them. */
export async function visibilityOf(
  tx: Tx,
  customer: Customer,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, VisibilityOfCustomer>> {
  const shown = await visibleAddressBooks(tx, channelDatabaseIds);
  const settings = await readSettings(tx, addressBookSettings);
  const names = new Map(settings.map(({ addressBookId, name }) => [addressBookId, name]));
  return new Map(
    channelDatabaseIds.map((id) => [id, judge(customer, { id, books: shown.get(id) ?? null, names })] as const),
  );
}

interface Showing {
  readonly id: string;
  readonly books: AddressBooks;
  readonly names: ReadonlyMap<string, string>;
}

function judge(customer: Customer, { id, books, names }: Showing): VisibilityOfCustomer {
  const name = (list: readonly string[]): string => list.map((book) => shownName(book, names)).join(', ');
  const grounded = (
    ground: VisibilityOfCustomer['ground'],
    text: InvisibilityReason,
    matching: readonly string[] = [],
  ): VisibilityOfCustomer => ({ ground, addressBooks: matching, shown: books, text });
  if (!books) return grounded('allCustomers', texts.allCustomers);
  const matching = customer.addressBooks.filter((book) => books.includes(book));
  if (matching.length > 0) return grounded('addressBook', texts.addressBook(name(matching)), matching);
  if (isNodeOf(id, customer.createdBy)) return grounded('createdThere', texts.createdThere);
  const own = name(customer.addressBooks);
  return grounded(null, own === '' ? texts.noAddressBook(name(books)) : texts.otherAddressBooks(own, name(books)));
}

/** The identifier that administrators chose, with its name where that says more (R3). */
function shownName(book: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(book);
  return (name === undefined || name === book ? book : `${book} (${name})`).replace(uuidPattern, '…');
}

const texts = {
  allCustomers: {
    en: 'one of its channels has no address book, so it gets all customers',
    fr: "un de ses canaux n'a pas de carnet d'adresses, il reçoit donc tous les clients",
  },
  createdThere: {
    en: 'the customer was created there',
    fr: 'le client y a été créé',
  },
  addressBook: (matching: string) => ({
    en: `the customer belongs to ${matching}, which its channels show`,
    fr: `le client appartient à ${matching}, que ses canaux affichent`,
  }),
  otherAddressBooks: (own: string, shown: string) => ({
    en:
      `the customer belongs to the address books ${own}; its channels show ${shown}. ` +
      'Add one of these to the customer, or one of the customer’s to a channel and run 1070 and 1010.',
    fr:
      `le client appartient aux carnets d'adresses ${own} ; ses canaux affichent ${shown}. ` +
      'Ajoutez un de ceux-ci au client, ou un de ceux du client à un canal, puis exécutez 1070 et 1010.',
  }),
  noAddressBook: (shown: string) => ({
    en: `the customer belongs to no address book; its channels show ${shown}. Add one of these to the customer.`,
    fr:
      `le client n'appartient à aucun carnet d'adresses ; ses canaux affichent ${shown}. ` +
      'Ajoutez un de ceux-ci au client.',
  }),
} as const;

/**
 * The channel databases that a customer never reaches, each with the reason: the answer to "where is my customer?" that
 * no session shows (WD-12). None of them is excluded unless address books say so.
 */
export async function whyNotVisible(
  tx: Tx,
  customer: Customer,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, InvisibilityReason>> {
  const judged = await visibilityOf(tx, customer, channelDatabaseIds);
  return new Map([...judged].flatMap(([id, { ground, text }]) => (ground === null ? [[id, text] as const] : [])));
}
