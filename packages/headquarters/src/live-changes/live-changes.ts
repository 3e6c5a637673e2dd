import type { LiveTopic } from '@counterfoil/contracts/administration/live-changes';
import type { Headquarters } from '../headquarters.ts';
import { changedTopics, type Glance } from './changed-topics.ts';
import { readFingerprints } from './read-fingerprints.ts';

/** How often a process looks for changes while somebody listens, in milliseconds. */
export const lookIntervalMs = 1_000;
/** So many looks in a row may fail; after that nobody is let believe that nothing changes. */
export const failedLookCountMax = 5;

/** Called with what has changed; never with nothing. */
export type LiveListener = (topics: readonly LiveTopic[]) => void;

/** What changes at headquarters, whichever process changed it. */
export interface LiveChanges {
  /**
   * Tells of every change from now on, until the answer is called, or until `lost` is: changes can't be seen any more, and
   * whoever still wants to know listens again. Throws when the database can't be reached.
   */
  listen(listener: LiveListener, lost?: () => void): Promise<() => void>;
}

/** One look a second for all listeners of this process, and none while nobody listens. */
export function createLiveChanges({ database, seams }: Pick<Headquarters, 'database' | 'seams'>): LiveChanges {
  const { clock, log } = seams;
  const listeners = new Map<LiveListener, () => void>();
  let watching: { readonly stop: AbortController; readonly begun: Promise<void> } | null = null;

  async function glance(): Promise<Glance> {
    const at = clock.now();
    return { fingerprints: await readFingerprints(database, at), at };
  }

  async function watch(first: Promise<Glance>, { signal }: AbortController): Promise<void> {
    let before = await first;
    let failedCount = 0;
    while (!signal.aborted) {
      await clock.sleep(lookIntervalMs, signal);
      if (signal.aborted) return;
      try {
        const after = await glance();
        const topics = changedTopics(before, after);
        before = after;
        failedCount = 0;
        if (topics.length > 0 && !signal.aborted) for (const listener of listeners.keys()) listener(topics);
      } catch (error) {
        // Whatever changed meanwhile shows at the first look that succeeds.
        if (++failedCount === failedLookCountMax) throw error;
        log.debug({ error: String(error) }, 'a look for live changes failed');
      }
    }
  }

  function begin(): NonNullable<typeof watching> {
    const stop = new AbortController();
    const first = glance();
    const begun = first.then(() => undefined);
    watch(first, stop).catch((error: unknown) => {
      if (watching?.stop !== stop) return;
      watching = null;
      log.warn({ error: String(error) }, 'live changes cannot be seen: pages are told to ask again');
      const left = [...listeners.values()];
      listeners.clear();
      for (const lost of left) lost();
    });
    return { stop, begun };
  }

  return {
    async listen(listener, lost = () => undefined) {
      listeners.set(listener, lost);
      const leave = (): void => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        watching?.stop.abort();
        watching = null;
      };
      try {
        watching ??= begin();
        await watching.begun;
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
  };
}
