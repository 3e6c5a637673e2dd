import { loadDatabase } from './load-database.ts';
import { noteLostRecords } from './lost-records.ts';
import type { Engine } from './engine.ts';
import type { TillProblem } from './till-service.ts';
import { problemBehind, stopAt, useDatabase } from './use-database.ts';

/** Opens what the vault has, without any network. A storage that doesn't let itself be opened is a `problem` of the state. */
export async function openEngine(engine: Engine): Promise<void> {
  try {
    await openPresent(engine);
  } catch (error) {
    engine.seams.log.error({ error: String(error) }, 'the storage of the till can not be opened');
    stopAt(engine, 'broken', problemBehind(error));
  }
}

async function openPresent(engine: Engine): Promise<void> {
  const state = await engine.vault.inspect();
  if (state === 'empty') return stopAt(engine, 'notActivated', null);
  if (state === 'keysLost') return stopAt(engine, 'reactivation', { code: 'till_keys_lost', field: '' });
  if (state === 'databaseCorrupt') return stopAt(engine, 'broken', await corruptDatabase(engine));
  if (state === 'databaseLost') return openWithoutDatabase(engine);
  await useDatabase(engine, ({ database, seams }) => noteLostRecords(engine.vault, database, seams));
}

/**
 * What is known to be gone is told (R12). Where nothing was marked there never was a database: the first load had been
 * cut off and begins again.
 */
async function openWithoutDatabase(engine: Engine): Promise<void> {
  const mark = await engine.vault.lastMark();
  const identity = await engine.vault.identity();
  if (!mark && identity) {
    loadDatabase(engine, identity.registerId, { isDatabaseHere: false, lost: null });
    return;
  }
  const parameters = { count: mark?.undelivered ?? 0 };
  stopAt(engine, 'reactivation', { code: 'till_storage_lost', field: '', parameters });
}

/** With what would be lost by a reset, as far as it is known. */
async function corruptDatabase({ vault }: Engine): Promise<TillProblem> {
  const mark = await vault.lastMark();
  return { code: 'till_database_corrupt', field: '', ...(mark && { parameters: { count: mark.undelivered } }) };
}
