import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import {
  attemptIntervalMs,
  healthCheckDelayMs,
  isOffline,
  stepConnection,
  type ConnectionEffect,
  type ConnectionEventKind,
  type SwitchingProfile,
} from '../connection-mode.ts';
import { ScaleUnitOutage } from '../scale-unit/outage.ts';
import type { Till } from '../till.ts';
import type { Engine } from './engine.ts';
import { stateChanged } from './tell-state.ts';
import { ownRegister } from '../own-register.ts';

/** By what a till switches that has no offline profile. */
export const withoutOfflineProfile: SwitchingProfile = {
  timeoutMs: 5_000,
  reconnectIntervalMs: 60_000,
  manualSwitchAllowed: false,
  manualSwitchBeforeSignInAllowed: false,
  advancedOfflineSwitching: true,
  healthCheckIntervalMs: 30_000,
};

/** The times and permissions by which this till switches. */
export function switchingProfile(till: Till | null): SwitchingProfile {
  const offlineProfileId = till && ownRegister(till)?.offlineProfileId;
  const profiles = till?.configuration.offlineProfiles ?? [];
  return profiles.find((profile) => profile.offlineProfileId === offlineProfileId) ?? withoutOfflineProfile;
}

/** Something happened to the connection; what it asks for is done. The effects that the caller has to act on. */
export function tellConnection(engine: Engine, kind: ConnectionEventKind): readonly ConnectionEffect[] {
  const { network, seams } = engine;
  const before = network.connection;
  const event = { kind, nowMs: seams.clock.monotonicMs(), isSignedIn: engine.worker.worker !== null };
  const { connection, effects } = stepConnection(before, event, switchingProfile(engine.till));
  network.connection = connection;
  if (connection.mode !== before.mode) {
    network.since = seams.clock.now().toISOString();
    if (isOffline(connection) && !isOffline(before)) network.leaving.abort();
    stateChanged(engine);
  }
  network.changed.notify();
  if (effects.includes('probe')) void probe(engine);
  if (effects.includes('exchange')) network.exchangeWanted.notify();
  return effects;
}

/** Asks whether the scale unit answers. */
async function probe(engine: Engine): Promise<void> {
  try {
    await engine.scaleUnit.checkHealth();
    tellConnection(engine, 'probeSucceeded');
  } catch (error) {
    engine.seams.log.debug({ error: String(error) }, 'the scale unit does not answer');
    tellConnection(engine, 'probeFailed');
  }
}

/**
 * Work that needs the scale unit. An outage sends the till offline. Errors: `till_offline` while it is offline or when it
 * goes so by this; what the scale unit refuses.
 */
export async function online<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  if (isOffline(engine.network.connection)) throw refuse('till_offline');
  try {
    const result = await work();
    tellConnection(engine, 'requestSucceeded');
    return result;
  } catch (error) {
    if (error instanceof CodedError) tellConnection(engine, 'requestSucceeded');
    if (!(error instanceof ScaleUnitOutage)) throw error;
    tellConnection(engine, 'requestTimedOut');
    throw new CodedError('till_offline', undefined, { cause: error });
  }
}

/** Brings the health check when it is due, until the till ends. */
export async function runHealthChecks(engine: Engine, stopping: AbortSignal): Promise<void> {
  const { network, seams } = engine;
  const idleMs = 3_600_000;
  while (!stopping.aborted) {
    const nowMs = seams.clock.monotonicMs();
    const delayMs = healthCheckDelayMs(switchingProfile(engine.till), network.connection, nowMs);
    const end = await network.changed.wait(delayMs ?? idleMs, seams.clock, stopping);
    if (end === 'timeout' && delayMs !== null) tellConnection(engine, 'healthCheckDue');
  }
}

/** Milliseconds until the till next tries to come back by itself; null: it is online, or a person brings it back. */
export function nextTryDelayMs({ till, network, seams }: Engine): number | null {
  const { connection } = network;
  if (connection.mode !== 'offline') return null;
  const attemptedAtMs = Math.max(connection.attemptedAtMs, network.exchangedAtMs);
  const dueAtMs = attemptedAtMs + attemptIntervalMs(switchingProfile(till), connection);
  return Math.max(0, dueAtMs - seams.clock.monotonicMs());
}

/* Shown to the second, so that the state doesn't change by being read. */
const shownStepMs = 1_000;

/** When that is, ISO 8601. */
export function nextTryAt(engine: Engine): string | null {
  const delayMs = nextTryDelayMs(engine);
  if (delayMs === null) return null;
  const atMs = engine.seams.clock.now().getTime() + delayMs;
  return new Date(Math.round(atMs / shownStepMs) * shownStepMs).toISOString();
}

/** Whether the profile lets somebody go offline by hand now. */
export function isManualSwitchAllowed({ till, worker }: Engine): boolean {
  const { manualSwitchAllowed, manualSwitchBeforeSignInAllowed } = switchingProfile(till);
  return manualSwitchAllowed && (worker.worker !== null || manualSwitchBeforeSignInAllowed);
}
