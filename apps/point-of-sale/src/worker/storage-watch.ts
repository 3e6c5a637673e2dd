import type { Clock } from '@counterfoil/platform/clock';
import type { StorageView } from '@counterfoil/till/service/till-service';

/** An estimate of the browser is used this long: making one reads all of the origin's files. */
const estimateAgeMaxMs = 30_000;
/** Nearly full: less than this part of the quota is left. */
const freePartMin = 0.1;

type Watched = Omit<StorageView, 'problem'>;

/** How the browser keeps what this origin stores. Only a page can ask for persistence; whether it got it is read here. */
export function storageWatch(clock: Clock): () => Promise<Watched> {
  let last: { readonly view: Promise<Watched>; readonly atMs: number } | null = null;
  return () => {
    const nowMs = clock.monotonicMs();
    if (!last || nowMs - last.atMs > estimateAgeMaxMs) last = { view: watched(), atMs: nowMs };
    return last.view;
  };
}

async function watched(): Promise<Watched> {
  const [persisted, { usage, quota }] = await Promise.all([
    navigator.storage.persisted(),
    navigator.storage.estimate(),
  ]);
  const isKnown = usage !== undefined && quota !== undefined;
  return {
    persisted,
    usageBytes: usage ?? null,
    quotaBytes: quota ?? null,
    isNearlyFull: isKnown && quota - usage < quota * freePartMin,
    isEncrypted: true,
    isOwnerTab: true,
  };
}
