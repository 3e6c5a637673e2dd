import { refuse } from '@counterfoil/contracts/refusal';
import { authorise } from '../sign-in/authorise.ts';
import { isManualSwitchAllowed, tellConnection } from './connection.ts';
import { presentTill, type Engine } from './engine.ts';
import type { ManagerOverride } from './till-service.ts';

/**
 * *Database connection status* (917): takes the till off the network until somebody brings it back. Before anybody has
 * signed in the profile alone decides. Errors: `offline_switch_not_allowed`, those of who may do it.
 */
export async function switchOffline(engine: Engine, override: ManagerOverride | null): Promise<void> {
  presentTill(engine);
  if (!isManualSwitchAllowed(engine)) throw refuse('offline_switch_not_allowed');
  if (engine.worker.worker) await authorise(engine, 'databaseConnectionStatus', override);
  if (tellConnection(engine, 'switchOffline').includes('refuseSwitch')) throw refuse('offline_switch_not_allowed');
}

/** Tries to bring the till back to the network; the state tells whether it came. */
export function switchOnline(engine: Engine): void {
  presentTill(engine);
  tellConnection(engine, 'switchOnline');
}
