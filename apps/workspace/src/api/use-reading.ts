import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { LiveTopic } from '@counterfoil/contracts/administration/live-changes';
import type { CodedError } from '@counterfoil/contracts/refusal';
import type { MoreRows } from '../ui/data-table.tsx';
import { useIsLive } from './live.ts';
import { isAbout } from './reading-topics.ts';

/** How often a page asks by itself while it isn't told of changes, in milliseconds. */
const askIntervalMs = 10_000;

/** What one reading of a page is. */
export interface Reading<Answer> {
  /** What it is about: it is read again when headquarters says that this changed. */
  readonly topic: LiveTopic;
  /** What tells it from other readings of the topic: name and parameters. */
  readonly key: readonly unknown[];
  readonly read: (signal: AbortSignal) => Promise<Answer>;
  readonly isWanted?: boolean;
  /** Further topics that it is about. */
  readonly alsoOn?: readonly LiveTopic[];
}

/** Reads from headquarters and stays true; with other parameters the last answer stays on the screen meanwhile. */
export function useReading<Answer>({
  topic,
  key,
  read,
  isWanted = true,
  alsoOn = [],
}: Reading<Answer>): UseQueryResult<Answer, CodedError> {
  const live = useIsLive();
  return useQuery<Answer, CodedError>({
    queryKey: [topic, ...key],
    queryFn: ({ signal }) => read(signal),
    enabled: isWanted,
    meta: { alsoOn },
    placeholderData: keepPreviousData,
    refetchInterval: live ? false : askIntervalMs,
  });
}

/** A list that is read page by page. */
export interface PagedReading<Page> {
  readonly topic: LiveTopic;
  readonly key: readonly unknown[];
  /** `cursor` is null for the first page. */
  readonly read: (cursor: string | null, signal: AbortSignal) => Promise<Page>;
  readonly nextCursorOf: (page: Page) => string | null;
  readonly isWanted?: boolean;
  /** Further topics that it is about. */
  readonly alsoOn?: readonly LiveTopic[];
}

/** Reads a list page by page and stays true. */
export function usePagedReading<Page>(
  reading: PagedReading<Page>,
): UseInfiniteQueryResult<InfiniteData<Page, string | null>, CodedError> {
  const { topic, key, read, nextCursorOf, isWanted = true, alsoOn = [] } = reading;
  const live = useIsLive();
  return useInfiniteQuery<Page, CodedError, InfiniteData<Page, string | null>, readonly unknown[], string | null>({
    queryKey: [topic, ...key],
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null,
    getNextPageParam: nextCursorOf,
    enabled: isWanted,
    meta: { alsoOn },
    placeholderData: keepPreviousData,
    refetchInterval: live ? false : askIntervalMs,
  });
}

/** What a table has to know of the pages that are not read yet. */
export function moreOf(
  reading: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>,
): MoreRows {
  return {
    hasMore: reading.hasNextPage,
    isLoading: reading.isFetchingNextPage,
    load: () => void reading.fetchNextPage(),
  };
}

/** Has everything about `topics` read again, after this page has changed it itself. */
export function useReadAgain(): (...topics: readonly LiveTopic[]) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (...topics) => {
      await Promise.all(
        topics.map((topic) => queries.invalidateQueries({ predicate: (query) => isAbout(query, topic) })),
      );
    },
    [queries],
  );
}
