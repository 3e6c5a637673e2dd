import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { searchKeyVersion } from '@counterfoil/customer/search/search-keys';
import { presentDevice, recordExchange } from '../device.ts';
import type { LocalDatabase } from '../local-database.ts';
import { offlineSchemaVersion } from '../offline-schema.ts';
import { writeFact } from '../sale/till-facts.ts';
import { ScaleUnitOutage } from '../scale-unit/outage.ts';
import { downloadSnapshot } from '../scale-unit/snapshot.ts';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import type { ActivateDeviceAnswer } from '@counterfoil/contracts/devices';
import type { Engine } from './engine.ts';
import { useDatabase } from './open-engine.ts';
import { stateChanged } from './tell-state.ts';
import type { TillProblem } from './till-service.ts';

/**
 * Makes this browser the till of the code's register. What an earlier activation of the same register recorded here is
 * there again; otherwise the first load begins, which the state follows.
 * Errors: `activation_code_invalid`, `till_offline`, `till_database_corrupt`.
 */
export async function activate(engine: Engine, activationCode: string): Promise<void> {
  const { vault, scaleUnit, stage, problem } = engine;
  if (engine.till || stage === 'starting') throw refuse('device_already_activated');
  const keys = await vault.beginActivation();
  const answer = await answered(() => scaleUnit.activate({ activationCode, ...keys }));
  const { lastReported, ...activated } = answer;
  const before = await vault.inspect();
  const lost = lostAt(problem, before === 'empty' ? lastReported : null);
  await vault.adopt(activated);
  engine.stage = 'loading';
  engine.problem = null;
  engine.progress = null;
  stateChanged(engine);
  void load(engine, activated.registerId, {
    isDatabaseHere: before === 'keysLost' || before === 'complete',
    lost,
  }).catch((error: unknown) => failed(engine, error));
}

async function answered(work: () => Promise<ActivateDeviceAnswer>): Promise<ActivateDeviceAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ScaleUnitOutage) throw new CodedError('till_offline', undefined, { cause: error });
    throw error;
  }
}

/** What a manager has to be told: this browser lost it, or the register left it behind in another browser (R12). */
function lostAt(problem: TillProblem | null, lastReported: ActivateDeviceAnswer['lastReported']): TillProblem | null {
  if (problem?.code === 'till_storage_lost') return problem;
  if (!lastReported || lastReported.undelivered === 0) return null;
  return { code: 'till_storage_lost', field: '', parameters: { count: lastReported.undelivered } };
}

function failed(engine: Engine, error: unknown): void {
  engine.seams.log.error({ error: String(error) }, 'the first load failed');
  engine.stage = 'broken';
  engine.problem = { code: 'till_database_corrupt', field: '' };
  stateChanged(engine);
}

async function load(
  engine: Engine,
  registerId: string,
  { isDatabaseHere, lost }: { isDatabaseHere: boolean; lost: TillProblem | null },
): Promise<void> {
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

/** A manager has read what was lost. */
export async function acknowledgeStorageProblem(engine: Engine): Promise<void> {
  engine.storageProblem = null;
  await engine.till?.database.transaction('acknowledge loss', (tx) => writeFact(tx, 'storageProblem', null));
  stateChanged(engine);
}
