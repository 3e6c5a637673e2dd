import { createContext, useContext } from 'react';
import type { OfflineCreation } from '@counterfoil/till/create-customer-offline';

/** What was typed into a search and is worth taking over into a new customer. */
export type SuggestedCustomer = Partial<
  Pick<OfflineCreation['customer'], 'firstName' | 'lastName' | 'organizationName' | 'email' | 'phone'>
>;

/** Where a worker is, once signed in. Identifiers stay in memory: the address bar shows none. */
export type Screen =
  | { readonly name: 'sale' }
  /** What is picked goes to the open transaction. */
  | { readonly name: 'customerSearch' }
  | { readonly name: 'newCustomer'; readonly suggested?: SuggestedCustomer }
  | { readonly name: 'customer'; readonly customerId: string }
  | { readonly name: 'transactions' }
  | { readonly name: 'receipt'; readonly transactionId: string }
  | { readonly name: 'shift' }
  | { readonly name: 'connectionStatus' };

/** Moves between screens; the browser's Back does the same as `back`. */
export interface Navigation {
  readonly screen: Screen;
  /** What a window over the screen, such as *Connection status*, is over. */
  readonly below: Screen;
  go(screen: Screen): void;
  /** To `screen` in place of this one, to which *Back* is not to lead any more: a form that is saved. */
  replace(screen: Screen): void;
  /** To the sale, from which everything begins; *Back* leads nowhere from there. */
  home(): void;
  /** To the screen before; to the sale when there is none. */
  back(): void;
  /**
   * Until the answer is called, the browser's Back doesn't leave this screen but calls `ask`: something typed would be
   * lost. Moves that the app itself makes are not asked about.
   */
  guard(ask: () => void): () => void;
}

/** Holds the navigation; put in place around every screen of a signed-in worker. */
export const NavigationContext = createContext<Navigation | null>(null);

/** The navigation of the signed-in part of the app. */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('a screen needs the navigation around it');
  return navigation;
}
