import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type {
  CustomerListAnswer,
  ListedCustomer,
  ShownCustomers,
} from '@counterfoil/contracts/administration/customer-list';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { listCustomers } from '../../api/customer-list.ts';
import { useIsLive } from '../../api/live.ts';
import {
  goesOn,
  isCutShort,
  neededParts,
  placeOfRow,
  rowCountOf,
  unreadParts,
  withPartRead,
  type ListPart,
} from './parts.ts';

/** Customers that are read at once. */
const partCount = 100;
/** A part that is read again may have got so many. */
const partCountMax = 200;
/** How long a part that is out of sight is kept, in milliseconds. */
const keptForMs = 15_000;
/** How often the rows in sight are read again while nobody tells of changes, in milliseconds. */
const askIntervalMs = 10_000;
const topic = 'customers';

/** The rows of *All customers*: those in sight are in memory, whatever the number of the others. */
export interface CustomerRows {
  readonly count: number;
  /** More customers follow. */
  readonly goesOn: boolean;
  /** More customers follow than a browser can show. */
  readonly isCutShort: boolean;
  readonly isLoading: boolean;
  readonly isTypoTolerant: boolean;
  readonly error: CodedError | null;
  /** Of the first answer: what came later is new. */
  readonly feedPlace: string | null;
  rowAt(index: number): ListedCustomer | undefined;
  onShow(first: number, last: number): void;
  again(): void;
}

/** Reads the parts of a list that are in sight; `shown` must be the same object as long as it means the same. */
export function useCustomerRows(shown: ShownCustomers, key: string): CustomerRows {
  const [parts, setParts] = useState(unreadParts);
  const [inSight, setInSight] = useState({ first: 0, last: 0 });
  const isLive = useIsLive();
  const needed = neededParts(parts, inSight.first, inSight.last);
  const readings = useQueries({
    queries: needed.map((part) => ({
      queryKey: [topic, 'list', key, part.cursor],
      queryFn: ({ signal }: { signal: AbortSignal }) => readPart(shown, part, signal),
      gcTime: keptForMs,
      refetchInterval: isLive ? (false as const) : askIntervalMs,
    })),
  });
  const answers = readings.map(({ data }) => data);
  const partsRead = needed.reduce((known, { cursor }, at) => {
    const answer = answers[at];
    if (!answer) return known;
    return withPartRead(known, { cursor, rowCount: answer.customers.length, next: answer.nextCursor });
  }, parts);
  // Parts of which nothing new was read stay the same object, so that this ends.
  if (partsRead !== parts) setParts(partsRead);
  const byCursor = new Map(needed.map(({ cursor }, at) => [cursor, answers[at]]));
  const failed = readings.find(({ error }) => error !== null);
  const feedPlace = useFirstFeedPlace(answers[0]);
  const onShow = useCallback((first: number, last: number) => {
    setInSight((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, []);
  return {
    count: rowCountOf(parts),
    goesOn: goesOn(parts),
    isCutShort: isCutShort(parts),
    isLoading: readings.some(({ isFetching, data }) => isFetching && data === undefined),
    isTypoTolerant: answers.some((answer) => answer?.isTypoTolerant === true),
    error: (failed?.error as CodedError | undefined) ?? null,
    feedPlace,
    rowAt(index) {
      const place = placeOfRow(parts, index);
      return place ? byCursor.get(place.part.cursor)?.customers[place.offset] : undefined;
    },
    onShow,
    again: () => void Promise.all(readings.map(({ refetch }) => refetch())),
  };
}

function readPart(shown: ShownCustomers, part: ListPart, signal: AbortSignal): Promise<CustomerListAnswer> {
  const isAgain = typeof part.next === 'string' && shown.search === undefined;
  return listCustomers(
    {
      ...shown,
      ...(part.cursor !== null && { cursor: part.cursor }),
      ...(isAgain ? { until: part.next ?? '', limit: partCountMax } : { limit: partCount }),
    },
    signal,
  );
}

function useFirstFeedPlace(answer: CustomerListAnswer | undefined): string | null {
  const [feedPlace, setFeedPlace] = useState<string | null>(null);
  const place = answer?.feedPlace;
  if (place !== undefined && feedPlace === null) setFeedPlace(place);
  return feedPlace;
}
