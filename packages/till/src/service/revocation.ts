import { noCounts, type Engine } from './engine.ts';
import { stateChanged } from './tell-state.ts';

/** The device is no longer answered: database and keys are removed, and nothing of the till is left (R16). */
export async function revoke(engine: Engine): Promise<void> {
  if (engine.stage === 'revoked') return;
  const { till, worker } = engine;
  engine.stage = 'revoked';
  engine.problem = { code: 'device_revoked', field: '' };
  engine.running.abort();
  engine.till = null;
  engine.progress = null;
  engine.counts = noCounts;
  engine.marked = null;
  engine.isFirstLoadDone = false;
  engine.answeredCustomers.clear();
  engine.traces.clear();
  Object.assign(worker, { worker: null, pin: null, session: null });
  await till?.database.close();
  await engine.vault.wipe();
  stateChanged(engine);
}
