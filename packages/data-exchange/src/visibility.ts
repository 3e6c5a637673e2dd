import type { Visibility } from '@counterfoil/contracts/exchange';

/** Address books whose customers are meant; null: all customers, also those without address books. */
export type AddressBooks = readonly string[] | null;

/** By which address books the change feed is read for a channel database. */
export interface FeedVisibility {
  /** A customer in any of these is delivered. */
  readonly addressBooks: readonly string[];
  /** A customer that leaves one of these, and is in none of the former, is withdrawn. */
  readonly held: readonly string[];
}

/** Before the first customer. */
const beforeFirstCustomerId = '00000000-0000-0000-0000-000000000000';

/** Customers that are in one of either. */
export function eitherBooks(one: AddressBooks, other: AddressBooks): string[] | null {
  return one && other && [...new Set([...one, ...other])].sort();
}

/** Customers that are in one of both, for certain. */
export function commonBooks(one: AddressBooks, other: AddressBooks): string[] | null {
  if (!one) return other && [...other];
  return other ? one.filter((book) => other.includes(book)) : [...one];
}

function sameBooks(one: AddressBooks, other: AddressBooks): boolean {
  if (!one || !other) return one === other;
  return one.length === other.length && one.every((book) => other.includes(book));
}

/** What the database is to show, as far as it was told: the end of the pass that is under way, or what it shows. */
export function destination(visibility: Visibility | undefined): AddressBooks {
  if (!visibility) return null;
  return visibility.pass ? visibility.pass.towards : visibility.addressBooks;
}

/**
 * The visibility from which a pass towards `addressBooks` goes on, or begins; null when the database shows them already.
 * When the address books change again before a pass is over, it begins anew: what it brought may be there, and nothing
 * is there for certain but what belongs to the old and the new ones.
 */
export function passTowards(visibility: Visibility | undefined, addressBooks: AddressBooks): Visibility | null {
  const books = addressBooks && [...addressBooks];
  const held = visibility ?? { n: 0, addressBooks: null, pass: null };
  if (sameBooks(destination(held), books)) return held.pass && held;
  const { pass } = held;
  return {
    n: held.n,
    addressBooks: pass ? commonBooks(held.addressBooks, pass.towards) : held.addressBooks,
    pass: {
      towards: books,
      mayHold: pass ? eitherBooks(pass.mayHold, pass.towards) : held.addressBooks,
      after: beforeFirstCustomerId,
    },
  };
}

/** The pass has come to `after`, or to its end. */
export function passedOn(
  visibility: Visibility,
  to: { readonly n: number; readonly after: string | null },
): Visibility {
  const { pass } = visibility;
  if (!pass) return visibility;
  if (to.after === null) return { n: to.n, addressBooks: pass.towards, pass: null };
  return { ...visibility, n: to.n, pass: { ...pass, after: to.after } };
}

/**
 * By which address books the feed is read for a database in this state; null: without regard to them. Whom a database
 * that held all customers no longer shows is for the pass to withdraw.
 */
export function feedVisibility(visibility: Visibility | undefined): FeedVisibility | null {
  const addressBooks = destination(visibility);
  if (!addressBooks) return null;
  const held = eitherBooks(visibility?.pass?.mayHold ?? [], addressBooks) ?? [];
  return { addressBooks: addressBooks.toSorted(), held };
}
