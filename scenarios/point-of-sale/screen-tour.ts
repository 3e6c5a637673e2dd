import type { Locator } from 'playwright-core';
import type { Retailer, Store } from '../retailer.ts';
import type { Operator, TillInBrowser } from './till-in-browser.ts';

/** Every screen in every state in which people meet it; a tour sees each once. */
export const screens = [
  'activation',
  'activation refused',
  'sign-in',
  'sign-in refused',
  'shift to open',
  'sale empty',
  'catalogue search',
  'catalogue search without result',
  'new customer',
  'new customer with problems',
  'new contact',
  'new customer leaving',
  'new customer filled in',
  'duplicate hint',
  'customer details of a new customer',
  'customer details',
  'customer edit',
  'customer edit, nothing changed',
  'loyalty card',
  'loyalty card issued',
  'customer search',
  'customer search with results',
  'customer search, similar names',
  'customer search, nobody',
  'customer search, all stores',
  'customer of another store',
  'sale with lines',
  'sale with an account number',
  'pay in cash',
  'pay by card',
  'receipt',
  'order without customer',
  'order',
  'order receipt',
  'void question',
  'manager override',
  'worker menu',
  'transactions',
  'shift',
  'connection status online',
  'sale offline',
  'customer search offline',
  'sale with a pending customer',
  'receipt with a pending customer',
  'customer details, pending',
  'connection status offline',
  'transactions waiting',
  'customer details, needs attention',
  'connection status, customers online only',
  'new customer, online only',
  'customer creation refused',
  'shift closed',
  'sign-in blocked',
] as const;

export type ScreenName = (typeof screens)[number];

/** A tour of one till in one language. */
export interface Tour {
  readonly till: TillInBrowser;
  readonly retailer: Retailer;
  readonly store: Store;
  readonly registerId: string;
  readonly cashier: Operator;
  readonly storeManager: Operator;
  /** A phone number of the store's country that nobody else has. */
  readonly phone: string;
  /** A place in the store's country. */
  readonly address: Readonly<Record<'street' | 'zipCode' | 'city' | 'countryRegion', string>>;
  /** Of somebody whom only the call center knows. */
  readonly distantName: string;
  /** Takes down that a screen is shown now, and looks at it. */
  see(name: ScreenName): Promise<void>;
}

/** What is pressed or typed into on the screen of a till, by its name. */
export function partsOf({ page }: TillInBrowser) {
  return {
    button: (name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' }),
    field: (name: string): Locator => page.getByRole('textbox', { name: exactly(name) }),
    heading: (name: string | RegExp): Locator => page.getByRole('heading', { name }),
    dialog: (name: string | RegExp): Locator => page.getByRole('dialog', { name }),
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/* Fields that have to be filled in have an asterisk after their name. */
const exactly = (name: string): RegExp => new RegExp(`^${escaped(name)}(?: \\*)?$`, 'u');

/** Finds a text of the app that has something put in: `Pay {{amount}}` finds "Pay $5.00". */
export function filledIn(text: string): RegExp {
  const parts = text.split(/\{\{\w+\}\}/u).map(escaped);
  return new RegExp(`^\\s*${parts.join('.+')}\\s*$`, 'u');
}

/** What the field of the postcode is called in the store's country. */
export function zipCodeLabel({ texts }: TillInBrowser): RegExp {
  const { zipCode, postalCode, postcode } = texts.customers.addressLabel;
  return new RegExp(`^(${[zipCode, postalCode, postcode].map(escaped).join('|')})`, 'u');
}
