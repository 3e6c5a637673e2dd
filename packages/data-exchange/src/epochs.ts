import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import type { Epoch } from '@counterfoil/contracts/exchange';
import type { Seams } from '@counterfoil/platform/seams';

interface EpochRow {
  number: number;
  epoch_id: string;
  system_identifier: string;
  timeline: number;
}

const selectEpoch = prepared(
  'select-epoch',
  'SELECT number, epoch_id, system_identifier, timeline FROM epochs ORDER BY number DESC LIMIT 1',
);

const selectEpochById = prepared('select-epoch-by-id', 'SELECT number FROM epochs WHERE epoch_id = $1');

const insertEpoch = prepared(
  'insert-epoch',
  `INSERT INTO epochs (number, epoch_id, reason, system_identifier, timeline, began_at)
   SELECT $1, $2, $3, system.system_identifier::text, checkpoint.timeline_id, $4
   FROM pg_control_system() AS system, pg_control_checkpoint() AS checkpoint`,
);

const selectServerIdentity = prepared(
  'select-server-identity',
  `SELECT system.system_identifier::text AS system_identifier, checkpoint.timeline_id AS timeline
   FROM pg_control_system() AS system, pg_control_checkpoint() AS checkpoint`,
);

const lockEpochsStatement = prepared('lock-epochs', 'LOCK TABLE epochs IN SHARE ROW EXCLUSIVE MODE');

/** Until the end of the caller's transaction nobody else begins an incarnation; reading goes on. */
export async function lockEpochs(tx: Tx): Promise<void> {
  await tx.query(lockEpochsStatement);
}

/** The present incarnation of this database. */
export async function readEpoch(tx: Tx): Promise<Epoch> {
  const row = (await tx.query<EpochRow>(selectEpoch))[0];
  if (!row) throw new Error('the database has no epoch; it was not opened with openEpoch');
  return { number: row.number, epochId: row.epoch_id };
}

/** Whether this database ever had the incarnation `epochId`. A peer that knows one it never had proves a restore. */
export async function knowsEpoch(tx: Tx, epochId: string): Promise<boolean> {
  return (await tx.query(selectEpochById, [epochId])).length > 0;
}

/** Begins a new incarnation above `above` and above all own ones. */
export async function beginEpoch(tx: Tx, seams: Seams, reason: string, above = 0): Promise<Epoch> {
  const present = (await tx.query<EpochRow>(selectEpoch))[0];
  const epoch: Epoch = { number: Math.max(present?.number ?? 0, above) + 1, epochId: seams.ids.uuid() };
  await tx.query(insertEpoch, [epoch.number, epoch.epochId, reason, seams.clock.now()]);
  return epoch;
}

/**
 * Called at every start: the first incarnation of an empty database, or whether the server under it is another one
 * (dumped and restored elsewhere, or recovered to a new timeline). `onRestored` then begins the new incarnation with
 * all that follows from it.
 */
export async function openEpoch(
  database: Database,
  seams: Seams,
  onRestored: (tx: Tx, reason: string) => Promise<Epoch>,
): Promise<Epoch> {
  return database.transaction('open epoch', async (tx) => {
    await lockEpochs(tx);
    const present = (await tx.query<EpochRow>(selectEpoch))[0];
    if (!present) return beginEpoch(tx, seams, 'created');
    const server = (await tx.query<{ system_identifier: string; timeline: number }>(selectServerIdentity))[0];
    if (server?.system_identifier === present.system_identifier && server.timeline === present.timeline) {
      return { number: present.number, epochId: present.epoch_id };
    }
    return onRestored(tx, 'the server is another one than before: restored from a backup');
  });
}
