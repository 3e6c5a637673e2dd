import { isOffline } from '../connection-mode.ts';
import { listenForWakeUps } from '../scale-unit/wake-ups.ts';
import { runAutoLock } from '../sign-in/auto-lock.ts';
import { runHealthChecks } from './connection.ts';
import type { Engine } from './engine.ts';
import { runExchanges } from './exchange-loop.ts';
import { ownRegister } from '../own-register.ts';

/** A till that is to hear of changes looks again this often whether it can, unless it is told sooner, in milliseconds. */
const offlinePauseMs = 1_000;

/** Begins all that a till does by itself, until it is revoked or closed. */
export function runTill(engine: Engine): void {
  engine.running = new AbortController();
  const { signal } = engine.running;
  const run = (name: string, work: Promise<void>): void => {
    work.catch((error: unknown) => engine.seams.log.error({ error: String(error) }, `${name} ended`));
  };
  run('exchanges', runExchanges(engine, signal));
  run('health checks', runHealthChecks(engine, signal));
  run('wake-ups', runWakeUps(engine, signal));
  run('auto-lock', runAutoLock(engine, signal));
  engine.network.exchangeWanted.notify();
}

/** Listens whenever the till is online; a stream that ends is no outage by itself: an exchange tells. */
async function runWakeUps(engine: Engine, stopping: AbortSignal): Promise<void> {
  const { network, scaleUnit, seams } = engine;
  await listenForWakeUps(
    {
      seams,
      open: async (signal) => {
        await untilListening(engine, signal);
        const registerId = engine.till?.registerId ?? '';
        return scaleUnit.stream(`/offline-databases/${encodeURIComponent(registerId)}/wake-ups`, signal);
      },
      onConnected: () => network.exchangeWanted.notify(),
      onWakeUp: () => network.exchangeWanted.notify(),
      onEnded: (error) => {
        seams.log.debug({ error: String(error) }, 'no wake-ups');
        /* An exchange finds out why, and acts on it: the scale unit may be gone, or the device revoked. */
        network.exchangeWanted.notify();
      },
    },
    stopping,
  );
}

async function untilListening(engine: Engine, signal: AbortSignal): Promise<void> {
  const mayListen = (): boolean => {
    const register = engine.till && ownRegister(engine.till);
    return register?.supportOffline === true && !isOffline(engine.network.connection);
  };
  const { network, seams } = engine;
  while (!mayListen() && !signal.aborted) await network.changed.wait(offlinePauseMs, seams.clock, signal);
}
