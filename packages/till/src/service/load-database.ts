import { searchKeyVersion } from '@counterfoil/customer/search/search-keys';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import { presentDevice, recordExchange } from '../device.ts';
import type { LocalDatabase } from '../local-database.ts';
import { offlineSchemaVersion } from '../offline-schema.ts';
import { writeFact } from '../sale/till-facts.ts';
import { downloadSnapshot } from '../scale-unit/snapshot.ts';
import type { Engine } from './engine.ts';
import { stateChanged } from './tell-state.ts';
import type { TillProblem } from './till-service.ts';
import { problemBehind, useDatabase } from './use-database.ts';

/** What a till that is activated begins with. */
export interface LoadedDatabase {
  /** What an earlier activation of the same register recorded here is used again. */
  readonly isDatabaseHere: boolean;
  /** What a manager has to be told of. */
  readonly lost: TillProblem | null;
}

/** Brings the database of a till that has its keys, by a snapshot where there is none; the state follows it. */
export function loadDatabase(engine: Engine, registerId: string, loaded: LoadedDatabase): void {
  engine.stage = 'loading';
  engine.problem = null;
  engine.progress = null;
  stateChanged(engine);
  void load(engine, registerId, loaded).catch((error: unknown) => failed(engine, error));
}

function failed(engine: Engine, error: unknown): void {
  engine.seams.log.error({ error: String(error) }, 'the first load failed');
  engine.stage = 'broken';
  engine.problem = problemBehind(error);
  stateChanged(engine);
}

async function load(engine: Engine, registerId: string, { isDatabaseHere, lost }: LoadedDatabase): Promise<void> {
  const snapshot = isDatabaseHere ? null : await importSnapshot(engine, registerId);
  await useDatabase(engine, async ({ database }) => {
    if (snapshot) await goOnFrom(database, snapshot);
    if (lost)
      await database.transaction('remember loss', (tx) => writeFact(tx, 'storageProblem', JSON.stringify(lost)));
  });
}

/** The database of the scale unit's snapshot; null, when there is none to be had: the till loads page by page. */
async function importSnapshot(engine: Engine, registerId: string): Promise<OfflineSnapshot | null> {
  const { scaleUnit, vault, seams, closing } = engine;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, closing.signal]);
  try {
    const { snapshot, bytes } = await downloadSnapshot(scaleUnit, registerId, signal);
    if (!isUsable(snapshot)) return null;
    await vault.importSnapshot(snapshot, bytes, (byteCount) => {
      engine.progress = { step: 'snapshot', done: byteCount, total: snapshot.byteCount };
      stateChanged(engine);
    });
    return snapshot;
  } catch (error) {
    seams.log.warn({ error: String(error) }, 'no snapshot: the customers come page by page');
    return null;
  } finally {
    engine.progress = null;
    stopping.abort();
  }
}

function isUsable({ schemaVersion, searchKeyVersion: keys }: OfflineSnapshot): boolean {
  return schemaVersion === offlineSchemaVersion && keys === searchKeyVersion;
}

/**
 * The first exchange goes on behind the snapshot. A till that ends before this begins from the beginning instead, which
 * brings the same customers once more.
 */
async function goOnFrom(database: LocalDatabase, { channelEpoch, cursor }: OfflineSnapshot): Promise<void> {
  await database.transaction('go on from snapshot', async (tx) => {
    const device = await presentDevice(tx);
    if (device.cursor === null) await recordExchange(tx, { ...device, channelEpoch, cursor });
  });
}
