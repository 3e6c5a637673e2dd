import { noCounts, type Engine } from './engine.ts';
import { stateChanged } from './tell-state.ts';

/** The device is no longer answered: database and keys are removed, and only then is it told that nothing is left (R16). */
export async function revoke(engine: Engine): Promise<void> {
  if (engine.stage === 'revoked' || engine.isBeingWiped) return;
  const { till, worker } = engine;
  engine.isBeingWiped = true;
  engine.stage = 'starting';
  engine.running.abort();
  engine.till = null;
  engine.progress = null;
  engine.counts = noCounts;
  engine.marked = null;
  engine.isFirstLoadDone = false;
  engine.answeredCustomers.clear();
  engine.traces.clear();
  Object.assign(worker, { worker: null, pin: null, session: null });
  try {
    await till?.database.close();
    await engine.vault.wipe();
  } finally {
    engine.isBeingWiped = false;
    engine.stage = 'revoked';
    engine.problem = { code: 'device_revoked', field: '' };
    stateChanged(engine);
  }
}
