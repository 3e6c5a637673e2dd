import type { ChannelFacts } from './check-channels.ts';
import { enumerated, figure } from './figures.ts';
import { attention, bounded, fine, type Finding } from './finding.ts';

/** Who is seen where, by address books. */
export interface AddressBookFacts {
  readonly addressBooks: readonly { readonly addressBookId: string; readonly name: string }[];
  /** Among the latest customers: those that have no address book, and those whose books no channel shows. */
  readonly examinedCount: number;
  readonly withoutBookCount: number;
  readonly shownNowhereCount: number;
}

/** Customers that nobody in a store can see, because of address books (WD-12, pain 8). */
export function checkAddressBooks(channels: readonly ChannelFacts[], facts: AddressBookFacts): Finding[] {
  const findings = [...channels.flatMap(ownCustomersFindings), ...customerFindings(channels, facts)];
  const sound = fine('address-books', {
    en: 'No address book hides customers from every channel.',
    fr: "Aucun carnet d'adresses ne cache des clients à tous les canaux.",
  });
  return [...(findings.length > 0 ? bounded('address-books', findings) : [sound]), ...unusedBooks(channels, facts)];
}

/** The address books that the default customer gives its channel's new customers. */
function ownCustomersFindings({ channelId, name, addressBooks, defaultCustomer }: ChannelFacts): Finding[] {
  const given = defaultCustomer?.addressBooks ?? [];
  if (addressBooks.length === 0 || given.length === 0) return [];
  if (given.some((book) => addressBooks.includes(book))) return [];
  return [
    attention(
      `address-books/${channelId}`,
      {
        en: `${name} will not see its own new customers: they get the address books of its default customer (${enumerated(given)}), and it shows only ${enumerated(addressBooks)}.`,
        fr: `${name} ne verra pas ses propres nouveaux clients : ils reçoivent les carnets d'adresses de son client par défaut (${enumerated(given)}), et il ne montre que ${enumerated(addressBooks)}.`,
      },
      {
        en: `Put the default customer into one of ${enumerated(addressBooks)}, or name another default customer.`,
        fr: `Mettez le client par défaut dans l'un de ${enumerated(addressBooks)}, ou nommez-en un autre.`,
      },
    ),
  ];
}

/** As long as one channel has no address book, it shows every customer. */
export function allChannelsFilter(channels: readonly ChannelFacts[]): boolean {
  return channels.length > 0 && channels.every(({ addressBooks }) => addressBooks.length > 0);
}

function customerFindings(channels: readonly ChannelFacts[], facts: AddressBookFacts): Finding[] {
  if (!allChannelsFilter(channels)) return [];
  const { examinedCount, withoutBookCount, shownNowhereCount } = facts;
  const of = figure(examinedCount);
  const findings: Finding[] = [];
  if (withoutBookCount > 0) {
    const count = figure(withoutBookCount);
    findings.push(
      attention(
        'address-books/customers-without',
        {
          en: `${count.en} of the latest ${of.en} customers have no address book, and every channel filters by address books: no channel shows them.`,
          fr: `${count.fr} des ${of.fr} derniers clients n'ont aucun carnet d'adresses, et tous les canaux filtrent par carnets : aucun canal ne les montre.`,
        },
        {
          en: 'Give them an address book of the channels that shall see them; counterfoil trace IDENTIFIER tells where one is.',
          fr: "Donnez-leur un carnet d'adresses des canaux qui doivent les voir ; counterfoil trace IDENTIFIANT dit où en est un client.",
        },
      ),
    );
  }
  if (shownNowhereCount > 0) {
    const count = figure(shownNowhereCount);
    findings.push(
      attention(
        'address-books/customers-shown-nowhere',
        {
          en: `${count.en} of the latest ${of.en} customers are only in address books that no channel shows.`,
          fr: `${count.fr} des ${of.fr} derniers clients ne sont que dans des carnets d'adresses qu'aucun canal ne montre.`,
        },
        {
          en: 'Give a channel one of these address books, or the customers one of a channel.',
          fr: "Donnez l'un de ces carnets à un canal, ou aux clients un carnet d'un canal.",
        },
      ),
    );
  }
  return findings;
}

function unusedBooks(channels: readonly ChannelFacts[], { addressBooks }: AddressBookFacts): Finding[] {
  const shown = new Set(channels.flatMap((channel) => channel.addressBooks));
  const unused = addressBooks.filter(({ addressBookId }) => !shown.has(addressBookId));
  if (unused.length === 0) return [];
  const names = enumerated(unused.map(({ addressBookId }) => addressBookId));
  return [
    fine(
      'address-books/unused',
      {
        en: `Address books that no channel shows: ${names}.`,
        fr: `Carnets d'adresses qu'aucun canal ne montre : ${names}.`,
      },
      {
        en: 'If customers shall be found by them, add them to the address books of a channel.',
        fr: "Si des clients doivent être trouvés par eux, ajoutez-les aux carnets d'adresses d'un canal.",
      },
    ),
  ];
}
