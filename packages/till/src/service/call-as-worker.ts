import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { ScaleUnitCall } from '../scale-unit/scale-unit.ts';
import { renewSession } from '../sign-in/sign-in.ts';
import { online } from './connection.ts';
import type { Engine } from './engine.ts';
import { revoke } from './revocation.ts';

/**
 * A call of the Commerce API by whoever has signed in; a session that is missing or has ended is opened silently while the
 * PIN is known. Errors: `till_offline`, `worker_session_ended`, `device_revoked`, what the scale unit refuses.
 */
export async function callAsWorker<T>(engine: Engine, call: Omit<ScaleUnitCall<T>, 'session'>): Promise<T> {
  return online(engine, async () => {
    try {
      return await withSession(engine, call);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'device_revoked') await revoke(engine);
      throw error;
    }
  });
}

async function withSession<T>(engine: Engine, call: Omit<ScaleUnitCall<T>, 'session'>): Promise<T> {
  const { scaleUnit, worker } = engine;
  const known = worker.session;
  if (known === null) return scaleUnit.call({ ...call, session: await anotherSession(engine) });
  try {
    return await scaleUnit.call({ ...call, session: known });
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'worker_session_ended') throw error;
    if (worker.session === known) worker.session = null;
    return scaleUnit.call({ ...call, session: await anotherSession(engine) });
  }
}

async function anotherSession(engine: Engine): Promise<string> {
  const session = await renewSession(engine);
  if (session === null) throw refuse('worker_session_ended');
  return session;
}
