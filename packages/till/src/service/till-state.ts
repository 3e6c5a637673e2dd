import { isOffline } from '../connection-mode.ts';
import { openTransactionView } from '../sale/open-transaction.ts';
import { isManualSwitchAllowed, nextTryAt } from './connection.ts';
import { creationPlace } from './creation-place.ts';
import type { Engine } from './engine.ts';
import { ownChannelOrNull, ownRegister } from '../own-register.ts';
import type { ConnectionView, StorageView, TillPhase, TillProblem, TillState } from './till-service.ts';

/** All that every screen may show, but for its version. */
export async function viewOf(engine: Engine): Promise<Omit<TillState, 'version'>> {
  const { till } = engine;
  return {
    phase: phaseOf(engine),
    problem: problemOf(engine),
    progress: engine.progress,
    register: till ? ownRegister(till) : null,
    channel: till ? ownChannelOrNull(till) : null,
    worker: engine.worker.worker,
    connection: connectionView(engine),
    storage: await storageView(engine),
    shift: engine.counts.shift,
    transaction: till ? await openTransactionView(engine, till) : null,
  };
}

function phaseOf({ stage, worker }: Engine): TillPhase {
  if (stage !== 'open') return stage;
  return worker.worker ? 'ready' : 'signedOut';
}

/** A till that loads for the first time has to be online; later it does without. */
function problemOf({ stage, problem, network }: Engine): TillProblem | null {
  if (problem) return problem;
  if (!isOffline(network.connection)) return network.refused;
  return stage === 'loading' ? { code: 'till_offline', field: '' } : null;
}

function connectionView(engine: Engine): ConnectionView {
  const { network, counts, till } = engine;
  const { place, reason } = creationPlace(engine);
  return {
    mode: network.connection.mode,
    since: network.since,
    lastExchangeAt: counts.lastExchangeAt,
    queued: counts.queued,
    queuedCustomers: counts.queuedCustomers,
    oldestQueuedAt: counts.oldestQueuedAt,
    nextTryAt: nextTryAt(engine),
    manualSwitchAllowed: isManualSwitchAllowed(engine),
    configurationVersion: till?.configuration.version ?? 0,
    customerCreation: place,
    customerCreationReason: reason,
    customers: counts.customers,
  };
}

async function storageView(engine: Engine): Promise<StorageView> {
  return { ...(await engine.vault.storage()), problem: engine.storageProblem };
}
