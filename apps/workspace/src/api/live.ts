import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { LiveChange } from '@counterfoil/contracts/administration/live-changes';
import { isAbout } from './reading-topics.ts';
import { sessionKey } from '../session/session.ts';

/** Whether the pages are told of changes as they happen; until then they ask by themselves now and then. */
let isLive = false;
const listeners = new Set<() => void>();

function setLive(next: boolean): void {
  if (next === isLive) return;
  isLive = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether changes arrive by themselves at the moment. */
export function useIsLive(): boolean {
  return useSyncExternalStore(subscribe, () => isLive);
}

/**
 * Listens to headquarters as long as the component is there and its window can be seen, and has whatever changed read
 * again. A window in the background holds no stream: browsers allow six connections to one address over HTTP/1.1, which
 * as many windows would use up.
 */
export function useLiveChanges(): void {
  const queries = useQueryClient();
  useEffect(() => followWhileSeen(() => listen(queries)), [queries]);
}

/** Holds what `begin` opens as long as the window can be seen; the answer ends it. */
function followWhileSeen(begin: () => EventSource): () => void {
  let stream: EventSource | null = null;
  const stop = (): void => {
    stream?.close();
    stream = null;
    setLive(false);
  };
  const follow = (): void => {
    if (document.hidden) stop();
    else stream ??= begin();
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', stop);
  addEventListener('pageshow', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    removeEventListener('pagehide', stop);
    removeEventListener('pageshow', follow);
    stop();
  };
}

function listen(queries: QueryClient): EventSource {
  const stream = new EventSource('/live-changes');
  stream.addEventListener('open', () => {
    setLive(true);
    // Whatever changed while nobody listened.
    void queries.invalidateQueries();
  });
  stream.addEventListener('error', () => {
    setLive(false);
    // Refused, not interrupted: the session may have ended.
    if (stream.readyState === EventSource.CLOSED) void queries.invalidateQueries({ queryKey: sessionKey });
  });
  stream.addEventListener('message', ({ data }: MessageEvent<string>) => readAgain(queries, data));
  return stream;
}

function readAgain(queries: QueryClient, data: string): void {
  const { topics } = JSON.parse(data) as LiveChange;
  for (const topic of topics) void queries.invalidateQueries({ predicate: (query) => isAbout(query, topic) });
}
