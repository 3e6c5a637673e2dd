import type { OfflineWakeUp } from '@counterfoil/contracts/offline-exchange';
import { prepared } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';

/** How often a process looks for changes while a till listens, in milliseconds: one small query for all its tills. */
export const changePollIntervalMs = 150;

/*
 * The last change of all and the last one that can be read: one that lies above a transaction that still runs is told
 * twice, when it is there and when an exchange brings it (R7). Instants or counters alone would miss late commits.
 */
const selectMarker = prepared(
  'select-offline-change-marker',
  `SELECT concat_ws(' ',
     (SELECT change_id FROM offline_changes ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1),
     (SELECT change_id FROM offline_changes WHERE xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1),
     (SELECT sum(full_synchronization) FROM offline_databases)) AS marker`,
);

/** The tills that listen to this process. */
export interface RegisterWakeUps {
  /**
   * Calls `send` for whatever happens from the moment on that the promise is resolved, until the returned function is
   * called. What happened before is for the till to look for.
   */
  listen(send: (wakeUp: OfflineWakeUp) => void): Promise<() => void>;
}

interface Seen {
  readonly marker: string;
  readonly configurationVersion: number;
}

/**
 * Notices what an exchange would bring, whichever process wrote it: customers of the channel database, fates of
 * operations and transactions, a *Full data sync*, settings. Nothing is read while no till listens.
 */
export function createRegisterWakeUps(channel: Channel): RegisterWakeUps {
  const listeners = new Set<(wakeUp: OfflineWakeUp) => void>();
  let looking: Promise<void> | null = null;
  const look = async (first: Seen): Promise<void> => {
    let seen = first;
    while (listeners.size > 0) {
      await channel.seams.clock.sleep(changePollIntervalMs);
      const now = await present(channel, seen);
      const kinds: OfflineWakeUp['kind'][] = [];
      if (now.marker !== seen.marker) kinds.push('changes');
      if (now.configurationVersion !== seen.configurationVersion) kinds.push('configuration');
      seen = now;
      for (const kind of kinds) for (const send of listeners) send({ kind });
    }
    looking = null;
  };
  return {
    async listen(send) {
      const first = await read(channel);
      listeners.add(send);
      looking ??= look(first);
      return () => listeners.delete(send);
    },
  };
}

async function read({ database, configuration }: Channel): Promise<Seen> {
  const [row] = await database.query<{ marker: string }>(selectMarker);
  return { marker: row?.marker ?? '', configurationVersion: configuration.version };
}

/** A database that is away for a moment has changed nothing yet. */
async function present(channel: Channel, seen: Seen): Promise<Seen> {
  try {
    return await read(channel);
  } catch (error) {
    channel.seams.log.debug({ error: String(error) }, 'changes for tills were not looked for; again at once');
    return { ...seen, configurationVersion: channel.configuration.version };
  }
}
