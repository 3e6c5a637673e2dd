import type {
  CustomerCountAnswer,
  CustomerCountRequest,
  CustomerFilterOptions,
  CustomerListAnswer,
  CustomerListRequest,
} from '@counterfoil/contracts/administration/customer-list';
import type { SavedViews, WantedView } from '@counterfoil/contracts/administration/saved-views';
import { ask, change, part, read } from './call.ts';

/** A page of *All customers*. */
export const listCustomers = (wanted: CustomerListRequest, signal: AbortSignal): Promise<CustomerListAnswer> =>
  ask('/customers/list', wanted, signal);

/** How many there are, and how many are new. */
export const countCustomers = (wanted: CustomerCountRequest, signal: AbortSignal): Promise<CustomerCountAnswer> =>
  ask('/customers/count', wanted, signal);

/** What the filters offer. */
export const readFilterOptions = (signal: AbortSignal): Promise<CustomerFilterOptions> =>
  read('/customers/filter-options', signal);

/** The views of *All customers* that may be chosen. */
export const readSavedViews = (signal: AbortSignal): Promise<SavedViews> => read('/saved-views/customers', signal);

/** Saves a view; one of the same name is replaced. */
export const saveView = (view: WantedView): Promise<{ readonly savedViewId: string }> =>
  change('POST', '/saved-views/customers', view);

/** Deletes a view. */
export const deleteView = (savedViewId: string): Promise<unknown> =>
  change('DELETE', `/saved-views/customers/${part(savedViewId)}`);

/** Begins the page with a view from now on; null: with everybody. */
export const chooseDefaultView = (savedViewId: string | null): Promise<unknown> =>
  change('PUT', '/default-views/customers', { savedViewId });
