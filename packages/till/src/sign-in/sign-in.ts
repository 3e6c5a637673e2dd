import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import {
  signInRequestSchema,
  type SignedInWorker,
  type SignInRequest,
  type WorkerSession,
} from '@counterfoil/contracts/worker-sessions';
import { z } from 'zod';
import { isOffline } from '../connection-mode.ts';
import { ScaleUnitOutage } from '../scale-unit/outage.ts';
import { tellConnection } from '../service/connection.ts';
import { presentTill, type Engine } from '../service/engine.ts';
import { revoke } from '../service/revocation.ts';
import { takeSettingsOnline } from '../service/settings-without-offline.ts';
import { stateChanged } from '../service/tell-state.ts';
import { ownRegister } from '../own-register.ts';
import type { Till } from '../till.ts';
import { countFailure, forgetFailures, requireNotBlocked } from './sign-in-failures.ts';
import { verifyLocally } from './verify-locally.ts';

/**
 * Signs somebody in: by the scale unit when the till is online, and otherwise, or when it does not answer, by the verifier
 * of job 1060. Errors: `sign_in_failed`, `sign_in_blocked`, `device_revoked`.
 */
export async function signIn(engine: Engine, request: SignInRequest): Promise<SignedInWorker> {
  const till = presentTill(engine);
  const checked = signInRequestSchema.safeParse(request);
  if (!checked.success) throw refuse('sign_in_failed');
  await requireNotBlocked(engine, till, request.workerId);
  const opened = isOffline(engine.network.connection) ? null : await openSession(engine, till, checked.data);
  const worker = opened?.worker ?? (await verifyLocally(engine, till, checked.data));
  if (opened) await forgetFailures(engine, till, request.workerId);
  Object.assign(engine.worker, {
    worker,
    pin: request.pin,
    session: opened?.session ?? null,
    touchedAtMs: engine.seams.clock.monotonicMs(),
  });
  stateChanged(engine);
  if (opened && ownRegister(till)?.supportOffline !== true) await takeSettingsOnline(engine);
  return worker;
}

/** A session at the scale unit; null: it can't say whose PIN this is. Errors: what it says of operator and PIN. */
async function openSession(engine: Engine, till: Till, request: SignInRequest): Promise<WorkerSession | null> {
  try {
    const session = await engine.scaleUnit.signIn(request);
    tellConnection(engine, 'requestSucceeded');
    return session;
  } catch (error) {
    if (error instanceof ScaleUnitOutage) {
      tellConnection(engine, 'requestTimedOut');
      return null;
    }
    if (!(error instanceof CodedError)) throw error;
    return refused(engine, till, request, error);
  }
}

async function refused(engine: Engine, till: Till, { workerId }: SignInRequest, error: CodedError): Promise<null> {
  tellConnection(engine, 'requestSucceeded');
  if (error.code === 'sign_in_failed') await countFailure(engine, till, workerId);
  if (error.code === 'device_revoked') await revoke(engine);
  if (['sign_in_failed', 'sign_in_blocked', 'device_revoked'].includes(error.code)) throw error;
  engine.seams.log.warn({ code: error.code }, 'the scale unit signs nobody in');
  return null;
}

/** Locks the till: nobody is signed in, and the PIN is forgotten; the open transaction stays. */
export function signOut(engine: Engine): void {
  const { session } = engine.worker;
  if (session !== null && !isOffline(engine.network.connection)) void endSession(engine, session);
  Object.assign(engine.worker, { worker: null, pin: null, session: null });
  engine.answeredCustomers.clear();
  stateChanged(engine);
}

/** The session ends at the scale unit as well; one that it doesn't hear of ends by itself. */
export async function endSession({ scaleUnit, seams }: Engine, session: string): Promise<void> {
  try {
    await scaleUnit.call({ method: 'DELETE', path: '/worker-sessions/current', answer: z.unknown(), session });
  } catch (error) {
    seams.log.debug({ error: String(error) }, 'the session goes on at the scale unit until it ends by itself');
  }
}

/**
 * Opens a session for whoever signed in without one, by the PIN that is still in memory; null when there is none to be
 * had. A PIN that the scale unit doesn't take signs the worker out. Errors: `ScaleUnitOutage`.
 */
export async function renewSession(engine: Engine): Promise<string | null> {
  const { worker } = engine;
  if (!worker.worker || worker.pin === null) return null;
  const { workerId } = worker.worker;
  try {
    const { session } = await engine.scaleUnit.signIn({ workerId, pin: worker.pin });
    if (worker.worker?.workerId === workerId) worker.session = session;
    return session;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code === 'sign_in_failed') signOut(engine);
    if (error.code === 'device_revoked') await revoke(engine);
    return null;
  }
}
