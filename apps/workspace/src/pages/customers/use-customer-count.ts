import type { CustomerCountAnswer, ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import { countCustomers } from '../../api/customer-list.ts';
import { useReading } from '../../api/use-reading.ts';

/** How many customers the filters leave in; null while that isn't known, or of a search, which only ranks. */
export function useCustomerCount({ filters, search }: ShownCustomers): CustomerCountAnswer | null {
  const { data } = useReading({
    topic: 'customers',
    key: ['count', JSON.stringify(filters)],
    read: (signal) => countCustomers({ filters }, signal),
    isWanted: search === undefined,
  });
  return search === undefined ? (data ?? null) : null;
}

/** How many customers have come since a place in the change feed. */
export function useNewCount(feedPlace: string | null): number {
  const { data } = useReading({
    topic: 'customers',
    key: ['new', feedPlace],
    read: (signal) => countCustomers({ ...(feedPlace !== null && { since: feedPlace }) }, signal),
    isWanted: feedPlace !== null,
  });
  return feedPlace === null ? 0 : (data?.newCount ?? 0);
}
