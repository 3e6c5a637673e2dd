import { presentDevice } from '../device.ts';
import { isCustomerDataFiltered } from '../offline-rules.ts';
import { writeFact } from '../sale/till-facts.ts';
import type { Till } from '../till.ts';
import type { Engine } from './engine.ts';
import { stateChanged } from './tell-state.ts';

/** Whether a till that loads for the first time has come to its end, and how far it is. */
export async function followLoad(engine: Engine, till: Till): Promise<void> {
  if (engine.isFirstLoadDone) return;
  const device = await presentDevice(till.database);
  const brings = device.customerData === 'sent' && !isCustomerDataFiltered(till, device);
  const isLoaded = device.cursor !== null && device.cursor.load === null;
  if (till.configuration.version > 0 && (isLoaded || !brings)) await endFirstLoad(engine, till);
  else engine.progress = { step: 'customers', done: engine.counts.customers, total: null };
  stateChanged(engine);
}

/** The till has what it needs: somebody can sign in. */
export async function endFirstLoad(engine: Engine, till: Till): Promise<void> {
  await till.database.transaction('end first load', (tx) => writeFact(tx, 'firstLoadDone', 'true'));
  engine.isFirstLoadDone = true;
  openForWork(engine);
}

/** From now on somebody can sign in; what is still missing comes meanwhile. */
export function openForWork(engine: Engine): void {
  if (engine.stage === 'loading' || engine.stage === 'starting') engine.stage = 'open';
  engine.progress = null;
  stateChanged(engine);
}
