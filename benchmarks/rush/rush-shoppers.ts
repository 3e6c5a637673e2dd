import type { DevelopmentPerson } from '@counterfoil/app-development-identity-provider/development-client';
import { personAt } from '../people.ts';

/** How somebody behaves in the shop. */
export type Habit = 'usual' | 'doubleClick' | 'twoWindows' | 'twoBrowsers';

/** So many are in the shop at a time. */
export const shoppersAtOnce = 50;

/** The shoppers of a stretch of the benchmark: those with numbers from `from` on. */
export interface ShopperRange {
  readonly from: number;
  readonly count: number;
}

/** Somebody who signs up. */
export interface RushShopper {
  readonly place: number;
  /** By which the identity provider knows them. */
  readonly subject: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  /** Told by the identity provider alone, in lower case. */
  readonly email: string;
  /** Nobody else lives there. */
  readonly address: Readonly<Record<'countryRegion' | 'street' | 'city' | 'state' | 'zipCode', string>>;
  /** Of the network, as the proxy in front of the shop tells it. */
  readonly networkAddress: string;
  readonly habit: Habit;
}

/** The first ones of each range, in this order; all others are as usual. */
const habits: readonly Habit[] = [
  'doubleClick',
  'twoWindows',
  'twoBrowsers',
  'doubleClick',
  'twoWindows',
  'twoBrowsers',
];

/** The shoppers of a range: fictitious, no two alike. */
export function shoppersOf({ from, count }: ShopperRange): RushShopper[] {
  return Array.from({ length: count }, (_, index) => shopperAt(from + index, habits[index] ?? 'usual'));
}

/** Shoppers `from` on, shared out over `partCount` ranges as evenly as can be. */
export function rangesOf({ from, count }: ShopperRange, partCount: number): ShopperRange[] {
  const start = (part: number): number => from + Math.floor((count * part) / partCount);
  return Array.from({ length: partCount }, (_, part) => ({ from: start(part), count: start(part + 1) - start(part) }));
}

function shopperAt(place: number, habit: Habit): RushShopper {
  const { firstName, lastName, phone, email, addresses } = personAt(place);
  const [home] = addresses ?? [];
  return {
    place,
    subject: `rush-${place}`,
    firstName: firstName ?? '',
    lastName: lastName ?? '',
    phone: phone ?? '',
    email: email ?? '',
    address: {
      countryRegion: 'US',
      street: `${place + 1} ${home?.street ?? ''}`,
      city: 'Houston',
      state: 'TX',
      zipCode: home?.zipCode ?? '',
    },
    networkAddress: networkAddressOf(place),
    habit,
  };
}

const addressesPerByte = 256;

/* A crowd from everywhere: each in a block of their own. */
function networkAddressOf(place: number): string {
  return `10.${Math.trunc(place / addressesPerByte) % addressesPerByte}.${place % addressesPerByte}.7`;
}

/** How the identity provider knows a shopper. */
export function personOf({ subject, firstName, lastName, email }: RushShopper): DevelopmentPerson {
  return {
    subject,
    name: `${firstName} ${lastName}`,
    task: { en: 'Shops', fr: 'Achète' },
    claims: { email, email_verified: true, given_name: firstName, family_name: lastName },
  };
}
