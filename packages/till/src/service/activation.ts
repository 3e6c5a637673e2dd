import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { ActivateDeviceAnswer, ActivatedDevice } from '@counterfoil/contracts/devices';
import { writeFact } from '../sale/till-facts.ts';
import { ScaleUnitOutage } from '../scale-unit/outage.ts';
import type { Engine } from './engine.ts';
import { loadDatabase } from './load-database.ts';
import { stateChanged } from './tell-state.ts';
import type { TillProblem } from './till-service.ts';

/**
 * Makes this browser the till of the code's register. What an earlier activation of the same register recorded here is
 * there again; otherwise the first load begins, which the state follows. It never removes anything.
 * Errors: `activation_code_invalid`, `activation_code_other_register`, `till_offline`, `till_database_corrupt`.
 */
export async function activate(engine: Engine, activationCode: string): Promise<void> {
  const { vault, stage, problem } = engine;
  if (engine.till || stage === 'starting') throw refuse('device_already_activated');
  if (stage === 'broken') throw refuse('till_database_corrupt');
  const { lastReported, activated } = await activatedBy(engine, activationCode);
  const before = await vault.inspect();
  const lost = lostAt(problem, before === 'empty' ? lastReported : null);
  await vault.adopt(activated);
  const isDatabaseHere = before === 'keysLost' || before === 'complete';
  loadDatabase(engine, activated.registerId, { isDatabaseHere, lost });
}

/**
 * Gives up a database that can't be read: everything of this till is removed, and it begins anew under another epoch, so
 * that no number is used again (R12). Only once the code was found to be right is anything removed. What was lost stays
 * shown until a manager has read it. A till that isn't broken is activated as usual.
 * Errors: those of `activate`, and `device_already_activated` for one whose database is not damaged; then nothing was
 * removed.
 */
export async function resetTill(engine: Engine, activationCode: string): Promise<void> {
  const { vault } = engine;
  if (engine.stage !== 'broken') return activate(engine, activationCode);
  /* A till that can't be used for another reason still has its records. */
  if (engine.problem?.code !== 'till_database_corrupt') throw refuse('device_already_activated');
  const mark = await vault.lastMark();
  const { lastReported, activated } = await activatedBy(engine, activationCode);
  const undelivered = mark?.undelivered ?? lastReported?.undelivered ?? 0;
  await vault.wipe();
  engine.marked = null;
  /* Cut off from here on, the till still knows what it has lost. */
  await vault.mark({ undelivered });
  await vault.adopt(activated);
  const lost = { code: 'till_storage_lost', field: '', parameters: { count: undelivered } };
  loadDatabase(engine, activated.registerId, { isDatabaseHere: false, lost });
}

async function activatedBy(
  { vault, scaleUnit }: Engine,
  activationCode: string,
): Promise<{ lastReported: ActivateDeviceAnswer['lastReported']; activated: ActivatedDevice }> {
  const keys = await vault.beginActivation();
  const registerId = await vault.registerOfRecords();
  const request = { activationCode, ...(registerId !== null && { registerId }), ...keys };
  const { lastReported, ...activated } = await answered(() => scaleUnit.activate(request));
  return { lastReported, activated };
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

/** A manager has read what was lost. */
export async function acknowledgeStorageProblem(engine: Engine): Promise<void> {
  engine.storageProblem = null;
  await engine.till?.database.transaction('acknowledge loss', (tx) => writeFact(tx, 'storageProblem', null));
  stateChanged(engine);
}
