import type { Engine } from './engine.ts';
import type { ConnectionView } from './till-service.ts';
import { ownRegister } from '../own-register.ts';

/** Where customers are created, and why not here. */
export interface CreationPlace {
  readonly place: ConnectionView['customerCreation'];
  readonly reason: ConnectionView['customerCreationReason'];
}

/**
 * A register with an offline database records every creation itself, whatever the network does; not where customer data
 * is kept off tills (SD-25), nor at a register without *Support offline*.
 */
export function creationPlace({ till, counts }: Engine): CreationPlace {
  const register = till && ownRegister(till);
  if (register && !register.supportOffline) return { place: 'online', reason: 'offlineUnsupported' };
  if (counts.isFiltered) return { place: 'online', reason: 'customerDataFiltered' };
  return { place: 'local', reason: null };
}
