import { CodedError } from '@counterfoil/contracts/refusal';
import { connectClient } from '@counterfoil/database/connection';
import { statementsOver } from '@counterfoil/database/transaction';
import type { Log } from '@counterfoil/platform/log';

/** The first half of every lock key of the batch jobs; the second is the hash of the job's name. */
export const batchLockClass = 0x0c_f0_ba_7c;

/** A job that is held: nobody else runs it, in any process on this database. */
export interface Hold {
  /** Aborts when the database has taken the lock away, because the connection broke. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** One run at a time per job, over all processes on one database. */
export interface SingleFlight {
  /** Holds the job, or answers undefined when somebody else does. */
  tryAcquire(job: string): Promise<Hold | undefined>;
  /** Waits its turn, first come first served, until the job is free; throws `shutting_down` when `stopping` aborts. */
  acquire(job: string, stopping: AbortSignal): Promise<Hold>;
  /** Gives everything back. */
  close(): Promise<void>;
}

/**
 * Single flight by PostgreSQL session locks, which the server gives back by itself when a process dies. They live
 * on own connections, so a pooler in transaction mode must not stand in between. A process that is cut off without
 * noticing may still finish its statement under way: jobs stay correct then, since each of their transactions is
 * idempotent; single flight spares work, it does not carry correctness.
 */
export function createSingleFlight(databaseUrl: string, log: Log): SingleFlight {
  const sessions = new Set<LockSession>();
  const heldByShared = new Set<string>();
  let shared: Promise<LockSession> | undefined;
  let closed = false;

  const open = async (): Promise<LockSession> => {
    if (closed) throw new CodedError('shutting_down');
    const session = await openLockSession(databaseUrl, log);
    sessions.add(session);
    session.lost.addEventListener('abort', () => sessions.delete(session), { once: true });
    return session;
  };

  const sharedSession = async (): Promise<LockSession> => {
    const session = await (shared ??= open()).catch((error: unknown) => {
      shared = undefined;
      throw error;
    });
    if (!session.lost.aborted) return session;
    shared = undefined;
    return sharedSession();
  };

  // One session may take its own lock twice, so the process keeps its own book of what the shared session holds.
  const lockShared = async (job: string): Promise<Hold | undefined> => {
    const session = await sharedSession();
    if (!(await session.tryLock(job))) return undefined;
    return {
      lost: session.lost,
      release: async () => {
        await giveBack(session, job);
        heldByShared.delete(job);
      },
    };
  };

  return {
    async tryAcquire(job) {
      if (heldByShared.has(job)) return undefined;
      heldByShared.add(job);
      let hold: Hold | undefined;
      try {
        hold = await lockShared(job);
        return hold;
      } finally {
        if (!hold) heldByShared.delete(job);
      }
    },
    async acquire(job, stopping) {
      const session = await open();
      await lockInTurn(session, job, stopping);
      return { lost: session.lost, release: () => session.end() };
    },
    async close() {
      closed = true;
      await Promise.all([...sessions].map((session) => session.end()));
    },
  };
}

/** Takes the lock, or ends the session when the wait is given up. */
async function lockInTurn(session: LockSession, job: string, stopping: AbortSignal): Promise<void> {
  const giveUp = new AbortController();
  const locked = session.lock(job).finally(() => giveUp.abort());
  try {
    await Promise.race([locked, untilAborted(stopping, giveUp.signal)]);
    if (stopping.aborted) throw new CodedError('shutting_down');
  } catch (error) {
    // The lock's own answer no longer matters: ending the session gives it back.
    locked.catch(() => undefined);
    await session.end();
    throw error;
  }
}

function untilAborted(awaited: AbortSignal, noLongerNeeded: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (awaited.aborted) return resolve();
    awaited.addEventListener('abort', () => resolve(), { once: true, signal: noLongerNeeded });
  });
}

/** Unlocks the job; when that fails the session is ended, which unlocks it too. */
async function giveBack(session: LockSession, job: string): Promise<void> {
  try {
    await session.unlock(job);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    await session.end();
  }
}

interface LockSession {
  readonly lost: AbortSignal;
  tryLock(job: string): Promise<boolean>;
  lock(job: string): Promise<void>;
  unlock(job: string): Promise<void>;
  end(): Promise<void>;
}

async function openLockSession(databaseUrl: string, log: Log): Promise<LockSession> {
  const client = await connectClient(databaseUrl);
  const lost = new AbortController();
  client.on('error', (error) => log.warn({ error: error.name }, 'the connection that holds batch locks broke'));
  client.once('end', () => lost.abort());
  const { query } = statementsOver(client);
  // Jobs share the session, and a connection runs one statement at a time.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Row>(text: string, job: string): Promise<Row[]> => {
    const run = turn.then(() => query<Row>(text, [batchLockClass, job]));
    turn = run.catch(() => undefined);
    return run;
  };
  return {
    lost: lost.signal,
    async tryLock(job) {
      const rows = await inTurn<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', job);
      return rows[0]?.taken === true;
    },
    async lock(job) {
      await inTurn('SELECT pg_advisory_lock($1, hashtext($2))', job);
    },
    async unlock(job) {
      // A lost session has no locks any more.
      if (!lost.signal.aborted) await inTurn('SELECT pg_advisory_unlock($1, hashtext($2))', job);
    },
    async end() {
      if (!lost.signal.aborted) await client.end();
      lost.abort();
    },
  };
}
