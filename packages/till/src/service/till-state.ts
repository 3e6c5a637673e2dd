import type { ChannelSettings, Register } from '@counterfoil/contracts/channel-configuration';
import { isOffline } from '../connection-mode.ts';
import { openTransactionView } from '../sale/open-transaction.ts';
import type { Till } from '../till.ts';
import { isManualSwitchAllowed, nextTryAt } from './connection.ts';
import { creationPlace } from './creation-place.ts';
import type { Engine } from './engine.ts';
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

function problemOf({ problem, network }: Engine): TillProblem | null {
  return problem ?? (isOffline(network.connection) ? null : network.refused);
}

/** The register that this till is; null before its settings are known. */
export function ownRegister({ configuration, registerId }: Till): Register | null {
  return configuration.registers.find((register) => register.registerId === registerId) ?? null;
}

/** The channel at which it stands; null before its settings are known. */
export function ownChannelOrNull(till: Till): ChannelSettings | null {
  const channelId = ownRegister(till)?.channelId;
  return till.configuration.channels.find((channel) => channel.channelId === channelId) ?? null;
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
