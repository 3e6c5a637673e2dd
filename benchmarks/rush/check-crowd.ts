import type { CrowdFigures } from './rush-figures.ts';
import type { RushShopper } from './rush-shoppers.ts';
import type { StoredCustomer } from './stored-customers.ts';
import type { ShopperOutcome } from './visit-shop.ts';

/** What the databases hold at the end. */
export interface StoredEverywhere {
  readonly headquarters: readonly StoredCustomer[];
  readonly channel: readonly StoredCustomer[];
}

/** The figures of a crowd, and a sentence for each thing that is not as it was told. */
export interface CheckedCrowd {
  readonly figures: CrowdFigures;
  readonly problems: readonly string[];
}

/** Compares what shoppers were told with what there is. */
export function checkCrowd(
  shoppers: readonly RushShopper[],
  outcomes: readonly ShopperOutcome[],
  stored: StoredEverywhere,
): CheckedCrowd {
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.place, outcome]));
  const [headquarters, channel] = [indexOf(stored.headquarters), indexOf(stored.channel)];
  const checks = shoppers.map((shopper) => {
    const outcome = outcomeOf.get(shopper.place);
    const places = { headquarters: headquarters.of(shopper), channel: channel.of(shopper) };
    return {
      notServed: notServed(outcome),
      lost: outcome ? whatIsLost(shopper, outcome, places) : null,
      doubled: whatIsDoubled(shopper, places),
      shopper,
    };
  });
  const count = (kind: Kind): number => checks.filter((check) => check[kind] !== null).length;
  return {
    figures: {
      shoppers: shoppers.length,
      served: shoppers.length - count('notServed'),
      lost: count('lost'),
      doubled: count('doubled'),
    },
    problems: checks.flatMap((check) =>
      kinds.flatMap((kind) => (check[kind] === null ? [] : [`shopper ${check.shopper.place}: ${check[kind]}`])),
    ),
  };
}

const kinds = ['notServed', 'lost', 'doubled'] as const;
type Kind = (typeof kinds)[number];

/** A shopper's customers in both places. */
interface Places {
  readonly headquarters: readonly StoredCustomer[];
  readonly channel: readonly StoredCustomer[];
}

function notServed(outcome: ShopperOutcome | undefined): string | null {
  if (!outcome) return 'never came back';
  const isWhole = outcome.isSignedUp && outcome.hasSavedAddress && outcome.problem === null;
  return isWhole ? null : (outcome.problem ?? 'was left on the way');
}

/** What the shopper was told of and isn't there; null: all is. */
function whatIsLost(
  { subject, email, address }: RushShopper,
  { isSignedUp, hasSavedAddress }: ShopperOutcome,
  { headquarters, channel }: Places,
): string | null {
  if (!isSignedUp) return null;
  const [atHeadquarters, inChannel] = [headquarters, channel].map((customers) =>
    customers.find(({ subjects }) => subjects.includes(subject)),
  );
  if (!atHeadquarters) return 'signed up, and headquarters has no customer with the identity';
  if (!inChannel) return 'signed up, and the channel has no customer with the identity';
  if (inChannel.accountNumber === null) return 'has no customer number in the channel';
  if (inChannel.accountNumber !== atHeadquarters.accountNumber) return 'has another number in the channel';
  if (atHeadquarters.email !== email) return 'has no e-mail address at headquarters';
  if (hasSavedAddress && !atHeadquarters.streets.includes(address.street)) return 'has no address at headquarters';
  return hasSavedAddress && !inChannel.streets.includes(address.street) ? 'has no address in the channel' : null;
}

/** What there is more than once; null: nothing. */
function whatIsDoubled({ address }: RushShopper, { headquarters, channel }: Places): string | null {
  if (headquarters.length > 1) return `has ${headquarters.length} customers at headquarters`;
  if (channel.length > 1) return `has ${channel.length} customers in the channel`;
  const addressCount = (headquarters[0]?.streets ?? []).filter((street) => street === address.street).length;
  return addressCount > 1 ? `has the address ${addressCount} times at headquarters` : null;
}

/** Finds the customers of a shopper, whether by identity or by e-mail address. */
function indexOf(customers: readonly StoredCustomer[]) {
  const bySubject = new Map<string, StoredCustomer[]>();
  const byEmail = new Map<string, StoredCustomer[]>();
  for (const customer of customers) {
    for (const subject of customer.subjects) add(bySubject, subject, customer);
    if (customer.email !== null) add(byEmail, customer.email, customer);
  }
  return {
    of: ({ subject, email }: RushShopper): StoredCustomer[] => [
      ...new Set([...(bySubject.get(subject) ?? []), ...(byEmail.get(email) ?? [])]),
    ],
  };
}

function add(index: Map<string, StoredCustomer[]>, key: string, customer: StoredCustomer): void {
  const present = index.get(key);
  if (present) present.push(customer);
  else index.set(key, [customer]);
}
