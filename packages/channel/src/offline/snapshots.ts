import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { buildSnapshot, type BuiltSnapshot } from './build-snapshot.ts';
import { ensureOfflineFeed, knowsOfflinePosition } from './offline-changes.ts';
import { customerDataMode, excludedParts } from './offline-data-exclusion.ts';
import { offlineProfileOf, offlineRegister } from './offline-registers.ts';

/** A snapshot is given out for so long; what changed since follows by exchanges. */
const snapshotAgeMaxMs = 60 * 60 * 1_000;
/** With more changes behind it than this, another one is quicker than following them. */
const changeCountMax = 20_000;
/** How long the transactions that ran when a snapshot was begun are waited for. */
const quietWaitMaxMs = 10_000;
const quietPollMs = 250;

/** The snapshots of a channel: one is built at a time, and given to every till that asks meanwhile. */
export interface Snapshots {
  /**
   * One for a register. Errors: `register_unknown`, `register_offline_unsupported`, `snapshot_unavailable` while no
   * customers go to offline databases.
   */
  snapshotFor(registerId: string, stopping: AbortSignal): Promise<BuiltSnapshot>;
}

interface Held {
  readonly built: BuiltSnapshot;
  /** The settings under which it was built. */
  readonly basis: string;
  readonly atMs: number;
}

/** The snapshots of one process. */
export function createSnapshots(channel: Channel): Snapshots {
  let held: Held | null = null;
  let inWork: Promise<Held> | null = null;
  const renewed = async (stopping: AbortSignal): Promise<Held> => {
    if (held && (await isGood(channel, held))) return held;
    const next = await build(channel, stopping);
    await held?.built.discard();
    held = next;
    stopping.addEventListener('abort', () => void next.built.discard(), { once: true });
    return next;
  };
  return {
    async snapshotFor(registerId, stopping) {
      requireSent(channel, registerId);
      inWork ??= renewed(stopping).finally(() => (inWork = null));
      return (await inWork).built;
    },
  };
}

function requireSent({ configuration }: Channel, registerId: string): void {
  const register = offlineRegister(configuration, registerId);
  const isPaused = offlineProfileOf(configuration, register)?.pauseOfflineSynchronization ?? false;
  if (customerDataMode(configuration, isPaused) !== 'sent') throw refuse('snapshot_unavailable');
}

function basisOf({ configuration, epoch }: Channel): string {
  const countries = configuration.legalEntities.map(({ legalEntity, countryRegion }) => [legalEntity, countryRegion]);
  return JSON.stringify([epoch.epochId, excludedParts(configuration), countries]);
}

async function isGood(channel: Channel, { built, basis, atMs }: Held): Promise<boolean> {
  const { clock } = channel.seams;
  if (basis !== basisOf(channel) || clock.monotonicMs() - atMs > snapshotAgeMaxMs) return false;
  const { position } = built.snapshot.cursor;
  if (!(await knowsOfflinePosition(channel.database, position))) return false;
  return (await countChangesBehind(channel.database, position)) <= changeCountMax;
}

const selectCountBehind = prepared(
  'count-offline-changes-behind',
  `SELECT count(*)::integer AS count FROM (
     SELECT 1 FROM offline_changes WHERE (epoch_number, xid, n) > ($1::integer, $2::xid8, $3::bigint) LIMIT $4
   ) AS behind`,
);

/** No further than it matters. */
async function countChangesBehind(tx: Tx, { epochNumber, xid, n }: FeedPosition): Promise<number> {
  const [row] = await tx.query<{ count: number }>(selectCountBehind, [epochNumber, xid, n, changeCountMax + 1]);
  return row?.count ?? 0;
}

async function build(channel: Channel, stopping: AbortSignal): Promise<Held> {
  const { clock } = channel.seams;
  await ensureOfflineFeed(channel.database, channel.epoch.number);
  const giveUpAtMs = clock.monotonicMs() + quietWaitMaxMs;
  for (;;) {
    const basis = basisOf(channel);
    const atMs = clock.monotonicMs();
    const built = await buildSnapshot(channel, stopping);
    if (built) return { built, basis, atMs };
    if (clock.monotonicMs() > giveUpAtMs) throw refuse('snapshot_unavailable');
    await clock.sleep(quietPollMs, stopping);
  }
}
