import { CodedError } from '@counterfoil/contracts/refusal';
import { isOffline } from '../connection-mode.ts';
import { exchangeOnce, type ExchangeResult } from '../exchange-once.ts';
import { ScaleUnitOutage } from '../scale-unit/outage.ts';
import { ownRegister } from '../own-register.ts';
import type { Till } from '../till.ts';
import { nextTryDelayMs, switchingProfile, tellConnection } from './connection.ts';
import type { Engine } from './engine.ts';
import { openForWork } from './first-load.ts';
import { revoke } from './revocation.ts';
import { stateChanged } from './tell-state.ts';
import { tellWhatCame } from './tell-what-came.ts';
import { takeSettingsOnline } from './settings-without-offline.ts';

/** Without any wake-up the till exchanges this often, in milliseconds. */
const fallbackIntervalMs = 30_000;
/** After a refusal or an outage, doubled each time, in milliseconds. */
const failureDelayMs = 1_000;
const failureDelayMaxMs = 60_000;
/** Disagreements one after the other in one exchange, after which it waits like after a failure. */
const disagreementCountMax = 3;
/** Longer than any till waits; there is no timer then. */
const idleMs = 3_600_000;

/** Exchanges whenever there is something to, and from time to time, until the till ends. */
export async function runExchanges(engine: Engine, stopping: AbortSignal): Promise<void> {
  const { network, seams } = engine;
  while (!stopping.aborted) {
    const end = await network.exchangeWanted.wait(delayMsOf(engine), seams.clock, stopping);
    if (stopping.aborted || !isExchangeDue(engine, end === 'notified')) continue;
    await exchangeNow(engine);
  }
}

/** How long until the next exchange by itself, in milliseconds. */
function delayMsOf(engine: Engine): number {
  const { network, till, seams } = engine;
  if (network.connection.mode === 'manualOffline') return idleMs;
  if (isOffline(network.connection)) {
    return switchingProfile(till).advancedOfflineSwitching ? idleMs : (nextTryDelayMs(engine) ?? idleMs);
  }
  if (network.failureCount === 0) return fallbackIntervalMs * (0.75 + seams.random.next() / 2);
  return Math.min(failureDelayMs * 2 ** (network.failureCount - 1), failureDelayMaxMs);
}

/** While it is offline, a new entry in the outbox is no reason to try before the time. */
function isExchangeDue(engine: Engine, isNotified: boolean): boolean {
  const { connection } = engine.network;
  if (connection.mode === 'manualOffline' || !engine.till) return false;
  if (!isOffline(connection) || !isNotified) return true;
  return (nextTryDelayMs(engine) ?? 0) === 0 && !switchingProfile(engine.till).advancedOfflineSwitching;
}

/**
 * Exchanges until there is nothing more, and resolves whatever comes of it: the state tells. Whoever asks during an
 * exchange gets another one after it.
 */
export function exchangeNow(engine: Engine): Promise<void> {
  const { network } = engine;
  if (!network.exchanging) {
    network.exchanging = exchangeAll(engine).finally(() => {
      network.exchanging = null;
    });
    return network.exchanging;
  }
  network.exchangeNext ??= network.exchanging.then(() => {
    network.exchangeNext = null;
    return exchangeNow(engine);
  });
  return network.exchangeNext;
}

async function exchangeAll(engine: Engine): Promise<void> {
  const { network, seams, till } = engine;
  network.leaving = new AbortController();
  const stopping = AbortSignal.any([engine.running.signal, network.leaving.signal]);
  if (!till || network.connection.mode === 'manualOffline') return;
  try {
    let disagreementCount = 0;
    for (let more = true; more && !stopping.aborted && disagreementCount < disagreementCountMax;) {
      const result = await exchanged(engine, till, stopping);
      disagreementCount = result.result === 'applied' ? 0 : disagreementCount + 1;
      more = result.more;
    }
    network.failureCount = 0;
    network.refused = null;
  } catch (error) {
    network.failureCount++;
    if (!engine.running.signal.aborted) await exchangeFailed(engine, error);
  } finally {
    network.exchangedAtMs = seams.clock.monotonicMs();
    stateChanged(engine);
  }
}

async function exchanged(engine: Engine, till: Till, stopping: AbortSignal): Promise<ExchangeResult> {
  const version = till.configuration.version;
  const result = await exchangeOnce(till, {
    exchange: (registerId, request) => engine.scaleUnit.exchange(registerId, request, stopping),
  });
  tellConnection(engine, 'requestSucceeded');
  if (till.configuration.version !== version) tellConnection(engine, 'profileChanged');
  await tellWhatCame(engine, till, result);
  return result;
}

async function exchangeFailed(engine: Engine, error: unknown): Promise<void> {
  const { network, seams } = engine;
  if (error instanceof ScaleUnitOutage) {
    seams.log.debug({ error: error.message }, 'no exchange');
    tellConnection(engine, 'requestTimedOut');
    /* What has come of the first load is enough to work with. */
    if (engine.stage === 'loading' && engine.till && ownRegister(engine.till)) openForWork(engine);
    return;
  }
  if (!(error instanceof CodedError)) {
    seams.log.error({ error: String(error) }, 'exchange failed');
    return;
  }
  tellConnection(engine, 'requestSucceeded');
  if (error.code === 'device_revoked') return revoke(engine);
  if (error.code === 'register_offline_unsupported') return takeSettingsOnline(engine);
  seams.log.warn({ code: error.code }, 'the scale unit refused an exchange');
  network.refused = { code: error.code, field: '' };
}
